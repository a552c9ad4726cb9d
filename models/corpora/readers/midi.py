"""Scores from MIDI files, by how the files are laid out.

Knows a lead sheet with block chords, a single line, parts from the top down, and a
band. The bytes are ``midi_file``'s business, which track of a band is the tune is
``melody_track``'s, and where the first bar line lies is ``pickup``'s.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from models.corpora.errors import UnreadablePiece
from models.corpora.melody_track import find_melody
from models.corpora.pickup import find_pickup
from models.corpora.readers.midi_file import Song, read_song
from models.corpora.score import Bar, RawNote, Score, skyline
from music.chord import QUALITIES, Chord


def read_lead_sheet(data: bytes, *, title: str = "") -> Score:
    """A file of two tracks: a melody, and its chords as blocks over their roots."""
    song = read_song(data)
    named = {line.name.rstrip(":").lower(): line for line in song.pitched}
    melody = named.get("melody", song.pitched[0])
    blocks = named.get("chords")
    chords = block_chords(blocks.notes) if blocks is not None else ()
    pickup = _pickup_by_chords(song, chords)
    return _score(song, skyline(melody.notes), title, pickup, chords=tuple(chords))


def read_single_line(data: bytes, *, title: str = "") -> Score:
    """A file whose first pitched line is the whole tune, played swing made straight."""
    song = read_song(data)
    return _score(song, straight(skyline(song.pitched[0].notes)), title, 0)


def read_top_part(data: bytes, *, title: str = "") -> Score:
    """A file whose parts run from the top down: the tune is the first line's top."""
    song = read_song(data)
    lines = [tidy(line.notes) for line in song.pitched]
    melody = skyline(lines[0])
    pickup = _pickup(song, melody, [note for line in lines[1:] for note in line])
    return _score(song, melody, title, pickup, voices=_sorted(lines))


def read_band(data: bytes, *, title: str = "", to_the_end: bool = False) -> Score:
    """A file for a band: drums are left out and the tune is looked for."""
    song = read_song(data)
    if all(fifths == 0 and mode == "major" for _, fifths, mode in song.keys):
        song.keys.clear()  # what sequencers write when nobody sets a key
    lines = [(line.name, line.program, tidy(line.notes)) for line in song.pitched]
    top, bottom = song.meters[0][1] if song.meters else (4, 4)
    bar = max(12, top * 48 // max(1, bottom))
    melody = find_melody(lines, bar=bar, to_the_end=to_the_end)
    return _score(song, melody, title, 0, voices=_sorted([notes for *_, notes in lines]))


def read_somebodys(data: bytes, *, title: str = "") -> Score:
    """A file that somebody brings: as a band's, and to the tune's last note."""
    return read_band(data, title=title, to_the_end=True)


READINGS: dict[str, Callable[..., Score]] = {
    "midi lead sheet": read_lead_sheet,
    "midi single line": read_single_line,
    "midi top part": read_top_part,
    "midi band": read_band,
    "midi of somebody": read_somebodys,
}


def straight(notes: Sequence[RawNote]) -> tuple[RawNote, ...]:
    """Pairs played 2:1 within a beat as the even pairs that hornpipes are written in.

    Done only where most divided beats are such pairs; real triplets stay.
    """
    places: dict[int, set[int]] = defaultdict(set)
    for note in notes:
        places[note.start // 12].add(note.start % 12)
    divided = [inside for inside in places.values() if inside - {0}]
    swung = {beat for beat, inside in places.items() if inside in ({0, 8}, {8})}
    if len(swung) < 0.5 * max(1, len(divided)):
        return tuple(notes)

    def even(tick: int) -> int:
        return tick - 2 if tick % 12 == 8 and tick // 12 in swung else tick

    return tuple(RawNote(even(n.start), even(n.end) - even(n.start), n.pitch) for n in notes)


def tidy(notes: Sequence[RawNote]) -> tuple[RawNote, ...]:
    """Onsets a tick beside the beat or its half moved there: grace notes push them off."""
    moved: list[RawNote] = []
    for note in notes:
        shift = _TIDY.get(note.start % 12, 0)
        start = note.start + shift
        moved.append(RawNote(start, max(1, note.end - start), note.pitch))
    return tuple(moved)


_TIDY = {1: -1, 5: 1, 7: -1, 11: 1}


def _sorted(lines: Sequence[Sequence[RawNote]]) -> tuple[RawNote, ...]:
    notes = [note for line in lines for note in line]
    return tuple(sorted(notes, key=lambda n: (n.start, -n.pitch)))


def block_chords(notes: Sequence[RawNote]) -> list[tuple[int, Chord | None]]:
    """Chord symbols of block chords whose lowest note is the root; gaps are no chord."""
    blocks: dict[int, list[RawNote]] = defaultdict(list)
    for note in notes:
        blocks[note.start].append(note)
    chords: list[tuple[int, Chord | None]] = []
    end = 0
    for tick in sorted(blocks):
        if tick - end > 1:
            chords.append((end, None))
        block = sorted(blocks[tick], key=lambda n: n.pitch)
        chords.append((tick, name_block([n.pitch for n in block])))
        end = max(n.end for n in block)
    return chords


def name_block(pitches: Sequence[int]) -> Chord:
    """``name_block([60, 64, 67, 70]) == Chord(0, "7")``: the quality that fits best."""
    root = min(pitches) % 12
    present = {(pitch - root) % 12 for pitch in pitches}

    def misfit(quality: str) -> tuple[int, int]:
        tones = set(QUALITIES[quality][0])
        return 3 * len(tones - present) + len(present - tones), len(tones)

    return Chord(root, min(QUALITIES, key=misfit))


def _pickup(song: Song, melody: Sequence[RawNote], others: Sequence[RawNote]) -> int:
    """Ticks before the first bar line; 0 where the metre changes."""
    if not song.meters or len({meter for _, meter in song.meters}) > 1:
        return 0
    top, bottom = song.meters[0][1]
    return find_pickup(melody, others, top * 48 // bottom) if bottom else 0


def _pickup_by_chords(song: Song, chords: Sequence[tuple[int, Chord | None]]) -> int:
    """The same where chord symbols say it: most of them change on bar lines."""
    if not song.meters or len({meter for _, meter in song.meters}) > 1 or len(chords) < 4:
        return 0
    top, bottom = song.meters[0][1]
    bar = max(1, top * 48 // max(1, bottom))
    counts = Counter(tick % bar for tick, _ in chords)
    best = max(counts, key=lambda place: (counts[place], -place))
    return best if counts[best] > 1.6 * counts.get(0, 0) else 0


def _score(
    song: Song,
    melody: tuple[RawNote, ...],
    title: str,
    pickup: int,
    *,
    voices: tuple[RawNote, ...] = (),
    chords: tuple[tuple[int, Chord | None], ...] = (),
) -> Score:
    if not melody:
        raise UnreadablePiece("no melody was found in the MIDI file")
    end = max(note.end for note in (*melody, *voices))
    return Score(
        title=title, bars=_bars(song, end, pickup), melody=melody, voices=voices, chords=chords,
        chords_from="file" if chords else "", tempo_bpm=song.tempo_bpm,
    )  # fmt: skip


def _bars(song: Song, end: int, pickup: int) -> tuple[Bar, ...]:
    meters = [row for row in song.meters if row[1][0] > 0 and row[1][1] in (1, 2, 4, 8, 16)]
    if not meters or meters[0][0] > 0:
        meters.insert(0, (0, (4, 4)))
    bars: list[Bar] = []
    now = 0
    if pickup:
        bars.append(Bar(0, pickup, meters[0][1], *_signature(song, 0), True))
        now = pickup
    for index, (_, meter) in enumerate(meters):
        until = meters[index + 1][0] if index + 1 < len(meters) else end
        length = max(1, meter[0] * 48 // meter[1])
        while now < until:
            size = min(length, until - now) if index + 1 < len(meters) else length
            bars.append(Bar(now, size, meter, *_signature(song, now), now == 0))
            now += size
    return tuple(bars)


def _signature(song: Song, tick: int) -> tuple[int | None, str | None]:
    current: tuple[int | None, str | None] = (None, None)
    for at, fifths, mode in song.keys:
        if at <= tick or current[0] is None:
            current = (fifths, mode if mode == "minor" else None)
    return current
