"""Metres: how long a bar is, where it is strong, and what its felt beat is."""

from dataclasses import dataclass

from music.errors import MeterError
from music.units import TICKS_PER_BEAT

KNOWN_METERS = ("2/2", "2/4", "3/4", "4/4", "5/4", "7/8", "6/8", "9/8", "12/8")


@dataclass(frozen=True, slots=True)
class Meter:
    """A time signature. Raises MeterError for one outside KNOWN_METERS."""

    name: str

    def __post_init__(self) -> None:
        if self.name not in KNOWN_METERS:
            known = ", ".join(KNOWN_METERS)
            raise MeterError(f"{self.name!r} is not a metre Fusebox plays; known: {known}")

    @property
    def numerator(self) -> int:
        return _PARTS[self.name][0]

    @property
    def denominator(self) -> int:
        return _PARTS[self.name][1]

    @property
    def is_compound(self) -> bool:
        """6/8, 9/8 and 12/8 are felt in dotted quarters."""
        return self.denominator == 8 and self.numerator % 3 == 0

    @property
    def bar_beats(self) -> float:
        """Quarter notes in a bar: ``Meter("6/8").bar_beats == 3.0``."""
        return self.numerator * 4 / self.denominator

    @property
    def bar_ticks(self) -> int:
        """Grid ticks in a bar, a whole number in every known metre."""
        return self.numerator * 4 * TICKS_PER_BEAT // self.denominator

    @property
    def pulse_beats(self) -> float:
        """Quarter notes in one felt beat, the unit that a tempo counts.

        A quarter in simple metres (also 2/2 and 7/8), a dotted quarter in compound ones.
        """
        return 1.5 if self.is_compound else 1.0

    @property
    def strong_beats(self) -> tuple[float, ...]:
        """Offsets in the bar, in quarters, that carry an accent."""
        return _STRONG[self.name]

    def quarter_bpm(self, tempo_bpm: float) -> float:
        """Quarters a minute for a tempo counted in felt beats."""
        return tempo_bpm * self.pulse_beats


# Metres are asked for their length thousands of times a piece: the names are read once.
_PARTS: dict[str, tuple[int, int]] = {
    name: (int(name.split("/")[0]), int(name.split("/")[1])) for name in KNOWN_METERS
}
_STRONG: dict[str, tuple[float, ...]] = {
    "2/2": (0.0, 2.0),
    "2/4": (0.0, 1.0),
    "3/4": (0.0,),
    "4/4": (0.0, 2.0),
    "5/4": (0.0, 3.0),
    "7/8": (0.0, 1.0, 2.0),
    "6/8": (0.0, 1.5),
    "9/8": (0.0, 1.5, 3.0),
    "12/8": (0.0, 1.5, 3.0, 4.5),
}
