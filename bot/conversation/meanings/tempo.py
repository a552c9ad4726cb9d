"""Tempo: numbers with a unit, the words on a metronome, and faster or slower."""

from collections.abc import Callable

from bot.conversation.facts import AddTempo, Fact, Remark, ScaleTempo, SetTempo
from bot.conversation.pattern import Found, Row

# Middles of the usual metronome markings, and of the everyday words for them.
TEMPO_WORDS: dict[str, int] = {
    "grave": 40, "larghissimo": 40, "largo": 50, "lento": 50, "larghetto": 62, "adagio": 68,
    "adagietto": 72, "andante": 90, "andantino": 94, "moderato": 112, "allegretto": 118,
    "allegro": 138, "vivace": 166, "presto": 184, "prestissimo": 208, "slow": 64, "ballad": 64,
    "ballads": 64, "slowly": 64, "medium": 108, "mid": 108, "moderate": 108, "midtempo": 108,
    "walking": 92, "brisk": 132, "quick": 144, "fast": 150, "quickly": 150, "rapid": 160,
    "speedy": 150, "uptempo": 150, "breakneck": 200, "blazing": 190, "leisurely": 72,
    "sluggish": 50, "crawling": 44, "medium fast": 126, "medium slow": 84, "medium up": 150,
    "up tempo": 150, "mid tempo": 108, "medium tempo": 108, "down tempo": 70, "downtempo": 70,
    "high tempo": 150, "low tempo": 66, "high speed": 160, "lightning fast": 190, "fastish": 132,
    "slowish": 80, "steady": 100,
}  # fmt: skip
_SLOW_LIMIT = 100
_UP = {0.5: 1.09, 1.0: 1.18, 2.0: 1.39}
_DOWN = {0.5: 0.92, 1.0: 0.85, 2.0: 0.72}
_UNIT = "(bpm|bpms|beats per minute|beats a minute|beats/minute|b p m)"
_WORD = "|".join(sorted(TEMPO_WORDS, key=len, reverse=True))
_THE = "(the|its|this|that)?"
_TEMPO = "(tempo|speed|pace|bpm)"


def _set(found: Found) -> Fact | None:
    return SetTempo(found.number("number"))


def _middle(found: Found) -> tuple[Fact, ...]:
    return _between(found.number("low"), found.number("high"))


def _between(low: float, high: float) -> tuple[Fact, ...]:
    middle = round((low + high) / 2)
    return SetTempo(middle), Remark("range", (f"{low:g}", f"{high:g}", str(middle)))


def _middle_of_ratio(found: Found) -> tuple[Fact, ...] | None:
    """``90-100 bpm`` is a range: its middle."""
    values = found.token("ratio").value
    return _between(*values) if len(values) == 2 else None


def _set_plausible(found: Found) -> Fact | None:
    """``at 90`` is a tempo; ``at 0.7`` and ``at 7`` are something else."""
    return SetTempo(found.number("number")) if found.number("number") >= 20 else None


def _word(found: Found) -> Fact:
    word = found.text("word")
    bpm = float(TEMPO_WORDS[word])
    if found.has("very"):
        bpm = bpm * 0.8 if bpm < _SLOW_LIMIT else bpm * 1.2
    elif found.has("small"):
        bpm = (bpm + _SLOW_LIMIT + 8) / 2
    return SetTempo(round(bpm), word=word)


def _scale(factors: dict[float, float]) -> Callable[[Found], Fact]:
    return lambda found: ScaleTempo(factors[found.steps])


def _exactly(factor: float) -> Callable[[Found], Fact]:
    return lambda found: ScaleTempo(factor)


def _percent(sign: int) -> Callable[[Found], Fact]:
    return lambda found: ScaleTempo(1 + sign * found.number("percent") / 100)


def _add(sign: int) -> Callable[[Found], Fact]:
    return lambda found: AddTempo(sign * found.number("number"))


def _times(found: Found) -> Fact | None:
    factor = found.number("number")
    return ScaleTempo(factor) if 0 < factor <= 6 else None


ROWS: tuple[Row, ...] = (
    Row(f"(at|tempo|a tempo of|about|around|of)* !<ratio> {_UNIT}", _middle_of_ratio),
    Row("(at)? !tempo {is}? (about|around|between)? <ratio>", _middle_of_ratio),
    Row(f"(at|tempo|somewhere)* (between|from) !<number:low> (and|to) <number:high> {_UNIT}",
        _middle),
    Row(f"!<number> {_UNIT}? (faster|quicker)", _add(1)),
    Row(f"!<number> {_UNIT}? slower", _add(-1)),
    Row("(by)? !<percent> (faster|quicker)", _percent(1)),
    Row("(by)? !<percent> slower", _percent(-1)),
    Row(f"!(take|knock|shave) <number> {_UNIT} off", _add(-1)),
    Row(f"!(add|plus|up|plus_sign) (by)? <number> {_UNIT}", _add(1)),
    Row(f"!(minus|subtract|down|drop|lose) (by)? <number> {_UNIT}", _add(-1)),
    Row(f"!(raise|increase|up|bump|push) {_THE} {_TEMPO} (up)? by <number> {_UNIT}?", _add(1)),
    Row(f"!(lower|decrease|reduce|drop) {_THE} {_TEMPO} (down)? by <number> {_UNIT}?", _add(-1)),
    Row(f"!(raise|increase|up|bump|push) {_THE} {_TEMPO} (up)? by <percent>", _percent(1)),
    Row(f"!(lower|decrease|reduce|drop) {_THE} {_TEMPO} (down)? by <percent>", _percent(-1)),
    Row(f"(at|@|to)? (a tempo of|tempo|speed)? {{is}}? (about|around|roughly)? !<number> {_UNIT}",
        _set),
    Row(f"(with|at|a|to|set|change|put|bring)* {_THE} !(tempo|bpm|speed|metronome) "
        "(marking|up|down|{is}|about|around|roughly|exactly|now)* <number>", _set),
    Row("!(at|@) (about|around|roughly|approximately|exactly|a|tempo)* <number> "
        "~ (END|_|,|<stop:_>|-|and|in|with|for|but|please|<genre|genreish:_>|<instrument|absent:_>|"
        "then|no|not|now|instead|only|<any:other>)", _set_plausible),
    Row(f"!(half|halve) (of)? (the|its|that)? {_TEMPO}", _exactly(0.5)),
    Row(f"!(at|in)? (half|halved) (the)? ({_TEMPO}|time) (feel)?", _exactly(0.5)),
    Row(f"!(halve|half) {_THE} {_TEMPO}", _exactly(0.5)),
    Row("!half as (fast|quick)", _exactly(0.5)),
    Row("!(twice|double|2x) as slow", _exactly(0.5)),
    Row("!(twice|double|2x) as (fast|quick)", _exactly(2.0)),
    Row(f"!(double|twice) (of)? {_THE} {_TEMPO}", _exactly(2.0)),
    Row("!(in|at|to|go)? double (time|speed|tempo) (feel)?", _exactly(2.0)),
    Row("!(double|twice) {is}? time", _exactly(2.0)),
    Row("!<number> times as (fast|quick)", _times),
    Row("!not (quite|nearly)? (fast|quick) enough", _scale(_UP)),
    Row("!not (quite|nearly)? slow enough", _scale(_DOWN)),
    Row("!(not|n't) (be)? (so|as|quite so|that|too) (fast|quick)", _scale(_DOWN)),
    Row("!(not|n't) (be)? (so|as|quite so|that|too) slow", _scale(_UP)),
    Row("{degree} !too (fast|quick|hurried|rushed|hectic) (for me)?", _scale(_DOWN)),
    Row("{degree} !too (slow|sluggish|draggy)", _scale(_UP)),
    Row(f"{{degree}} !(slower|less (fast|quick|quickly)|slow down|slow {{it}} down|slow {{it}} up|"
        f"slow {{it}}|more (slow|slowly|leisurely)) ({_TEMPO})? {{after}}", _scale(_DOWN)),
    Row(f"{{degree}} !(faster|quicker|speedier|more (fast|quickly|brisk|speed|tempo|pace)|"
        "less (slow|slowly)|speed up|speed {it} up|speed {it}|hurry up|hurry {it} up|"
        "quicken|pick up (the)? (pace|tempo|speed)|pick {it} up|move {it} along|step on it|"
        f"faster paced|brisker|livelier|snappier) ({_TEMPO})? {{after}}", _scale(_UP)),
    Row(f"!(raise|increase|up|bring up|crank up|push|turn up|boost) {_THE} {_TEMPO} (up)? {{after"
        f"}}",
        _scale(_UP)),
    Row(f"!(lower|decrease|reduce|drop|bring down|turn down|drag) {_THE} {_TEMPO} (down)? {{after"
        f"}}",
        _scale(_DOWN)),
    Row(f"!(bring|take|turn) {_THE} {_TEMPO} up {{after}}", _scale(_UP)),
    Row(f"!(bring|take|turn) {_THE} {_TEMPO} down {{after}}", _scale(_DOWN)),
    Row(f"{_TEMPO} !up {{after}}", _scale(_UP)),
    Row(f"{_TEMPO} !down {{after}}", _scale(_DOWN)),
    Row("!lower tempo {small2}?", _scale(_DOWN)),
    Row("!higher tempo {small2}?", _scale(_UP)),
    Row(f"({{very}}|{{small}})? (at)? (a|an)? !@word({_WORD}) (slow)? (tempo|speed|pace|paced)?",
        _word),
)  # fmt: skip
