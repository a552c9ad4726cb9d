"""Orders about battles: called, voted in, shown, and the ratings that come of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.conversation import wording_battles as wording
from bot.conversation.memory.here import Here
from bot.conversation.memory.stored import request_of
from bot.conversation.memory.wants import BattleWanted, Contestant
from bot.conversation.options import ADVENTURE
from bot.conversation.reading import Reading
from bot.taste.ratings import Rating, rate
from engine.request import TEMPERATURE_RANGE
from storage.battles import Battle
from storage.errors import BattleClosed, NotFound
from storage.memory import Memory

DEFAULT_SECONDS = 600.0
_LONGEST_SECONDS = 7 * 86_400.0
_UNITS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}
_NUMBER = re.compile(r"(?:temperature |temp )?(\d(?:\.\d+)?)")


def battle(here: Here, said: Mapping[str, str]) -> Reading:
    """Call a battle between two presets, two members or two adventures."""
    found: dict[str, tuple[str, Contestant]] = {}
    for side in ("left", "right"):
        contestant = _contestant(here, said[side])
        if contestant is None:
            if here.request is None and _adventure(said[side].strip("\"' ")) is not None:
                return here.failed("battle", wording.no_wish_to_fight())
            return here.failed("battle", wording.no_contestant(said[side]))
        found[side] = contestant
    kinds = {kind for kind, _ in found.values()}
    if len(kinds) > 1:
        return here.failed("battle", wording.mixed_battle())
    unit = _UNITS[said.get("unit", "second").lower()]
    seconds = float(said["time"]) * unit if "time" in said else DEFAULT_SECONDS
    # Chance says who is left, so that the order of asking gives nothing away.
    sides = [found["left"][1], found["right"][1]]
    if here.rng.random() < 0.5:
        sides.reverse()
    wanted = BattleWanted(kinds.pop(), sides[0], sides[1], min(seconds, _LONGEST_SECONDS))
    return Reading("battle", here.request, wants=wanted)


def _contestant(here: Here, name: str) -> tuple[str, Contestant] | None:
    """(kind of battle, contestant) of a name: a preset, a member, an adventure."""
    name = name.strip("\"' ")
    own = here.memory.presets.find(here.user, name)
    shared = here.memory.presets.shared(here.place, name=name, limit=1)
    preset = own or (shared[0] if shared else None)
    request = None if preset is None else request_of(preset)
    if preset is not None and request is not None:
        side = Contestant(preset.name, None, request, preset.user, preset.id)
        return "presets", side
    member = here.memory.people.find_user(here.front, name)
    best = None if member is None else here.memory.pieces.best_of(member, here.place)
    if best is not None:
        return "members", Contestant(best.author, best.code, None, best.user)
    heat = _adventure(name)
    if heat is not None and here.request is not None:
        request = replace(here.request, temperature=heat, count=1, preset=None)
        return "adventures", Contestant(f"temperature {heat:g}", None, request)
    return None


def _adventure(name: str) -> float | None:
    if name.lower() in ADVENTURE:
        return ADVENTURE[name.lower()]
    match = _NUMBER.fullmatch(name.lower())
    low, high = TEMPERATURE_RANGE
    return float(match[1]) if match and low <= float(match[1]) <= high else None


def battle_vote(here: Here, said: Mapping[str, str]) -> Reading | None:
    """A vote for a side, in the battle that was named or the only open one."""
    side, code = said["side"].lower(), said.get("code")
    if code is None:
        is_open = [one for one in here.memory.battles.latest(here.place) if not one.is_closed]
        if not is_open:
            return None
        code = is_open[0].code
    try:
        voted = here.memory.battles.vote(here.user, code, side, here.place)
    except NotFound:
        return here.failed("battle", wording.no_battle(code))
    except BattleClosed:
        return here.failed("battle", wording.battle_closed(code))
    return here.told("battle", wording.battle_voted(voted, side))


def battle_show(here: Here, said: Mapping[str, str]) -> Reading:
    """One battle."""
    try:
        found = here.memory.battles.find(said["code"], here.place)
    except NotFound:
        return here.failed("battle", wording.no_battle(said["code"]))
    return here.told("battle", wording.battle_line(found, _now(here)))


def battles(here: Here, said: Mapping[str, str]) -> Reading:
    """The latest battles here."""
    found = here.memory.battles.latest(here.place)
    lines = [wording.battle_line(one, _now(here)) for one in found]
    return here.told("battle", *(lines or [wording.no_battles()]))


def settled(here: Here) -> list[Battle]:
    """Battles of this place that closed just now."""
    return [one for one in here.memory.battles.close_due() if one.place == here.place]


def ratings(here: Here, said: Mapping[str, str]) -> Reading:
    """Bradley and Terry's ratings of presets and members, from settled battles here."""
    asked = said.get("what", "").lower()
    lines: list[str] = []
    for kind in ("presets", "members"):
        if asked and not kind.startswith(asked):
            continue
        names, found = rated(here.memory, here.place, kind)
        lines += wording.ratings(kind, [(one, names[one.who]) for one in found[:10]])
    return here.told("battle", *lines)


def rated(memory: Memory, place: int, kind: str) -> tuple[dict[int, str], list[Rating[int]]]:
    """(names by number, ratings, the surest first) of the presets or members of a place."""
    outcomes = memory.battles.outcomes(place, kind)
    names = {who: name for one in reversed(outcomes) for who, name in (one.left, one.right)}
    return names, rate([(one.left[0], one.right[0], one.left_share) for one in outcomes])


def _now(here: Here) -> float:
    return here.memory.database.clock()
