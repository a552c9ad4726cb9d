"""Metre: time signatures in figures and words, and dances that have one."""

from bot.conversation.facts import Fact, Problem, Remark, SetMeter
from bot.conversation.pattern import Found, Row
from music.meter import KNOWN_METERS

DANCES: dict[str, str] = {
    "waltz": "3/4", "waltzes": "3/4", "valse": "3/4", "waltz time": "3/4", "triple time": "3/4",
    "cut time": "2/2", "alla breve": "2/2", "common time": "4/4", "four on the floor": "4/4",
    "duple time": "2/4", "slip jig": "9/8", "slip jigs": "9/8", "jig": "6/8", "jigs": "6/8",
    "double jig": "6/8", "siciliana": "6/8", "siciliano": "6/8", "tarantella": "6/8",
    "barcarolle": "6/8",
}  # fmt: skip
_IN_COUNT: dict[float, str] = {2: "2/4", 3: "3/4", 4: "4/4", 5: "5/4", 6: "6/8", 7: "7/8", 9: "9/8",
                               12: "12/8"}  # fmt: skip
_DANCE = "|".join(sorted(DANCES, key=len, reverse=True))
_BEATS = {"two": 2, "2": 2, "half": 2, "four": 4, "4": 4, "quarter": 4, "eight": 8, "8": 8}
_TIME = "(time|meter|metre|time signature|signature|feel|beat)"


def meter_of(name: str) -> Fact:
    """A metre by its figures, or the problem that Fusebox does not play it."""
    return SetMeter(name) if name in KNOWN_METERS else Problem("unknown_meter", name)


def _figures(found: Found) -> Fact:
    return meter_of(found.token("slash").text)


def _spoken(found: Found) -> Fact | None:
    name = f"{found.number('number'):g}/{_BEATS[found.text('beat')]}"
    if name not in KNOWN_METERS and not found.has("time"):
        return None
    return meter_of(name)


def _counted(found: Found) -> Fact | None:
    name = _IN_COUNT.get(found.number("number"))
    return SetMeter(name) if name else None


def _dance(found: Found) -> tuple[Fact, ...]:
    dance = found.text("dance")
    facts: tuple[Fact, ...] = (SetMeter(DANCES[dance]),)
    return (*facts, Remark("jig")) if "jig" in dance else facts


ROWS: tuple[Row, ...] = (
    Row(f"!(in|to|into|meter|metre|time|signature|as) ({{is}}|a|signature)* <slash> ({_TIME})?",
        _figures),
    Row(f"!<slash> {_TIME}", _figures),
    Row(f"(in|to|a)* !<number> @beat(four|4|eight|8|two|2) @time({_TIME})", _spoken),
    Row("!in <number> @beat(four|4|eight|8|two|2)", _spoken),
    Row("!in (a)? <number> ~ {stop}", _counted),
    Row(f"(in|as|like|into|a|an|to|make it|it)* !@dance({_DANCE}) (time|feel|beat|rhythm|meter|"
        "metre|tempo)?",
        _dance),
)  # fmt: skip
