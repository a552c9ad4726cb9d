"""How a MIDI file is played: swing, drums, and which instrument has which role.

Only performances say this; notation doesn't. Knows nothing of styles: what a genre
makes of its files' playing is ``own_figures``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from models.corpora.errors import UnreadablePiece
from models.corpora.melody_track import find_melody
from models.corpora.readers.midi import straight
from models.corpora.readers.midi_file import Line, Song, read_song
from models.corpora.score import RawNote, Score

_DRUMS = 9
_FEWEST_PAIRS = 8
_SWUNG = 0.54
_BASS_PROGRAMS = range(32, 40)
_BASS_PITCH = 52


@dataclass(frozen=True, slots=True)
class Playing:
    """One file's performance.

    ``swing`` is where the second eighth falls in the beat (0.5 straight), None where too
    few beats are divided; ``programs`` are General MIDI numbers by role (melody, bass,
    chords), only of lines for which the file chooses one.
    """

    swing: float | None
    has_drums: bool
    programs: dict[str, int]

    @property
    def is_swung(self) -> bool:
        return self.swing is not None and self.swing > _SWUNG


def playing_of(data: bytes) -> Playing | None:
    """What a MIDI file's bytes say of its performance; None where they can't be read."""
    try:
        song = read_song(data)
    except UnreadablePiece:
        return None
    notes = [note for line in song.pitched for note in line.notes]
    drums = any(line.channel == _DRUMS and line.notes for line in song.lines)
    return Playing(swing_of(notes), drums, _programs(song))


def written_straight(score: Score, playing: Playing | None) -> Score:
    """The score with a swung melody as it would be written: in even eighths."""
    if playing is None or not playing.is_swung:
        return score
    return replace(score, melody=straight(score.melody))


def swing_of(notes: Iterable[RawNote]) -> float | None:
    """The mean place of the second note in beats of two; None with fewer than eight such.

    Beats divided as by dotted rhythms or sixteenths (on the third quarter of the beat)
    don't count: they say nothing about eighths.
    """
    places: dict[int, set[int]] = defaultdict(set)
    for note in notes:
        places[note.start // 12].add(note.start % 12)
    second = [max(inside) for inside in places.values() if len(inside) == 2 and 0 in inside]
    eighths = [place for place in second if 6 <= place <= 8]
    if len(eighths) < _FEWEST_PAIRS:
        return None
    return round(sum(eighths) / len(eighths) / 12, 3)


def _programs(song: Song) -> dict[str, int]:
    """Roles are told by ear: the tune is what the melody finder takes, the bass is low."""
    lines = song.pitched
    if not any(line.program for line in lines):
        return {}  # nobody chose an instrument: a sequencer's piano
    tune = set(find_melody([(line.name, line.program, line.notes) for line in lines]))
    melody = max(lines, key=lambda line: len(tune & set(line.notes)))
    roles = {"melody": melody.program}
    rest = [line for line in lines if line is not melody]
    low = [line for line in rest if line.program in _BASS_PROGRAMS or _mean(line) < _BASS_PITCH]
    if low:
        roles["bass"] = max(low, key=lambda line: len(line.notes)).program
    thick = [line for line in rest if line not in low and _is_chordal(line.notes)]
    if thick:
        roles["chords"] = max(thick, key=lambda line: len(line.notes)).program
    return roles


def _mean(line: Line) -> float:
    return sum(note.pitch for note in line.notes) / max(1, len(line.notes))


def _is_chordal(notes: Sequence[RawNote]) -> bool:
    """Whether several notes start together more often than not."""
    return len({note.start for note in notes}) < 0.6 * len(notes)
