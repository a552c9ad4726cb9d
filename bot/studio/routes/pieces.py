"""Pieces: the gallery, everything about one, who may see it, votes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.conversation.memory.session import Session
from bot.studio.bodies import VisibilityIn, VoteIn
from bot.studio.guard import visitor_of
from bot.studio.moving import FUSED, kept_notes
from bot.studio.problems import Problem
from bot.studio.receiving import choice, read_body, whole
from bot.studio.shapes import answer, files_json, melody_links, piece_card, request_json
from bot.studio.studio import Studio, studio_of
from storage.errors import NotFound
from storage.gallery import ORDERS, SCOPES, BadCursor
from storage.piece import Piece
from storage.ranking import DAYS, Tally

_LONGEST_GENRE = 60


async def gallery(request: web.Request) -> web.Response:
    """A page of what may be seen."""
    studio = studio_of(request)
    order = choice(request, "order", ORDERS, "top")
    scope = choice(request, "scope", SCOPES, "all")
    span = choice(request, "span", tuple(DAYS), "ever")
    limit = whole(request, "limit", 1, 50, 20)
    genre, cursor = request.query.get("genre"), request.query.get("cursor")
    if genre is not None and len(genre) > _LONGEST_GENRE:
        raise Problem(400, f"genre is at most {_LONGEST_GENRE} characters long")

    def work(session: Session) -> dict[str, Any]:
        page = studio.memory.gallery.page(
            session.user, session.place, order=order, scope=scope, span=span, genre=genre,
            limit=limit, cursor=cursor,
        )  # fmt: skip
        cards = [piece_card(piece, session.user) for piece in page.pieces]
        return {"pieces": cards, "next": page.next}

    try:
        return answer(await studio.use(request, work))
    except BadCursor as error:
        raise Problem(400, str(error)) from None


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a piece's page shows."""

    piece: Piece
    viewer: int
    facts: Mapping[str, Any]
    names: tuple[str, ...]
    tally: Tally
    above: list[Piece]
    below: list[Piece]
    melodies: tuple[str, ...]


async def show(request: web.Request) -> web.Response:
    """Everything about a piece."""
    studio = studio_of(request)
    who = visitor_of(request).who()
    shown = await studio.desk.library.show(who, request.match_info["code"])

    def work(session: Session) -> _Seen:
        memory, piece = studio.memory, shown.piece
        tally = memory.votes.tally(session.user, piece.id, place=session.place)
        above, below = memory.pieces.family(piece, session.user, session.place)
        record = kept_notes(memory, piece)
        melodies = () if record is None else (*record["melodies"], FUSED)
        return _Seen(piece, session.user, shown.facts, shown.names, tally, above, below, melodies)

    return answer(_piece_json(await studio.use(request, work)))


def _piece_json(seen: _Seen) -> dict[str, Any]:
    piece, facts, user = seen.piece, seen.facts, seen.viewer
    metrics = {n: v for n, v in piece.metrics.items() if n not in ("heard", "heard_among_all")}
    return {
        **piece_card(piece, user, heard=facts.get("heard")),
        "recipe": piece.recipe,
        "request": request_json(piece.request),
        "provenance": dict(piece.provenance),
        "originality": facts.get("originality", {}),
        "form": facts.get("form"),
        "pickup_beats": facts.get("pickup_beats", 0),
        "sections": facts.get("sections", []),
        "metrics": metrics,
        "layers": facts.get("layers", []),
        "genre_cards": facts.get("genre_cards", {}),
        "audio": facts.get("audio"),
        "troubles": facts.get("troubles", []),
        "my_vote": seen.tally.mine,
        "family": {
            "ancestors": [piece_card(one, user) for one in seen.above],
            "descendants": [piece_card(one, user) for one in seen.below],
        },
        "files": files_json(piece.code, seen.names),
        "melodies": [melody_links(piece.code, name) for name in seen.melodies],
    }


async def show_to(request: web.Request) -> web.Response:
    """Change who may see one's own piece."""
    studio = studio_of(request)
    body = await read_body(request, studio.plan.limits, VisibilityIn)
    code = request.match_info["code"]

    def work(session: Session) -> dict[str, Any]:
        changed = studio.memory.pieces.show_to(session.user, code, body.visibility)
        return piece_card(changed, session.user)

    return answer(await studio.use(request, work))


async def delete(request: web.Request) -> web.Response:
    """Erase one's own piece."""
    studio, code = studio_of(request), request.match_info["code"]
    await studio.use(request, lambda s: studio.memory.privacy.delete_piece(s.user, code))
    return web.Response(status=204)


async def tally(request: web.Request) -> web.Response:
    """How a piece stands."""
    return answer(await studio_of(request).use(request, _tally(request)))


async def vote(request: web.Request) -> web.Response:
    """Vote for a piece."""
    body = await read_body(request, studio_of(request).plan.limits, VoteIn)
    return await _cast(request, "vote", {"way": "up" if body.value > 0 else "down"})


async def unvote(request: web.Request) -> web.Response:
    """Take a vote back."""
    return await _cast(request, "unvote", {})


async def _cast(request: web.Request, order: str, said: Mapping[str, str]) -> web.Response:
    code = request.match_info["code"]
    stands = _tally(request)

    def work(session: Session) -> dict[str, Any]:
        reading = session.ask(order, {**said, "code": code})
        if reading is None or reading.error is not None:
            raise NotFound(reading.error or code if reading else code)
        return stands(session)

    return answer(await studio_of(request).use(request, work))


def _tally(request: web.Request) -> Callable[[Session], dict[str, Any]]:
    studio: Studio = studio_of(request)
    code = request.match_info["code"]

    def work(session: Session) -> dict[str, Any]:
        piece = studio.memory.pieces.find(code, session.user, session.place)
        found = studio.memory.votes.tally(session.user, piece.id, place=session.place)
        return {"up": found.up, "down": found.down, "mine": found.mine, "is_own": found.is_own}

    return work
