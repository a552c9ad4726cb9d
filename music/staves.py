"""From players' notes to staves: hands, voices, clefs and how long each note is written.

A score is made of parts, a part of one or two staves, a staff of one or two voices,
and a voice of strikes that don't overlap. Articulation's small gaps are closed. It
knows nothing of MusicXML, spelling or bars.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median

from music.instruments import INSTRUMENTS
from music.leadsheet import Note
from music.notation import Strike
from music.percussion import drum_sign
from music.piece import Piece, Track
from music.units import TICKS_PER_BEAT, to_ticks


@dataclass(frozen=True, slots=True)
class Clef:
    """A clef in MusicXML's words; ``octaves`` is how much higher it sounds than it looks."""

    sign: str
    line: int
    octaves: int = 0


@dataclass(frozen=True, slots=True)
class Staff:
    """One staff: its clef and one voice, or an upper and a lower one."""

    clef: Clef
    voices: tuple[tuple[Strike, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One player's staves, from the top."""

    name: str
    program: int
    is_drums: bool
    staves: tuple[Staff, ...]


TREBLE, BASS, PERCUSSION = Clef("G", 2), Clef("F", 4), Clef("percussion", 2)
_GUITAR_CLEF, _HIGH_CLEF = Clef("G", 2, -1), Clef("G", 2, 1)
_LOW_CLEF = Clef("F", 4, -1)
# The clef by the median pitch: the first row whose pitch is reached.
_CLEFS = ((87, _HIGH_CLEF), (57, TREBLE), (42, BASS), (0, _LOW_CLEF))
_GUITARS = range(24, 32)
# Pianos and organs: programs that one player plays with two hands.
_KEYBOARDS = frozenset((*range(8), *range(16, 21)))
_SCORE_ORDER = ("melody", "counter", "inner", "chords", "bass", "drums")
_MIDDLE_C = 60
# A hand's chord is kept whole up to this many semitones.
_HAND = 12
# One staff serves where this share of the notes lies within its lines and two ledger lines.
_ENOUGH = 0.85
_ON_STAFF = ((TREBLE, range(57, 85)), (BASS, range(36, 65)))
_WRITTEN = (2, 3, 4, 6, 8, 9, 12, 16, 18, 24, 36, 48, 72)
# The share of its value that a player holds a note.
_HELD = 0.93
_JOINED_TICKS = 2
_ONE_BEAT = TICKS_PER_BEAT

_Held = tuple[int, int, int]
"""Start and stop in ticks, and pitch."""


def clef_for(pitches: Iterable[int], program: int | None = None) -> Clef:
    """The clef that puts these pitches on or near the staff; guitars have their own."""
    centre = median(list(pitches) or [67])
    if program in _GUITARS and centre < _MIDDLE_C + 7:
        return _GUITAR_CLEF
    return next(clef for low, clef in _CLEFS if centre >= low)


def parts_of(piece: Piece) -> tuple[Part, ...]:
    """The parts of a band piece as written, in the order of a score: tune on top, drums below.

    A keyboard that plays the tune and its accompaniment is one part of two staves.
    """
    end = to_ticks(piece.length_beats)
    tracks = sorted(
        (
            track
            for track in piece.tracks
            if any(to_ticks(n.start_beats) < end for n in track.notes)
        ),
        key=lambda track: _SCORE_ORDER.index(track.role) if track.role in _SCORE_ORDER else 3,
    )
    alone = [track for track in tracks if track.role == "melody" and track.program in _KEYBOARDS]
    player = [t for t in tracks if alone and t.program == alone[0].program and not t.is_drums]
    if len(player) < 2:
        return tuple(_part(track, end) for track in tracks)
    others = (_part(track, end) for track in tracks if track not in player)
    return (_soloist(player, end), *others)


def player_name(track: Track) -> str:
    """``Muted trumpet``: the instrument where it is known, else the track's own name."""
    if track.instrument or track.is_drums:
        return (track.instrument or track.name).capitalize()
    found = next((row.name for row in INSTRUMENTS if row.program == track.program), track.name)
    return found.capitalize()


def _part(track: Track, end: int) -> Part:
    held = _notes(track, end)
    if track.is_drums:
        staves: tuple[Staff, ...] = (Staff(PERCUSSION, _limbs(held)),)
    elif track.role == "chords" and track.program not in _GUITARS:
        staves = _keyboard(held)
    else:
        staves = (_staff(held, clef_for((note[2] for note in held), track.program)),)
    return Part(player_name(track), track.program, track.is_drums, staves)


def _soloist(tracks: Sequence[Track], end: int) -> Part:
    """Tune and upper inner voice in the right hand, the rest in the left."""
    by_role = {track.role: _notes(track, end) for track in tracks}
    tune = by_role.pop("melody")
    alto, tenor = _two_lines([n for role in ("counter", "inner") for n in by_role.pop(role, ())])
    bass, chords = by_role.pop("bass", []), by_role.pop("chords", [])
    lines = [line for line in (tune, alto) if line]
    right = tuple(_strikes(_by_onset(line)) for line in lines)
    rows = [line for line in (sorted([*tenor, *chords]), bass) if line]
    left = tuple(_strikes(_by_onset(line)) for line in rows)
    if len(rows) < 2:
        left = _voices(rows[0] if rows else ())
    low = clef_for([note[2] for row in rows for note in row] or [48])
    upper, lower = Staff(clef_for([note[2] for note in tune]), right), Staff(low, left)
    return Part(player_name(tracks[0]), tracks[0].program, is_drums=False, staves=(upper, lower))


def _two_lines(held: Sequence[_Held]) -> tuple[list[_Held], list[_Held]]:
    """The highest of the notes that begin together, and the others; one line is the upper."""
    upper: list[_Held] = []
    lower: list[_Held] = []
    for group in _by_onset(held):
        upper.append(group[-1])
        lower += group[:-1]
    return upper, lower


def _notes(track: Track, end: int) -> list[_Held]:
    return sorted(note for note in map(_held, track.notes) if note[0] < end)


def _held(note: Note) -> _Held:
    start = to_ticks(max(0.0, note.start_beats))
    ticks = note.length_beats * TICKS_PER_BEAT
    is_exact = abs(ticks - round(ticks)) < 0.05 and (round(ticks) % 3 == 0 or round(ticks) % 4 == 0)
    if is_exact or ticks > _WRITTEN[-1]:
        return start, start + max(1, round(ticks)), note.pitch
    value = min(_WRITTEN, key=lambda written: abs(written * _HELD - ticks))
    return start, start + value, note.pitch


def _keyboard(held: Sequence[_Held]) -> tuple[Staff, ...]:
    """One staff where it holds nearly everything, otherwise one for each hand."""
    for clef, reach in _ON_STAFF:
        if sum(note[2] in reach for note in held) >= _ENOUGH * len(held):
            return (_staff(held, clef),)
    right: list[_Held] = []
    left: list[_Held] = []
    for group in _by_onset(held):
        pitches = [note[2] for note in group]
        if max(pitches) - min(pitches) <= _HAND:
            (right if mean(pitches) >= _MIDDLE_C else left).extend(group)
        else:
            right += [note for note in group if note[2] >= _MIDDLE_C]
            left += [note for note in group if note[2] < _MIDDLE_C]
    low = _LOW_CLEF if median([note[2] for note in left] or [48]) < 36 else BASS
    high = _HIGH_CLEF if median([note[2] for note in right] or [67]) >= 87 else TREBLE
    return _staff(right, high), _staff(left, low)


def _staff(held: Sequence[_Held], clef: Clef) -> Staff:
    return Staff(clef, _voices(held))


def _voices(held: Sequence[_Held]) -> tuple[tuple[Strike, ...], ...]:
    """One voice, or two where a note sounds on while others move."""
    if not held:
        return ((),)
    upper: list[list[_Held]] = []
    lower: list[list[_Held]] = []
    groups = _by_onset(held)
    following = [*(group[0][0] for group in groups[1:]), None]
    for group, after in zip(groups, following, strict=True):
        start = group[0][0]
        upper_is_free = not upper or _stop(upper[-1]) <= start
        lower_is_free = not lower or _stop(lower[-1]) <= start
        longer = [n for n in group if after is not None and n[1] > after + _JOINED_TICKS]
        shorter = [note for note in group if note not in longer]
        if upper_is_free and lower_is_free and longer and shorter:
            is_below = mean(n[2] for n in longer) <= mean(n[2] for n in shorter)
            lower.append(longer if is_below else shorter)
            upper.append(shorter if is_below else longer)
        elif upper_is_free and lower_is_free and longer and _starts_over(held, after, longer):
            lower.append(group)
        elif upper_is_free:
            upper.append(group)
        elif lower_is_free and not _starts_over([*upper[-1], *group], start, upper[-1]):
            lower.append(group)
        else:
            upper.append(group)
    if len(lower) * 12 < len(upper):
        # A handful of held notes is not worth a second voice.
        return (_strikes(_by_onset(held)),)
    return (_strikes(upper), _strikes(lower))


def _starts_over(held: Iterable[_Held], start: int | None, under: Sequence[_Held]) -> bool:
    """Whether all that begins at ``start`` lies over the notes ``under``."""
    top = max(note[2] for note in under)
    return all(note[2] > top for note in held if note[0] == start)


def _stop(group: Sequence[_Held]) -> int:
    return max(note[1] for note in group)


def _strikes(groups: Sequence[Sequence[_Held]]) -> tuple[Strike, ...]:
    """Groups as strikes that end where the next begins, if not before."""
    strikes = []
    for index, group in enumerate(groups):
        start, stop = group[0][0], _stop(group)
        if index + 1 < len(groups):
            after = groups[index + 1][0][0]
            stop = after if after - stop <= _JOINED_TICKS else stop
        strikes.append(Strike(start, stop, tuple(sorted({note[2] for note in group}))))
    return tuple(strikes)


def _limbs(held: Sequence[_Held]) -> tuple[tuple[Strike, ...], ...]:
    """Hands above, feet below; each stroke lasts to the next, at most to the next beat."""
    hands = [note for note in held if not drum_sign(note[2]).by_foot]
    feet = [note for note in held if drum_sign(note[2]).by_foot]
    voices = []
    for limb in filter(None, (hands, feet)):
        groups = _by_onset(limb)
        following = [*(group[0][0] for group in groups[1:]), 1 << 30]
        voices.append(
            tuple(
                Strike(
                    group[0][0],
                    min(after, (group[0][0] // _ONE_BEAT + 1) * _ONE_BEAT),
                    tuple(sorted({note[2] for note in group})),
                )
                for group, after in zip(groups, following, strict=True)
            )
        )
    return tuple(voices)


def _by_onset(held: Sequence[_Held]) -> list[list[_Held]]:
    groups: list[list[_Held]] = []
    for note in sorted(held):
        if groups and groups[-1][0][0] == note[0]:
            groups[-1].append(note)
        else:
            groups.append([note])
    return groups
