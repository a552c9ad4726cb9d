"""Keys: a tonic and a mode, their scale, signature, spelling and transposition."""

from __future__ import annotations

from dataclasses import dataclass

from music.errors import UnknownKey

LETTER_PITCH_CLASS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
TONICS = (
    "C", "C#", "Db", "D", "D#", "Eb", "E", "F", "F#", "Gb", "G", "G#", "Ab", "A", "A#", "Bb", "B",
    "Cb",
)  # fmt: skip

# Scale steps in semitones over the tonic, and how many fifths the mode's
# signature lies from the major key on the same tonic.
_MODES: dict[str, tuple[tuple[int, ...], int]] = {
    "major": ((0, 2, 4, 5, 7, 9, 11), 0),
    "minor": ((0, 2, 3, 5, 7, 8, 10), -3),
    "ionian": ((0, 2, 4, 5, 7, 9, 11), 0),
    "dorian": ((0, 2, 3, 5, 7, 9, 10), -2),
    "phrygian": ((0, 1, 3, 5, 7, 8, 10), -4),
    "lydian": ((0, 2, 4, 6, 7, 9, 11), 1),
    "mixolydian": ((0, 2, 4, 5, 7, 9, 10), -1),
    "aeolian": ((0, 2, 3, 5, 7, 8, 10), -3),
    "locrian": ((0, 1, 3, 5, 6, 8, 10), -5),
}
MODES = tuple(_MODES)

_FIFTHS_OF_LETTER = {"F": -1, "C": 0, "G": 1, "D": 2, "A": 3, "E": 4, "B": 5}
_MAJOR_BY_PITCH_CLASS = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
_MINOR_BY_PITCH_CLASS = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B")


@dataclass(frozen=True, slots=True)
class Key:
    """A tonic (``C``, ``C#``, ``Db`` … ``B``) and a mode from MODES."""

    tonic: str
    mode: str = "major"

    def __post_init__(self) -> None:
        if self.tonic not in TONICS:
            raise UnknownKey(f"{self.tonic!r} is not a tonic; known: {', '.join(TONICS)}")
        if self.mode not in _MODES:
            raise UnknownKey(f"{self.mode!r} is not a mode; known: {', '.join(MODES)}")

    @classmethod
    def parse(cls, text: str) -> Key:
        """``Key.parse("D minor") == Key("D", "minor")``; a bare tonic is major."""
        words = text.split()
        if len(words) not in (1, 2):
            raise UnknownKey(f"{text!r} is not a key; say a tonic and a mode, as in 'D minor'")
        return cls(words[0], words[1] if len(words) == 2 else "major")

    @classmethod
    def of_pitch_class(cls, pitch_class: int, mode: str = "major") -> Key:
        """The key on a pitch class with the spelling that has fewest accidentals."""
        table = _MAJOR_BY_PITCH_CLASS if not is_minor_like(mode) else _MINOR_BY_PITCH_CLASS
        return cls(table[pitch_class % 12], mode)

    def __str__(self) -> str:
        return f"{self.tonic} {self.mode}"

    @property
    def pitch_class(self) -> int:
        accidental = {"": 0, "#": 1, "b": -1}[self.tonic[1:]]
        return (LETTER_PITCH_CLASS[self.tonic[0]] + accidental) % 12

    @property
    def is_minor(self) -> bool:
        """Whether the third is minor (minor, dorian, phrygian, aeolian, locrian)."""
        return is_minor_like(self.mode)

    @property
    def scale(self) -> tuple[int, ...]:
        """The seven pitch classes of the mode, from the tonic up."""
        return tuple((self.pitch_class + step) % 12 for step in _MODES[self.mode][0])

    @property
    def steps(self) -> tuple[int, ...]:
        """The mode's semitones over its tonic."""
        return _MODES[self.mode][0]

    @property
    def fifths(self) -> int:
        """The signature: sharps positive, flats negative, folded into -7 to 7."""
        accidental = {"": 0, "#": 7, "b": -7}[self.tonic[1:]]
        fifths = _FIFTHS_OF_LETTER[self.tonic[0]] + accidental + _MODES[self.mode][1]
        while fifths > 7:
            fifths -= 12
        while fifths < -7:
            fifths += 12
        return fifths

    def transposed(self, semitones: int) -> Key:
        """The key so many semitones up, in its plainest spelling."""
        return Key.of_pitch_class(self.pitch_class + semitones, self.mode)

    def with_mode(self, mode: str) -> Key:
        """The same tonic in another mode."""
        return Key(self.tonic, mode)

    @property
    def shift_from_normal(self) -> int:
        """Semitones (-6 to 5) that carry C major or A minor to this tonic.

        The networks read and write in C major and A minor; modes with a minor
        third count as minor.
        """
        home = 9 if self.is_minor else 0
        return (self.pitch_class - home + 6) % 12 - 6


def is_minor_like(mode: str) -> bool:
    """Whether a mode's third is minor."""
    return _MODES[mode][0][2] == 3
