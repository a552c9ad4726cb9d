"""Fretboards: which chords a hand can hold on plucked strings.

Knows tunings and the reach of a hand. Doesn't choose voicings.
"""

from __future__ import annotations

from functools import cache

from music.instruments import Instrument

_REACH = 4  # frets that the fingers cover without moving
_FINGERS = 4
_FRETS = 15

# Open strings from low to high, by an instrument's name or the last word of it.
_TUNINGS: dict[str, tuple[int, ...]] = {
    "guitar": (40, 45, 50, 55, 59, 64),
    "lute": (43, 48, 53, 57, 62, 67),
    "banjo": (48, 55, 59, 62),
    "mandolin": (55, 62, 69, 76),
    "ukulele": (55, 60, 64, 69),
}


def tuning_of(instrument: Instrument) -> tuple[int, ...]:
    """The open strings of an instrument; none for one that has no frets."""
    return _TUNINGS.get(instrument.name.split()[-1], ())


@cache
def can_be_held(pitches: tuple[int, ...], tuning: tuple[int, ...]) -> bool:
    """Whether ascending pitches lie on different strings within a hand's reach.

    ``can_be_held((40, 47, 52, 56, 59, 64), guitar)``, the open E chord, is true.
    """
    return _hold(pitches, tuning, ())


def _hold(pitches: tuple[int, ...], strings: tuple[int, ...], frets: tuple[int, ...]) -> bool:
    if not pitches:
        return _fits_hand(frets)
    for index, string in enumerate(strings):
        fret = pitches[0] - string
        if 0 <= fret <= _FRETS and _hold(pitches[1:], strings[index + 1 :], (*frets, fret)):
            return True
    return False


def _fits_hand(frets: tuple[int, ...]) -> bool:
    pressed = [fret for fret in frets if fret]
    if not pressed:
        return True
    barred = pressed.count(min(pressed)) - 1  # one finger lies over several strings
    return max(pressed) - min(pressed) < _REACH and len(pressed) - barred <= _FINGERS
