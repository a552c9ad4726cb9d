"""Casting: which parts the band has and which instrument plays each.

What was asked for comes first, what is excluded never sounds, and the styles fill
the rest: the heaviest genre gives the tune's instrument. Doesn't know any notes.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from engine.arrange.style import Band
from engine.arrange.styles import style_of
from engine.errors import RequestError
from engine.request import CompositionRequest
from music.instruments import INSTRUMENTS, Instrument, find_instrument

ROLES = ("chords", "bass", "drums", "inner", "counter")
# A role joins a blend when genres of this much weight together bring it.
_ENOUGH = {"chords": 0.2, "bass": 0.2, "drums": 0.2, "inner": 0.4, "counter": 0.4}
# The second genre gives the chord player's instrument from this weight on.
_SECOND_GENRE = 0.3
_FAMILY = {"chords": "chords", "bass": "bass", "drums": "drums"}
# Excluding a section of the orchestra excludes its players.
_SECTIONS: dict[str, tuple[str, ...]] = {
    "strings": ("violin", "viola", "cello", "string quartet"),
    "brass": ("trumpet", "muted trumpet", "trombone", "french horn", "tuba"),
    "drums": ("bodhran",),
    "string quartet": ("strings",),
}
_EXTRA_ROLES = (("drums", "drums"), ("chords", "chords"), ("lead", "counter"), ("bass", "bass"))
# Sections that can sing or play a whole texture by themselves, and its parts.
_IN_PARTS = ("choir", "strings", "brass", "organ")
_IN_PARTS_ROLES = ("melody", "inner", "bass")
_QUARTET = ("violin", "violin", "viola", "cello")


@dataclass(frozen=True, slots=True)
class Part:
    """One player: track name, role, instrument, and which inner voices (0 alto, 1 tenor).

    ``doubles`` is the role whose notes the part plays along with, for players asked
    for beyond the roles there are.
    """

    name: str
    role: str
    instrument: Instrument
    voices: tuple[int, ...] = (0, 1)
    doubles: str | None = None
    asked: bool = False


def cast(request: CompositionRequest, rng: random.Random) -> tuple[Part, ...]:
    """The parts of the band, the tune's first.

    Raises RequestError where everything is excluded.
    """
    banned = _banned(request)
    if request.only:
        return _alone(request, banned)
    asked = _asked(request, request.instruments, banned)
    quartet = "string quartet" in request.instruments and "string quartet" not in banned
    roles = _roles(request, quartet)
    filled, extra = _seat(asked, request.without)
    bands = {genre: rng.choice(style_of(genre).bands) for genre in sorted(request.weights)}
    for role in ("melody", *roles):
        if role not in filled and role not in request.without:
            player = _from_style(role, request, bands, banned, filled)
            if player is not None:
                filled[role] = player
    parts = _parts(filled, extra, set(map(id, asked)), request.without)
    if not parts:
        raise RequestError(
            f"nothing is left to play without {', '.join(request.without)}; leave one part in"
        )
    return parts


def _alone(request: CompositionRequest, banned: set[str]) -> tuple[Part, ...]:
    """The parts of the players who were asked for alone; nobody joins them.

    A section (a choir, strings) sings in parts. A lone player has the tune.
    """
    asked = _asked(request, request.only, banned)
    if len(asked) == 1 and asked[0].name in _IN_PARTS:
        filled, extra = dict.fromkeys(_IN_PARTS_ROLES, asked[0]), list[Instrument]()
    else:
        filled, extra = _seat(asked, request.without)
    pitched = [row for row in asked if "drums" not in row.families]
    if len(pitched) == 1 and "melody" not in filled and "melody" not in request.without:
        filled["melody"] = pitched[0]
        filled.pop("bass", None)
    filled = {role: row for role, row in filled.items() if role not in request.without}
    parts = _parts(filled, extra, set(map(id, asked)), request.without)
    if not parts:
        raise RequestError(
            f"nothing is left to play of only {', '.join(request.only)}; leave one player in"
        )
    return parts


def _banned(request: CompositionRequest) -> set[str]:
    """Names of every excluded instrument, with the kinds that a plain name covers."""
    banned: set[str] = set()
    for name in request.without:
        banned.add(name)
        banned.update(_SECTIONS.get(name, ()))
        row = next((row for row in INSTRUMENTS if row.name == name), None)
        for word in (name, *(row.other_names if row else ())):
            if name != "drums":
                banned.update(i.name for i in INSTRUMENTS if i.name.endswith(f" {word}"))
        if row is not None and "drums" not in row.families:
            banned.update(_sounding_like(row))
    if "bass" in request.without:
        banned.update(row.name for row in INSTRUMENTS if row.families == ("bass",))
    return banned


def _sounding_like(row: Instrument) -> set[str]:
    """Instruments that share a General MIDI program: to the ear they are one."""
    return {i.name for i in INSTRUMENTS if i.program == row.program and "drums" not in i.families}


def _asked(
    request: CompositionRequest, wished: Sequence[str], banned: set[str]
) -> list[Instrument]:
    names: list[str] = []
    for name in wished:
        excluded = name in request.without or (name in banned and name in ("drums", "bodhran"))
        if excluded:
            continue
        if name == "bass":  # whichever the style has
            name = _bass_of_the_style(request, banned)
        names.extend(_QUARTET if name == "string quartet" else (name,))
    try:
        return [find_instrument(name) for name in names]
    except LookupError as error:
        raise RequestError(f"{error.args[0]}; ask for one the band has") from error


def _bass_of_the_style(request: CompositionRequest, banned: set[str]) -> str:
    """The heaviest genre's plain bass instrument, or any other that isn't excluded."""
    genres = sorted(request.weights, key=lambda genre: (-request.weights[genre], genre))
    names = [band.bass for genre in genres for band in style_of(genre).bands]
    names += [row.name for row in INSTRUMENTS]
    plain = [n for n in names if find_instrument(n).families == ("bass",) and n not in banned]
    return plain[0] if plain else "bass"


def _roles(request: CompositionRequest, quartet: bool) -> list[str]:
    if quartet:
        return [role for role in ("bass", "inner") if role not in request.without]
    found = []
    for role in ROLES:
        brought = sum(w for g, w in request.weights.items() if role in style_of(g).brings)
        if brought >= _ENOUGH[role] - 1e-9 and role not in request.without:
            found.append(role)
    return found


def _seat(
    asked: Sequence[Instrument], without: Sequence[str]
) -> tuple[dict[str, Instrument], list[Instrument]]:
    """Give every asked instrument a role; those beyond the roles come back as extras."""
    waiting = list(asked)
    filled: dict[str, Instrument] = {}

    def take(role: str, *tests: frozenset[str]) -> None:
        """Seat the first instrument whose families are one of the tests, in their order."""
        if role in filled or role in without:
            return
        for families in tests:
            for row in waiting:
                if families <= set(row.families) and (len(families) > 1 or _only(row, families)):
                    filled[role] = row
                    waiting.remove(row)
                    return

    take("drums", frozenset({"drums"}))
    take("bass", frozenset({"bass"}))
    take("melody", frozenset({"lead"}), frozenset({"lead", "bass"}), frozenset({"lead", "chords"}))
    take("chords", frozenset({"chords"}), frozenset({"chords", "lead"}))
    both = filled.get("melody")
    alone = both is not None and "chords" in both.families and "chords" not in filled
    if alone and both is not None and "chords" not in without:
        filled["chords"] = both
    take("bass", frozenset({"lead", "bass"}))
    for role in ("counter", "inner"):
        take(role, frozenset({"lead"}), frozenset({"lead", "bass"}), frozenset({"lead", "chords"}))
    return filled, waiting


def _only(row: Instrument, families: frozenset[str]) -> bool:
    return set(row.families) == families


def _from_style(
    role: str,
    request: CompositionRequest,
    bands: dict[str, Band],
    banned: set[str],
    filled: dict[str, Instrument],
) -> Instrument | None:
    """The instrument the styles give a role; any of its family where theirs are excluded."""
    ranked = sorted(request.weights, key=lambda genre: (-request.weights[genre], genre))
    if role != "melody":
        ranked.sort(key=lambda genre: role not in style_of(genre).brings)
    if role == "chords" and len(ranked) > 1:
        second = sorted(request.weights, key=lambda g: (-request.weights[g], g))[1]
        if request.weights[second] >= _SECOND_GENRE and "chords" in style_of(second).brings:
            ranked = [second, *(genre for genre in ranked if genre != second)]
    names = [bands[genre].player(role) for genre in ranked]
    names += [band.player(role) for genre in ranked for band in style_of(genre).bands]
    family = _FAMILY.get(role, "lead")
    names += [row.name for row in INSTRUMENTS if family in row.families]
    free = [name for name in names if name not in banned and name != "string quartet"]
    return find_instrument(free[0]) if free else None


def _parts(
    filled: dict[str, Instrument],
    extra: Sequence[Instrument],
    asked: set[int],
    without: Sequence[str],
) -> tuple[Part, ...]:
    parts: list[Part] = []
    split = "counter" in filled and "inner" in filled
    for role in ("melody", *ROLES):
        if role in filled:
            voices = {"counter": (0,), "inner": (1,) if split else (0, 1)}.get(role, (0, 1))
            row = filled[role]
            parts.append(Part(role.capitalize(), role, row, voices, asked=id(row) in asked))
    count: dict[str, int] = {}
    for row in extra:
        free = [r for f, r in _EXTRA_ROLES if f in row.families and r not in without]
        if not free:
            continue
        role = free[0]
        count[role] = count.get(role, 1 if role in filled else 0) + 1
        number = f" {count[role]}" if count[role] > 1 else ""
        along = "melody" if role == "counter" else role
        parts.append(Part(role.capitalize() + number, role, row, doubles=along, asked=True))
    return tuple(parts)
