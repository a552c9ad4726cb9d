"""Walking bass: chord degrees beat by beat, from the beat tables of transcribed solos.

The tables hold the bass pitch heard on each beat. Doesn't count anything.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePosixPath

from music.chord import Chord, parse_chord
from music.errors import ChordError

_MAX_TABLE_BYTES = 4 * 1024 * 1024
_BEATS = 4
_Beat = tuple[Chord, int]


def walking_bars(data: bytes) -> Iterator[tuple[str, str]]:
    """(solo, its bar as text) of every 4/4 bar whose four bass notes are known.

    ``1-3-5-w-``: degrees of the chord, ``8`` the root an octave off, ``6`` the sixth, ``w``
    any other, ``>`` another that leads by a step into the next bar.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.filename.startswith("beats/") and info.file_size <= _MAX_TABLE_BYTES:
                table = archive.read(info).decode("utf-8", "replace")
                bars = _bars(csv.DictReader(io.StringIO(table)))
                for bar, after in pairwise(bars):
                    text = _text(bar, after)
                    if text is not None:
                        yield PurePosixPath(info.filename).stem, text


def _bars(rows: Iterator[dict[str, str]]) -> list[Sequence[_Beat]]:
    bars: list[Sequence[_Beat]] = []
    beats: list[_Beat] = []
    chord: Chord | None = None
    for row in rows:
        try:
            chord = parse_chord(row["chord"]) if row["chord"] not in ("", "NC") else chord
            beat, pitch = int(row["beat"]), int(row["bass"] or 0)
        except (ChordError, ValueError, KeyError):
            beats = []
            continue
        if beat == 1:
            if len(beats) == _BEATS:
                bars.append(beats)
            beats = []
        if row["signature"].strip("'") == "4/4" and chord is not None and pitch:
            beats.append((chord, pitch))
    return bars


def _text(bar: Sequence[_Beat], after: Sequence[_Beat]) -> str | None:
    low = bar[0][1]
    tokens = [_token(chord, pitch, low) for chord, pitch in bar]
    if tokens[-1] == "w" and 0 < abs(after[0][1] - bar[-1][1]) <= 2:
        tokens[-1] = ">"
    if tokens[0] != "1" or len({pitch for _, pitch in bar}) < _BEATS:
        return None  # a pedal, a line that turns on the spot, or a beat misheard
    return "".join(f"{token}-" for token in tokens)


def _token(chord: Chord, pitch: int, low: int) -> str:
    above = (pitch - chord.root) % 12
    tones = chord.pitch_classes
    if abs(pitch - low) == 12 and above == 0:
        return "8"
    if pitch % 12 in tones[:3]:
        return "135"[tones.index(pitch % 12)]
    return "6" if above == 9 else "w"
