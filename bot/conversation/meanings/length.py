"""Length: bars, minutes and seconds, longer and shorter."""

from collections.abc import Callable

from bot.conversation.facts import AddBars, AddSeconds, Fact, Remark, ScaleBars, SetBars, SetSeconds
from bot.conversation.pattern import Found, Row

_BARS = "(bar|bars|measure|measures|barre|barres|takte)"
_SECONDS = "(seconds|second|secs|sec|s)"
_MINUTES = "(minutes|minute|mins|min|m)"
_LONG = "(long|in length|in total|of music|or so|worth)"
_ABOUT = "(about|around|roughly|approximately|for|lasting|last|of|exactly|almost|nearly|over|a)*"
_LONGER = {0.5: 1.25, 1.0: 1.5, 2.0: 2.0}
_SHORTER = {0.5: 0.8, 1.0: 0.67, 2.0: 0.5}
_LENGTH = "(length|duration)"
_LONGER_BY = "(longer|lengthen|lengthen {it}|extend|extend {it}|stretch|stretch {it})"
_SHORTER_BY = "(shorter|shorten|shorten {it}|trim|trim {it}|cut {it}|reduce {it}|shrink {it})"


def _bars(found: Found) -> Fact:
    return SetBars(found.number("number"))


def _seconds(found: Found) -> Fact:
    minutes = found.number("minutes") if found.has("minutes") else 0.0
    seconds = found.number("seconds") if found.has("seconds") else 0.0
    return SetSeconds(minutes * 60 + seconds)


def _exact_seconds(seconds: float) -> Callable[[Found], Fact]:
    return lambda found: SetSeconds(seconds)


def _minutes_and_half(found: Found) -> Fact:
    minutes = found.number("minutes") if found.has("minutes") else 1.0
    return SetSeconds(minutes * 60 + 30)


def _clock(found: Found) -> Fact | None:
    """``1:30`` with a word of length beside it; ``3:1`` is a ratio."""
    token = found.token("ratio")
    if len(token.value) != 2 or ":" not in token.text or len(token.text.split(":")[1]) != 2:
        return None
    minutes, seconds = token.value
    return SetSeconds(minutes * 60 + seconds) if seconds < 60 else None


def _middle(found: Found) -> tuple[Fact, ...]:
    return _between(found.number("low"), found.number("high"))


def _between(low: float, high: float) -> tuple[Fact, ...]:
    middle = round((low + high) / 2)
    return SetBars(middle), Remark("range", (f"{low:g}", f"{high:g}", str(middle)))


def _middle_of_ratio(found: Found) -> tuple[Fact, ...] | None:
    """``24-32 bars`` is a range: its middle."""
    values = found.token("ratio").value
    return _between(*values) if len(values) == 2 else None


def _add(sign: int) -> Callable[[Found], Fact]:
    def add(found: Found) -> Fact:
        if found.has("seconds"):
            return AddSeconds(sign * found.number("seconds"))
        if found.has("minutes"):
            return AddSeconds(sign * 60 * found.number("minutes"))
        return AddBars(sign * found.number("number"))

    return add


def _scale(factors: dict[float, float]) -> Callable[[Found], Fact]:
    return lambda found: ScaleBars(factors[found.steps], to_phrase=True)


def _exactly(factor: float) -> Callable[[Found], Fact]:
    return lambda found: ScaleBars(factor, to_phrase=False)


def _percent(sign: int) -> Callable[[Found], Fact]:
    return lambda found: ScaleBars(1 + sign * found.number("percent") / 100, to_phrase=True)


def _times(found: Found) -> Fact | None:
    factor = found.number("number")
    return ScaleBars(factor, to_phrase=False) if 0 < factor <= 32 else None


def _word(bars: int, word: str) -> Callable[[Found], tuple[Fact, ...]]:
    def said(found: Found) -> tuple[Fact, ...]:
        very = found.has("very")
        length = bars * 2 if very and bars > 16 else bars // 2 if very else bars
        return SetBars(length, word=word), Remark("length_word", (word, str(length)))

    return said


ROWS: tuple[Row, ...] = (
    Row(f"(between|from|about|around)* !<number:low> (to|and) <number:high> {_BARS}", _middle),
    Row(f"!<ratio> {_BARS} {_LONG}?", _middle_of_ratio),
    Row(f"!(shorten|cut|trim|extend|lengthen|stretch|expand|reduce|shrink|grow) ({{it}})? "
        f"(down|out|up)? to <number> {_BARS}", _bars),
    Row(f"!{_LONGER_BY} by <number> {_BARS}", _add(1)),
    Row(f"!{_SHORTER_BY} by <number> {_BARS}", _add(-1)),
    Row(f"!{_LONGER_BY} by <number:seconds> {_SECONDS}", _add(1)),
    Row(f"!{_SHORTER_BY} by <number:seconds> {_SECONDS}", _add(-1)),
    Row(f"!{_LONGER_BY} by <number:minutes> {_MINUTES}", _add(1)),
    Row(f"!{_SHORTER_BY} by <number:minutes> {_MINUTES}", _add(-1)),
    Row(f"!{_LONGER_BY} by <percent>", _percent(1)),
    Row(f"!{_SHORTER_BY} by <percent>", _percent(-1)),
    Row(f"(by)? !<number> {_BARS} longer", _add(1)),
    Row(f"(by)? !<number> {_BARS} shorter", _add(-1)),
    Row(f"!<number:seconds> {_SECONDS} longer", _add(1)),
    Row(f"!<number:seconds> {_SECONDS} shorter", _add(-1)),
    Row(f"!<number:minutes> {_MINUTES} longer", _add(1)),
    Row(f"!<number:minutes> {_MINUTES} shorter", _add(-1)),
    Row(f"!(add|plus|plus_sign|extend {{it}} by|extend by|lengthen {{it}} by|append|give it) "
        "(another)? "
        f"<number> (more|extra)? {_BARS} (more|extra)?", _add(1)),
    Row(f"!<number> (more|extra|additional) {_BARS}", _add(1)),
    Row(f"!(cut|remove|drop|lose|trim|chop|minus|take|shorten {{it}} by|cut {{it}} by|take off|"
        f"cut off|knock off|subtract|trim {{it}} by|chop off) (off|out|away)? (the)? "
        f"(last|final|first)? <number> {_BARS} "
        "(off|away|out)?",
        _add(-1)),
    Row("(by)? !<percent> longer", _percent(1)),
    Row("(by)? !<percent> shorter", _percent(-1)),
    Row("!(twice|double|2x) as long", _exactly(2.0)),
    Row("!half as long", _exactly(0.5)),
    Row("!(half|halve|cut) (of)? (the|its)? length (in half)?", _exactly(0.5)),
    Row("!cut {it} in half", _exactly(0.5)),
    Row("!(double|twice) (of)? (the|its)? (length|number of bars|bars|duration)", _exactly(2.0)),
    Row("!triple (the|its)? (length|duration)", _exactly(3.0)),
    Row("!(three times|thrice) as long", _exactly(3.0)),
    Row("!<number> times (as long|the length|longer|as many bars)", _times),
    Row("!half (of)? (the|its)? (length|duration|number of bars)", _exactly(0.5)),
    Row("!(halve|half) {it} ~ {stop}", _exactly(0.5)),
    Row("!double {it} ~ {stop}", _exactly(2.0)),
    Row("!half the bars", _exactly(0.5)),
    Row("!not long enough", _scale(_LONGER)),
    Row("!not short enough", _scale(_SHORTER)),
    Row("!not so long", _scale(_SHORTER)),
    Row("{degree} !too long", _scale(_SHORTER)),
    Row("{degree} !too short", _scale(_LONGER)),
    Row("{degree} !(longer|lengthen {it}|extend {it}|lengthen|extend|stretch {it} out|"
        "stretch {it}|less short|more bars|make it last) {after}", _scale(_LONGER)),
    Row("{degree} !(shorter|shorten {it}|shorten|trim {it}|trim|less long|fewer bars|less "
        "bars|"
        "briefer) {after}", _scale(_SHORTER)),
    Row(f"{_ABOUT} !<number:minutes> {_MINUTES} (and)? <number:seconds> {_SECONDS}? {_LONG}?",
        _seconds),
    Row(f"{_ABOUT} !<number:minutes> and a half {_MINUTES} {_LONG}?", _minutes_and_half),
    Row(f"{_ABOUT} !<number:minutes> {_MINUTES} and a half {_LONG}?", _minutes_and_half),
    Row(f"{_ABOUT} !a minute and a half {_LONG}?", _minutes_and_half),
    Row(f"{_ABOUT} !half (a|of a)? minute {_LONG}?", _exact_seconds(30)),
    Row(f"{_ABOUT} !(a quarter of a minute|quarter of a minute) {_LONG}?", _exact_seconds(15)),
    Row(f"{_ABOUT} !(a couple of|couple of|a couple) minutes {_LONG}?", _exact_seconds(120)),
    Row(f"{_ABOUT} !(a few) minutes {_LONG}?", _exact_seconds(180)),
    Row(f"{_ABOUT} !<number:minutes> {_MINUTES} {_LONG}?", _seconds),
    Row(f"{_ABOUT} !<number:seconds> {_SECONDS} {_LONG}?", _seconds),
    Row(f"(about|around|roughly|for|lasting|of)* !(a|one) (full|whole|single)? minute {_LONG}?",
        _exact_seconds(60)),
    Row("!minute long", _exact_seconds(60)),
    Row(f"!(for|lasting|length|duration|runtime) (of|about|around|{{is}})* <ratio> {_LONG}?",
        _clock),
    Row(f"!<ratio> ({_LONG}|{_MINUTES})", _clock),
    Row(f"(for|over|about|around|roughly|of|in|with|exactly|to|at)* !<number> (-)? {_BARS} {_LONG}"
        "?", _bars),
    Row(f"!(bars|bar|measures|length) (count|number|{{is}})* <number> {_BARS}?", _bars),
    Row("{very}? !(short|brief) ~ (<any:after>|<genre:_>|<genreish:_>|END|,|<stop:_>)",
        _word(8, "short")),
    Row("{very}? !long ~ (<any:after>|<genre:_>|<genreish:_>|END|,|<stop:_>)", _word(32, "long")),
)  # fmt: skip
