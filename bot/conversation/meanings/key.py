"""Key: tonics, modes, transposing. A bare tonic is major, a bare mode keeps the tonic."""

from collections.abc import Callable

from bot.conversation.facts import Fact, RelativeKey, Remark, SetKey, SetMode, Transpose
from bot.conversation.pattern import Found, Row

INTERVALS: dict[str, int] = {
    "semitone": 1, "semi tone": 1, "half step": 1, "half tone": 1, "halftone": 1, "halfstep": 1,
    "minor second": 1, "tone": 2, "whole tone": 2, "whole step": 2, "full tone": 2, "full step": 2,
    "step": 2, "major second": 2, "second": 2, "minor third": 3, "major third": 4, "third": 4,
    "perfect fourth": 5, "fourth": 5, "tritone": 6, "augmented fourth": 6, "diminished fifth": 6,
    "perfect fifth": 7, "fifth": 7, "minor sixth": 8, "major sixth": 9, "sixth": 9,
    "minor seventh": 10, "seventh": 10, "major seventh": 11, "octave": 12, "fret": 1,
}  # fmt: skip
_PLURALS = {name + "s": size for name, size in INTERVALS.items()}
_SIZES = INTERVALS | _PLURALS
_INTERVAL = "|".join(sorted(_SIZES, key=len, reverse=True))
_ACCIDENTAL = "@accidental(sharp|flat|#)?"
_NOUN = (
    "(tune|piece|song|melody|mood|waltz|jig|ballad|feel|sound|vibe|tonality|theme|thing|"
    "<genre:_>|<genreish:_>)"
)
_COUNT = "(a|an|one|another|exactly|<number>)*"
_UP = (
    "up|upwards|upward|higher|raise|sharpen|raise {it}|transpose up|transpose {it} up|move {it} up|"
    "shift {it} up|bring {it} up|push {it} up|take {it} up|pitch {it} up|put {it} up|shift up|go up"
)
_DOWN = (
    "down|downwards|downward|lower|lower {it}|drop {it}|transpose down|transpose {it} down|"
    "move {it} down|shift {it} down|bring {it} down|take {it} down|pitch {it} down|drop|"
    "put {it} down|shift down|go down"
)


def _tonic(found: Found, name: str = "tonic") -> str:
    text = found.token(name).text
    accidental = {"sharp": "#", "flat": "b", "#": "#"}.get(found.text("accidental"), "")
    return (text[0].upper() + text[1:] + accidental)[:2]


def _key(found: Found) -> Fact:
    mode = found.token("mode").value if found.has("mode") else "major"
    return SetKey(_tonic(found), mode)


def _bare_pair(found: Found) -> Fact | None:
    """``C minor`` anywhere; the article of "a major change of plan" is stopped by its row."""
    return _key(found)


def _keyname(found: Found) -> Fact:
    text = found.token("keyname").text
    accidental = text[1] if text[1:2] in ("#", "b") else ""
    mode = "major" if text.endswith("maj") else "minor"
    return SetKey(text[0].upper() + accidental, mode)


def _german(found: Found) -> tuple[Fact, ...]:
    """``H minor``: H is what German calls B; an H without a mode may be anything."""
    mode = found.token("mode").value
    return SetKey("B", mode), Remark("german_h", (mode,))


def _typed_keyname(found: Found) -> Fact | None:
    """Bare ``Gm`` needs its capital: "am" and "em" are words."""
    raw = found.token("keyname").raw
    return _keyname(found) if raw[0].isupper() and not raw.isupper() else None


def _typed_tonic(found: Found) -> Fact | None:
    """A bare ``Eb`` or ``G`` between commas; lower case only with an accidental sign."""
    raw = found.token("tonic").raw
    if raw in ("A", "a") or (not raw[0].isupper() and "#" not in raw):
        return None
    return SetKey(_tonic(found), "major")


def _transpose(found: Found) -> Fact | None:
    size = _SIZES[found.text("interval")] * (
        int(found.number("number")) if found.has("number") else 1
    )
    return Transpose(size if found.has("up") else -size)


def _by_number(found: Found) -> Fact | None:
    """``transpose up 3``: bare numbers are semitones."""
    size = int(found.number("number"))
    return Transpose(-size if found.has("down") else size) if abs(size) <= 24 else None


def _move_to(found: Found) -> Fact:
    return SetKey(_tonic(found), found.token("mode").value if found.has("mode") else None)


def _move_to_name(found: Found) -> Fact:
    return _keyname(found)


def _mode(found: Found) -> Fact | None:
    if found.token("mode").raw.lower() in ("min", "maj", "dur"):
        return None
    return SetMode(found.token("mode").value)


def _relative(found: Found) -> Fact:
    return RelativeKey(found.token("mode").value, parallel=found.text("kin") == "parallel")


def _other_key(found: Found) -> tuple[Fact, ...]:
    """Any other key: a fourth up, where players expect the next key to be."""
    return Transpose(5), Remark("other_key")


def _register(semitones: int) -> Callable[[Found], tuple[Fact, ...]]:
    def shift(found: Found) -> tuple[Fact, ...]:
        return Transpose(semitones), Remark(
            "higher_is_a_tone" if semitones > 0 else "lower_is_a_tone"
        )

    return shift


TRANSPOSE_ROWS: tuple[Row, ...] = (
    Row("(change|switch|try|use|in|to|into|a)* !(another|different|new|fresh) key", _other_key),
    Row("!(transpose|transposed|shift|pitch) {it}? (by)? (@up(up)|@down(down))? (by)? <number>",
        _by_number),
    Row("!change (the)? (key|keys) ~ (END|_|<stop:_>)", _other_key),
    Row(f"(transpose|move|shift)? (by)? {_COUNT} !@interval({_INTERVAL}) "
        "(@up(up|higher|above)|@down(down|lower|below))", _transpose),
    Row(f"!(@up({_UP})|@down({_DOWN})) (by)? {_COUNT} @interval({_INTERVAL}) (up|down)?",
        _transpose),
    Row("(to|in|into|go|switch|change|use|the|its)* !@kin(relative|parallel) <mode> (key)?",
        _relative),
    Row("(a|the|key)* !(transpose|transposed|modulate|move|shift|change|switch|take|bring|put|"
        "pitch) "
        f"({{it}}|the key|key|down|up)? (in)? to (the)? (key of)? <tonic> {_ACCIDENTAL} <mode>? "
        "~ {stop}", _move_to),
    Row("!(transpose|transposed|modulate|move|shift|change|switch|take|put) ({it}|the key|key)? "
        "(in)? to (the)? (key of)? <keyname>", _move_to_name),
)  # fmt: skip
ROWS: tuple[Row, ...] = (
    Row("(in|to|into|key|the|of)* !h <mode>", _german),
    Row("(in|with)? (a|the)? !<mode> (key|mode|scale|tonality)", _mode),
    Row("(in|to|use|with|the|a|change|change the|new)* !(key|keyed) (signature|change|{is}|the|in|"
        "in the|to)* <keyname>", _keyname),
    Row("(in|to|use|with|the|a|change|change the|new)* !(key|keyed) (signature|change|{is}|the|in|"
        "in the|to)* "
        f"<tonic> {_ACCIDENTAL} <mode>?", _key),
    Row(f"in a !<mode> ~ {_NOUN}", _mode),
    Row(f"!a <mode> ~ {_NOUN}", lambda found: _mode(found) if found.tokens[0].raw == "a" else None),
    Row("!(in|to|into) (the)? <keyname>", _keyname),
    Row(f"!(in|into) (the key of)? <tonic> {_ACCIDENTAL} <mode>", _key),
    Row(f"!<tonic> {_ACCIDENTAL} <mode>", _bare_pair),
    Row("(<tonic>) !@accidental(sharp|flat)", _key),
    Row("!in <tonic> ~ {stop}", _key),
    Row("!in <tonic>", lambda found: None if found.token("tonic").text == "a" else _key(found)),
    Row("!<keyname>", _typed_keyname),
    Row("!<keyname> ~ <genre:_>", _keyname),
    Row("!<tonic>", lambda found: _typed_tonic(found) if len(found.tokens[0].raw) > 1 else None),
    Row("(,)? !<tonic> ~ (END|_|,|<stop:_>)", _typed_tonic),
    Row("(in|to|into|as|make it|go|it|in a|switch to|now)? !<mode> (now|instead|key|version)?",
        _mode),
    Row("{degree} !(higher|higher up|higher pitched|pitch {it} up)", _register(2)),
    Row("{degree} !(lower|lower pitched|deeper)", _register(-2)),
)  # fmt: skip
