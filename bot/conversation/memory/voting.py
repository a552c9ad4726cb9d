"""Orders about pieces: votes, rankings, family, remixes, who may see what."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation import wording_memory as wording
from bot.conversation.memory.here import Here
from bot.conversation.memory.signs import point_of
from bot.conversation.reading import Reading
from music.genres import known_genres
from storage.errors import NotFound
from storage.piece import Piece

_UP = {"up", "upvote", "👍", "like", "love"}
_SPANS = {"today": "day", "day": "day", "week": "week", "month": "month"}
_SHOWN = {"private": "private", "hide": "private", "shared": "place"}


def vote(here: Here, said: Mapping[str, str]) -> Reading:
    """A vote for the piece that was named, or the one talked about."""
    return _cast(here, said, 1 if said["way"].lower() in _UP else -1)


def unvote(here: Here, said: Mapping[str, str]) -> Reading:
    """Take a vote back."""
    return _cast(here, said, 0)


def _cast(here: Here, said: Mapping[str, str], value: int) -> Reading:
    try:
        piece = _meant(here, said)
        tally = here.memory.votes.cast(here.user, piece.id, value, place=here.place)
    except NotFound:
        return here.failed("vote", wording.no_piece(said.get("code", "")))
    if value == 0:
        here.memory.opinions.withdraw(here.user, piece.id, "vote")
    else:
        _learn_from_vote(here, piece, value)
    return here.told("vote", wording.voted(piece.code, tally))


def _learn_from_vote(here: Here, piece: Piece, value: int) -> None:
    genres = {genre.name: genre for genre in known_genres()}
    point = point_of(piece.request, genres)
    if point is not None:
        here.memory.opinions.add(
            here.user, "vote", float(value), point.to_json(), place=here.place, piece=piece.id
        )


def top(here: Here, said: Mapping[str, str]) -> Reading:
    """The best pieces of a span, here or everywhere."""
    span = _SPANS.get(said.get("span", "").lower(), "ever")
    everywhere = said.get("scope", "").lower() == "everywhere"
    place = None if everywhere else here.place
    pieces = here.memory.votes.top(here.user, span=span, place=place)
    where = "everywhere" if everywhere else "here"
    return here.told("top", *wording.top(pieces, span, where, here.user))


def piece(here: Here, said: Mapping[str, str]) -> Reading:
    """A piece with its family tree."""
    try:
        found = _meant(here, said)
    except NotFound:
        return here.failed("piece", wording.no_piece(said.get("code", "")))
    above, below = here.memory.pieces.family(found, here.user, here.place)
    files = here.memory.files.names(found.id, here.user, here.place)
    return here.told("piece", *wording.about_piece(found, here.user, above, below, files))


def show_to(here: Here, said: Mapping[str, str]) -> Reading:
    """Who may see one's own piece."""
    visibility = _SHOWN.get(said["how"].lower(), "public")
    try:
        found = _meant(here, said)
        changed = here.memory.pieces.show_to(here.user, found.code, visibility)
    except NotFound:
        return here.failed("show_to", _not_mine(said))
    return here.told("show_to", wording.seen_as(changed))


def delete_piece(here: Here, said: Mapping[str, str]) -> Reading:
    """Erase one's own piece."""
    try:
        found = _meant(here, said)
        here.memory.privacy.delete_piece(here.user, found.code)
    except NotFound:
        return here.failed("delete_piece", _not_mine(said))
    return here.told("delete_piece", wording.piece_deleted(found.code))


def _not_mine(said: Mapping[str, str]) -> str:
    code = said.get("code", "")
    return wording.not_your_piece(code) if code else wording.no_piece()


def history(here: Here, said: Mapping[str, str]) -> Reading | None:
    """One's own latest pieces; None leaves it to the dialogue, which knows what was asked."""
    pieces = here.memory.pieces.latest(here.user)
    return here.told("history", *wording.history(pieces, here.user)) if pieces else None


def _meant(here: Here, said: Mapping[str, str]) -> Piece:
    code = said.get("code") or here.piece
    if code is None:
        raise NotFound("no piece yet")
    return here.memory.pieces.find(code, here.user, here.place)
