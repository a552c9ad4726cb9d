"""A request in fields becomes a resolved one; what was left out is as the genres like it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.dialogue import any_seed
from bot.conversation.draft import fresh_draft
from bot.conversation.preferences import Usual
from bot.conversation.request import ResolvedRequest, mean_of_path, normalised
from bot.studio.bodies import PreferencesIn, RequestIn
from bot.studio.problems import Problem
from engine.request import PathPoint
from music.errors import MusicError
from music.genres import Genre
from music.instruments import BAND_PARTS, INSTRUMENTS
from music.key import Key

_PLAYERS = frozenset({row.name for row in INSTRUMENTS} | set(BAND_PARTS))
_STATED = ("temperature", "bars", "tempo_bpm", "key", "meter", "instruments", "without", "only")


def resolved(fields: RequestIn, genres: Sequence[Genre]) -> ResolvedRequest:
    """The request. Raises Problem 422 for what isn't known or doesn't fit."""
    known = {genre.name: genre for genre in genres}
    _check_genres(fields.weights, known)
    _check_players(fields.instruments, fields.without, fields.only)
    path = None
    weights = normalised(fields.weights)
    if fields.path is not None:
        for point in fields.path:
            _check_genres(point.weights, known)
        places = [point.at for point in fields.path]
        if places[0] != 0 or places[-1] != 1 or places != sorted(set(places)):
            raise Problem(422, "a path begins at 0, ends at 1, and goes forward between")
        path = tuple(PathPoint(one.at, normalised(one.weights)) for one in fields.path)
        weights = mean_of_path(path)
    usual = Usual(
        temperature=fields.temperature, bars=fields.bars, tempo_bpm=fields.tempo_bpm,
        key=key_name(fields.key), meter=fields.meter, instruments=tuple(fields.instruments),
        without=tuple(fields.without), count=fields.count, loop=fields.loop, intro=fields.intro,
        pickup=fields.pickup,
    )  # fmt: skip
    seed = any_seed() if fields.seed is None else fields.seed
    draft = fresh_draft(weights, known, seed, usual)
    draft.only = list(fields.only)
    draft.stated = {name for name in _STATED if name in fields.model_fields_set}
    record = draft.finish().to_record()
    if path is not None:
        record["path"] = [{"at": one.at, "weights": dict(one.weights)} for one in path]
    return ResolvedRequest.from_json(record)


def usual_of(fields: PreferencesIn, genres: Sequence[Genre]) -> Usual:
    """Usual values from fields. Raises Problem 422."""
    if fields.weights is not None:
        _check_genres(fields.weights, {genre.name: genre for genre in genres})
    _check_players(fields.instruments or (), fields.without or ())
    return Usual(
        weights=None if fields.weights is None else normalised(fields.weights),
        temperature=fields.temperature, bars=fields.bars, tempo_bpm=fields.tempo_bpm,
        key=key_name(fields.key), meter=fields.meter,
        instruments=_some(fields.instruments), without=_some(fields.without),
        count=fields.count, loop=fields.loop, intro=fields.intro, pickup=fields.pickup,
        formats=_some(fields.formats),
    )  # fmt: skip


def key_name(text: str | None) -> str | None:
    """A key in its one form; None for none. Raises Problem 422."""
    if text is None:
        return None
    try:
        return str(Key.parse(text))
    except MusicError as error:
        raise Problem(422, f"key: {error}") from None


def _some(values: Sequence[str] | None) -> tuple[str, ...] | None:
    return tuple(values) if values else None


def _check_genres(weights: dict[str, float], known: dict[str, Genre]) -> None:
    for name in weights:
        if name not in known:
            raise Problem(422, f"no genre {name[:40]!r}; known: {', '.join(known)}")
    if sum(weights.values()) <= 1e-6:
        raise Problem(422, "the weights are too small; they may be in any scale, such as 70 and 30")


def _check_players(*lists: Sequence[str]) -> None:
    for names in lists:
        for name in names:
            if name not in _PLAYERS:
                raise Problem(
                    422, f"no instrument {name[:40]!r}; GET /api/v1/genres lists those there are"
                )
