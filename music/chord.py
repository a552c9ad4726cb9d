"""Chords: a root, a quality from the table, an optional bass, and their symbols."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from music.errors import ChordError

# quality: (semitones over the root, suffix of the symbol, MusicXML kind)
QUALITIES: dict[str, tuple[tuple[int, ...], str, str]] = {
    "maj": ((0, 4, 7), "", "major"),
    "min": ((0, 3, 7), "m", "minor"),
    "7": ((0, 4, 7, 10), "7", "dominant"),
    "maj7": ((0, 4, 7, 11), "maj7", "major-seventh"),
    "m7": ((0, 3, 7, 10), "m7", "minor-seventh"),
    "6": ((0, 4, 7, 9), "6", "major-sixth"),
    "m6": ((0, 3, 7, 9), "m6", "minor-sixth"),
    "dim": ((0, 3, 6), "dim", "diminished"),
    "m7b5": ((0, 3, 6, 10), "m7b5", "half-diminished"),
    "dim7": ((0, 3, 6, 9), "dim7", "diminished-seventh"),
    "aug": ((0, 4, 8), "+", "augmented"),
    "sus4": ((0, 5, 7), "sus4", "suspended-fourth"),
}

_SHARP_NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
_FLAT_NAMES = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")


@dataclass(frozen=True, slots=True)
class Chord:
    """A chord: root and bass as pitch classes 0 to 11 (bass None: the root)."""

    root: int
    quality: str = "maj"
    bass: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.root <= 11:
            raise ChordError(f"root {self.root} is not a pitch class (0 to 11)")
        if self.quality not in QUALITIES:
            raise ChordError(f"{self.quality!r} is no chord quality; known: {', '.join(QUALITIES)}")
        if self.bass is not None and not 0 <= self.bass <= 11:
            raise ChordError(f"bass {self.bass} is not a pitch class (0 to 11)")

    @property
    def pitch_classes(self) -> tuple[int, ...]:
        """The chord's pitch classes from the root up."""
        return _pitch_classes(self.root, self.quality)

    @property
    def intervals(self) -> tuple[int, ...]:
        """Semitones over the root."""
        return QUALITIES[self.quality][0]

    def symbol(self, *, fifths: int = 0) -> str:
        """The chord symbol, spelled for a signature: ``Chord(10, "7").symbol() == "Bb7"``."""
        names = _SHARP_NAMES if fifths > 0 else _FLAT_NAMES
        text = names[self.root] + QUALITIES[self.quality][1]
        return text if self.bass in (None, self.root) else f"{text}/{names[self.bass]}"

    def transposed(self, semitones: int) -> Chord:
        """The chord so many semitones up."""
        bass = None if self.bass is None else (self.bass + semitones) % 12
        return Chord((self.root + semitones) % 12, self.quality, bass)


@cache
def _pitch_classes(root: int, quality: str) -> tuple[int, ...]:
    return tuple((root + step) % 12 for step in QUALITIES[quality][0])


_SYMBOL = re.compile(r"^([A-Ga-g])([#b♯♭-]?)(.*)$")
# First match wins; a row is (pattern on what follows the root, quality).
_SUFFIXES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), quality)
    for pattern, quality in (
        (r"^(m7b5|min7b5|-7b5|ø|h|m7\(b5\))", "m7b5"),
        (r"^(dim7|o7|°7)", "dim7"),
        (r"^(dim|o|°)", "dim"),
        (r"^(maj7|maj9|maj13|M7|j7|ma7|Δ|\^|j$|j9)", "maj7"),
        (r"^(m6|min6|-6)", "m6"),
        (r"^(m7|min7|-7|mi7|m9|min9|-9|m11|m13|min11|-11)", "m7"),
        (r"^(m(?!aj)|min|-|mi)", "min"),
        (r"^(aug|\+|#5)", "aug"),
        (r"^(7sus|9sus|sus|4)", "sus4"),
        (r"^(6|add6|69)", "6"),
        (r"^(7|9|11|13|dom)", "7"),
        (r"^(maj|M|add|5|2|$|\()", "maj"),
    )
)


def parse_chord(text: str) -> Chord:
    """Read a chord symbol: ``parse_chord("F#m7/E") == Chord(6, "m7", 4)``.

    Extensions beyond the table fold into the nearest quality (``C13`` is a 7).
    Raises ChordError where no root can be read.
    """
    body, _, low = text.strip().partition("/")
    match = _SYMBOL.match(body)
    if match is None:
        raise ChordError(f"{text!r} is not a chord symbol")
    root = _pitch_class(match.group(1), match.group(2))
    suffix = match.group(3)
    if match.group(2) == "-":  # a minus is minor ("C-7"), not a flat
        root, suffix = _pitch_class(match.group(1), ""), "-" + suffix
    quality = next((name for pattern, name in _SUFFIXES if pattern.match(suffix)), "maj")
    bass_match = re.match(r"^([A-G])([#b]?)", low)
    bass = _pitch_class(bass_match.group(1), bass_match.group(2)) if bass_match else None
    return Chord(root, quality, None if bass == root else bass)


def _pitch_class(letter: str, accidental: str) -> int:
    natural = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}[letter.upper()]
    return (natural + {"#": 1, "♯": 1, "b": -1, "♭": -1}.get(accidental, 0)) % 12
