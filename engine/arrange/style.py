"""What a style is: bands, patterns and grooves, written as text a player could read.

A pattern is one string per metre; its characters are equal steps of the bar, and
bars are parted by ``|``. ``.`` is silence and ``-`` holds what sounds. Chords:
``x`` the voicing (``X`` accented, ``o`` soft), ``a`` the next chord early, digits one
voice from below, ``b`` and ``f`` a low root and fifth, ``B`` and ``F`` in octaves.
Bass: digits are chord degrees (``8`` the octave), ``w`` a walking note, ``>`` an approach
to the next chord, ``d`` the key's drone. Drums: ``X``, ``x`` and ``o`` from loud to soft.

Holds no style itself (see ``styles/``) and doesn't choose between patterns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# General MIDI percussion keys under the names that grooves use.
DRUM_KEYS: dict[str, int] = {
    "kick": 36, "stick": 37, "snare": 38, "low tom": 41, "hat": 42, "mid tom": 45,
    "pedal": 44, "open hat": 46, "high tom": 48, "crash": 49, "ride": 51, "bell": 53,
    "tambourine": 54, "maracas": 70, "frame low": 64, "frame high": 62, "frame slap": 63,
    "claves": 75, "wood": 76, "triangle": 81, "clap": 39,
}  # fmt: skip

CELLS: dict[str, float] = {"4/4": 4.0, "3/4": 3.0, "2/4": 2.0, "6/8": 3.0}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A named figure for one role, one text per written metre; empty where it has none."""

    name: str
    four: str
    three: str
    two: str
    six: str

    @property
    def texts(self) -> Mapping[str, str]:
        return {"4/4": self.four, "3/4": self.three, "2/4": self.two, "6/8": self.six}


@dataclass(frozen=True, slots=True)
class Groove:
    """A named drum figure: one pattern per drum, and the drums its fills run over."""

    name: str
    lines: tuple[Pattern, ...]
    fill: tuple[str, ...] = ("snare", "high tom", "mid tom", "low tom")
    ending: tuple[str, ...] = ("crash", "kick")

    @property
    def is_quiet(self) -> bool:
        """Whether nothing in it is struck louder than softly."""
        struck = {token for line in self.lines for text in line.texts.values() for token in text}
        return struck <= set(".o|-")


@dataclass(frozen=True, slots=True)
class Band:
    """Instruments that sound well together; one name per role."""

    melody: str
    chords: str
    bass: str
    inner: str = "strings"
    counter: str = "clarinet"
    drums: str = "drums"

    def player(self, role: str) -> str:
        """The instrument's name for a role."""
        return str(getattr(self, role))


@dataclass(frozen=True, slots=True)
class Style:
    """How a genre's band plays.

    ``brings`` names the roles the style needs beside the melody; in a blend it has
    patterns for all the others too. ``swing`` is where the second eighth falls in the
    beat (0.5 straight) at 120 beats a minute. ``dynamics`` is added to velocities,
    ``density`` (0 to 1) leans to busier patterns, ``legato`` is the share of a melody
    note's length that sounds, ``laid_back_beats`` is how late the melody sits. ``mines``
    names the roles whose figures come from the corpora where these have any. Where the style
    ``imitates``, an inner voice takes up the tune's beginning in each section. ``leads_in``
    names the roles that play along with a pickup; the others wait for the first full bar.
    """

    genre: str
    bands: tuple[Band, ...]
    brings: frozenset[str]
    chords: tuple[Pattern, ...]
    bass: tuple[Pattern, ...]
    grooves: tuple[Groove, ...]
    inner: tuple[Pattern, ...]
    voicing: str = "triad"
    swing: float = 0.5
    dynamics: int = 0
    density: float = 0.5
    legato: float = 0.93
    laid_back_beats: float = 0.0
    mines: frozenset[str] = frozenset({"chords", "bass", "inner", "drums"})
    imitates: bool = False
    leads_in: frozenset[str] = frozenset()
