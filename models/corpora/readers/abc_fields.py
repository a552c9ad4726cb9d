"""ABC's header fields: keys, metres, note lengths and tempi as text.

Knows how each field is spelled; doesn't know notes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.corpora.score import FINE

_LINE = "FCGDAEB"  # sharps are added from the left, flats from the right
_TONIC_FIFTHS = {"F": -1, "C": 0, "G": 1, "D": 2, "A": 3, "E": 4, "B": 5}
_MODES = {
    "": ("major", 0), "maj": ("major", 0), "ion": ("ionian", 0), "m": ("minor", -3),
    "min": ("minor", -3), "aeo": ("minor", -3), "mix": ("mixolydian", -1),
    "dor": ("dorian", -2), "phr": ("phrygian", -4), "lyd": ("lydian", 1),
    "loc": ("locrian", -5),
}  # fmt: skip
_KEY = re.compile(r"^([A-G])([#b]?)\s*([A-Za-z]*)(.*)$")
_EXPLICIT = re.compile(r"([_^=]+)([A-Ga-g])")


@dataclass(frozen=True, slots=True)
class AbcKey:
    """A key field: its signature, its mode, and each letter's alteration."""

    fifths: int
    mode: str | None
    alter: dict[str, int]


def parse_key(text: str, before: AbcKey | None = None) -> AbcKey:
    """``parse_key("Edor")`` has two sharps; pipe keys count as D's signature.

    A field that names no key (a clef, say) keeps the one before, or is C major.
    """
    value = re.sub(r"\b(clef|octave|middle|transpose|stafflines|staffscale|style)=\S+", "", text)
    value = value.strip()
    if value[:2] in ("HP", "Hp"):
        return AbcKey(2, "mixolydian", _alterations(2))
    match = _KEY.match(value)
    if match is None:
        return before if before is not None else AbcKey(0, None, {})
    letter, accidental, word, rest = match.groups()
    lowered = word.lower()
    row = _MODES.get("m" if lowered == "m" else lowered[:3])
    mode, shift = row if row is not None else ("major", 0)
    fifths = _TONIC_FIFTHS[letter] + {"#": 7, "b": -7}.get(accidental, 0) + shift
    fifths = max(-7, min(7, fifths))
    alter = _alterations(fifths)
    for marks, note in _EXPLICIT.findall(rest):
        alter[note.upper()] = marks.count("^") - marks.count("_")
    return AbcKey(fifths, mode, alter)


def _alterations(fifths: int) -> dict[str, int]:
    letters = _LINE[:fifths] if fifths >= 0 else _LINE[fifths:]
    return dict.fromkeys(letters, 1 if fifths > 0 else -1)


def parse_meter(text: str) -> tuple[int, int] | None:
    """``C`` is 4/4, ``C|`` is 2/2; sums such as ``(2+3)/8`` are added; None for free."""
    value = text.split()[0] if text.split() else ""
    if value in ("C", "c"):
        return (4, 4)
    if value in ("C|", "c|"):
        return (2, 2)
    match = re.match(r"^\(?([\d+]+)\)?/(\d+)$", value)
    if match is None:
        return None
    top = sum(int(part) for part in match[1].split("+") if part)
    bottom = int(match[2])
    return (top, bottom) if top and bottom in (1, 2, 4, 8, 16) else None


def parse_length(text: str, *, bare: bool = False) -> int:
    """A length as fine units: of a whole note for a field (``1/8``), of 1 for ``bare``.

    ``parse_length("3/2", bare=True) == 3 * FINE // 2``; 0 where a field is nonsense.
    """
    match = re.match(r"^(\d*)(/*)(\d*)", text.strip())
    if match is None or (not bare and not match[1]):
        return 0
    top = int(match[1] or 1)
    slashes, bottom = len(match[2]), match[3]
    divisor = int(bottom) if bottom and int(bottom) else 2**slashes if slashes else 1
    whole = FINE if bare else 4 * FINE
    return min(top, 256) * whole // min(divisor, 256)


def default_length(meter: tuple[int, int]) -> int:
    """The unit note where a tune doesn't say: a sixteenth under 3/4, else an eighth."""
    return FINE // 4 if meter[0] / meter[1] < 0.75 else FINE // 2


def parse_tempo(text: str) -> float | None:
    """Quarters a minute of ``1/2=112``; None where it can't be read."""
    match = re.search(r"(\d+)/(\d+)\s*=\s*(\d+)", text)
    if match is None:
        return None
    top, bottom, rate = (int(group) for group in match.groups())
    return rate * top / bottom * 4 if bottom and 10 <= rate <= 400 else None
