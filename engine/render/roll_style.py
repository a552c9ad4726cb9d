"""Colours of the piano roll: a dark page, and what each genre and role looks like on it."""

from __future__ import annotations

from engine.render.canvas import Color, mixed, rgb
from music.genres import find_genre

GROUND: Color = rgb("#15171C")
LANE: Color = rgb("#1C1F26")
OCTAVE_LINE: Color = rgb("#2A2E38")
BEAT_LINE: Color = rgb("#22262E")
BAR_LINE: Color = rgb("#363B47")
INK: Color = rgb("#F2F3F5")
SOFT_INK: Color = rgb("#B5BAC4")
FAINT_INK: Color = rgb("#7C8391")
CHORD_INK: Color = rgb("#DDE0E6")
PILL: Color = rgb("#E4E6EB")
PILL_INK: Color = rgb("#15171C")
_NO_GENRE: Color = rgb("#AEB4C0")

# How much of its colour a role keeps beside the tune, 0 to 1.
DIM: dict[str, float] = {"chords": 0.45, "inner": 0.5, "counter": 0.64, "bass": 0.6, "drums": 0.66}

# General MIDI percussion keys by row of the drum lane, from the top: metal, skins, floor.
DRUM_ROWS: tuple[frozenset[int], ...] = (
    frozenset((42, 44, 46, 49, 51, 52, 53, 54, 55, 56, 57, 59, 69, 70, 80, 81, 82)),
    frozenset((37, 38, 39, 40, 41, 43, 45, 47, 48, 50, *range(60, 69), *range(71, 80))),
    frozenset((35, 36)),
)


def genre_color(genre: str | None) -> Color:
    """A genre's own colour; a neutral one where no genre, or a new one, gave the note."""
    try:
        return rgb(find_genre(genre).color) if genre else _NO_GENRE
    except LookupError:
        return _NO_GENRE


def tune_color(genre: str | None, velocity: int) -> Color:
    """The colour of a note of the tune, a little brighter where it is loud."""
    return mixed(genre_color(genre), GROUND, 0.8 + 0.2 * velocity / 127)


def band_color(genre: str | None, share: float, velocity: int) -> Color:
    """The colour of a note of the band: ``share`` of its genre's, less where it is soft."""
    return mixed(genre_color(genre), LANE, share * (0.7 + 0.3 * velocity / 127))
