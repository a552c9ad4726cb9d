"""Battles: called, listed, heard and voted in blind; and what comes of them."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.conversation.memory import fighting
from bot.conversation.memory.session import Session
from bot.conversation.memory.wants import BattleWanted
from bot.studio.battling import begin_battle
from bot.studio.bodies import BattleIn, SideIn
from bot.studio.guard import visitor_of
from bot.studio.problems import Problem
from bot.studio.receiving import read_body
from bot.studio.sending import send
from bot.studio.shapes import answer, battle_json
from bot.studio.studio import Studio, studio_of
from storage.errors import NotFound

_MOST_LISTED, _MOST_RATED = 20, 20


async def show_all(request: web.Request) -> web.Response:
    """The latest battles here."""
    studio = studio_of(request)

    def work(session: Session) -> list[dict[str, Any]]:
        battles = studio.memory.battles
        battles.close_due()
        now = studio.memory.database.clock()
        return [battle_json(one, now) for one in battles.latest(session.place, _MOST_LISTED)]

    return answer({"battles": await studio.use(request, work)})


async def call(request: web.Request) -> web.Response:
    """Call a battle."""
    studio = studio_of(request)
    body = await read_body(request, studio.plan.limits, BattleIn)
    said = {
        "left": body.left, "right": body.right, "time": str(body.seconds), "unit": "second",
    }  # fmt: skip
    reading = await studio.use(
        request, lambda session: session.ask("battle", said), body.conversation
    )
    if reading is None or not isinstance(reading.wants, BattleWanted):
        trouble = reading.error if reading is not None else None
        raise Problem(422, trouble or "name two presets, two members or two adventures")
    battle, tales = await begin_battle(
        studio, visitor_of(request), reading.wants, body.conversation
    )
    jobs = [tale.to_json() for tale in tales]
    return answer({"battle": battle, "jobs": jobs}, 201 if battle is not None else 202)


async def show(request: web.Request) -> web.Response:
    """One battle."""
    studio, code = studio_of(request), request.match_info["code"]
    return answer(await studio.use(request, lambda session: _shown(studio, session, code)))


async def vote(request: web.Request) -> web.Response:
    """Vote for a side."""
    studio, code = studio_of(request), request.match_info["code"]
    body = await read_body(request, studio.plan.limits, SideIn)

    def work(session: Session) -> dict[str, Any]:
        studio.memory.battles.vote(session.user, code, body.side, session.place)
        return _shown(studio, session, code)

    return answer(await studio.use(request, work))


def _shown(studio: Studio, session: Session, code: str) -> dict[str, Any]:
    studio.memory.battles.close_due()
    found = studio.memory.battles.find(code, session.place)
    return battle_json(found, studio.memory.database.clock())


async def file(request: web.Request) -> web.StreamResponse:
    """A side's sound or MIDI, under a name that tells nothing."""
    studio = studio_of(request)
    code, side = request.match_info["code"], request.match_info["side"]
    wished = request.match_info["format"]

    def read(session: Session) -> tuple[bytes, bool]:
        memory = studio.memory
        left, right = memory.battles.pieces(code, session.place)
        piece = memory.pieces.numbered(left if side == "left" else right)
        name = f"piece.{'ogg' if wished == 'ogg' else 'mid'}"
        try:
            return memory.files.read(piece.id, name, piece.user, piece.place), True
        except NotFound:
            if wished == "midi":
                raise
            return memory.files.read(piece.id, "piece.mid", piece.user, piece.place), False

    content, is_made = await studio.use(request, read)
    if not is_made:
        content = await studio.desk.samples.sound_of(content)
    ending = "ogg" if wished == "ogg" else "mid"
    return await send(request, content, f"battle-{code.upper()}-{side}.{ending}")


async def leaderboards(request: web.Request) -> web.Response:
    """Ratings from settled battles here."""
    studio = studio_of(request)

    def work(session: Session) -> dict[str, Any]:
        studio.memory.battles.close_due()
        found: dict[str, Any] = {}
        for kind in ("presets", "members"):
            names, rated = fighting.rated(studio.memory, session.place, kind)
            found[kind] = [
                {
                    "name": names[one.who], "points": round(one.points, 1),
                    "deviation": round(one.deviation, 1), "battles": one.battles,
                }
                for one in rated[:_MOST_RATED]
            ]  # fmt: skip
        return found

    return answer(await studio.use(request, work))
