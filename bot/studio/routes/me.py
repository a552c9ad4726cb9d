"""One's own: taste, usual values, and what is kept."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.conversation import wording, wording_privacy, wording_taste
from bot.conversation.memory.session import Session
from bot.conversation.memory.stored import StoredPreferences, own_opinions, place_opinions, titles
from bot.conversation.preferences import Usual
from bot.studio.bodies import ConfirmIn, PreferencesIn, TasteIn
from bot.studio.fields import usual_of
from bot.studio.guard import visitor_of
from bot.studio.problems import Problem
from bot.studio.receiving import choice, read_body
from bot.studio.sending import send
from bot.studio.shapes import answer
from bot.studio.studio import Studio, studio_of
from bot.taste.model import learn

_DIGITS = 4


async def taste(request: web.Request) -> web.Response:
    """What was learned of one's taste, or of this place's."""
    of = choice(request, "of", ("me", "place"), "me")
    return await _taste(request, of)


async def _taste(request: web.Request, of: str = "me") -> web.Response:
    studio = studio_of(request)
    genres = tuple(genre.name for genre in studio.app.genres)

    def work(session: Session) -> dict[str, Any]:
        memory = studio.memory
        if of == "me":
            opinions, liked = own_opinions(memory, session.user, genres)
        else:
            opinions, liked = place_opinions(memory, session.place, genres)
        point = learn(liked, genres).favourite() if liked else None
        because = titles(opinions, liked, point)[:3] if point and of == "me" else []
        frozen = of == "me" and memory.opinions.is_frozen(session.user)
        whose = "your" if of == "me" else "this place's"
        return {
            "lines": list(wording_taste.taste(point, because, whose=whose, frozen=frozen)),
            "weights": point
            and {name: round(share, _DIGITS) for name, share in point.weights.items()},
            "temperature": point and point.adventure and round(point.adventure, _DIGITS),
            "is_frozen": frozen,
            "because": because,
        }

    return answer(await studio.use(request, work))


async def change_taste(request: web.Request) -> web.Response:
    """Say what one likes; freeze or thaw what is learned."""
    studio = studio_of(request)
    body = await read_body(request, studio.plan.limits, TasteIn)

    def work(session: Session) -> None:
        if body.text is not None:
            reading = session.ask("tell_taste", {"text": body.text})
            if reading is None or reading.error is not None:
                raise Problem(422, (reading and reading.error) or "that says no taste")
        if body.is_frozen is not None:
            studio.memory.opinions.freeze(session.user, body.is_frozen)

    await studio.use(request, work)
    return await _taste(request)


async def forget_taste(request: web.Request) -> web.Response:
    """Forget all that was learned and told."""
    studio = studio_of(request)
    await studio.use(request, lambda session: studio.memory.opinions.forget(session.user))
    return web.Response(status=204)


async def preferences(request: web.Request) -> web.Response:
    """One's usual values."""
    studio = studio_of(request)
    usual = await studio.use(request, lambda s: StoredPreferences(studio.memory, s.user).usual())
    return answer(_usual_json(usual))


async def set_preferences(request: web.Request) -> web.Response:
    """Set one's usual values."""
    studio = studio_of(request)
    body = await read_body(request, studio.plan.limits, PreferencesIn)
    usual = usual_of(body, studio.app.genres)
    await _remember(studio, request, usual)
    return answer(_usual_json(usual))


async def clear_preferences(request: web.Request) -> web.Response:
    """Forget one's usual values."""
    await _remember(studio_of(request), request, Usual())
    return web.Response(status=204)


async def _remember(studio: Studio, request: web.Request, usual: Usual) -> None:
    await studio.use(request, lambda s: StoredPreferences(studio.memory, s.user).remember(usual))


def _usual_json(usual: Usual) -> dict[str, Any]:
    return {"usual": usual.to_json(), "lines": list(wording.preferences_list(usual))}


async def privacy(request: web.Request) -> web.Response:
    """How much is kept of one."""
    studio = studio_of(request)

    def work(session: Session) -> dict[str, Any]:
        kept = studio.memory.privacy.summary(session.user)
        return {"kept": kept, "lines": list(wording_privacy.privacy(kept))}

    return answer(await studio.use(request, work))


async def export(request: web.Request) -> web.StreamResponse:
    """Everything that is kept of one, as an archive."""
    studio = studio_of(request)

    def work(session: Session) -> bytes:
        with tempfile.TemporaryDirectory(dir=studio.desk.folder) as folder:
            path = Path(folder) / "data.zip"
            studio.memory.privacy.export_archive(session.user, path)
            return path.read_bytes()

    return await send(
        request, await studio.use(request, work), "fusebox-my-data.zip", download=True
    )


async def erase(request: web.Request) -> web.Response:
    """Erase one and all that is theirs."""
    studio, visitor = studio_of(request), visitor_of(request)
    await read_body(request, studio.plan.limits, ConfirmIn)
    user = await studio.use(request, lambda session: session.user)
    gone = await studio.desk.sessions.run(partial(studio.memory.privacy.delete_user, user))
    studio.forget(visitor)
    response = answer({"deleted": gone, "text": wording_privacy.all_deleted(gone)})
    studio.visitors.take(response)
    return response
