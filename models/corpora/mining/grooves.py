"""Grooves: what a MIDI file's drum channel strikes in each bar.

Knows which percussion keys are which drum and how loud is loud. Doesn't count
anything.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator

import mido

from models.corpora.errors import UnreadablePiece
from models.corpora.readers.midi_file import read_song

Groove = tuple[tuple[str, str], ...]  # (drum, its text)

_CHANNEL = 9
_STEPS = 16
# General MIDI percussion keys by the drum that stands for them. Cymbals and toms that
# mark sections or fill bars are left to the drummer's own fills.
_DRUMS: dict[int, str] = {
    35: "kick", 36: "kick", 37: "stick", 38: "snare", 39: "clap", 40: "snare", 42: "hat",
    44: "pedal", 46: "open hat", 51: "ride", 53: "bell", 59: "ride", 54: "tambourine",
    69: "maracas", 70: "maracas", 75: "claves", 76: "wood", 77: "wood", 81: "triangle",
}  # fmt: skip
_KEEPS_TIME = ("hat", "ride", "open hat", "pedal", "bell", "tambourine", "maracas")
_LEAST_PULSE = 3
_LOUD, _SOFT = 1.12, 0.72  # against the drum's own median


def drum_bars(data: bytes) -> Iterator[Groove]:
    """The groove of each 4/4 bar of a file's drum channel, on sixteenths.

    A groove is a kick, a snare and what keeps time over them; bars without all three are
    passed over, and other drums come and go. Nothing where the file is in other metres.
    Raises UnreadablePiece for damaged files.
    """
    song = read_song(data)
    if any(meter != (4, 4) for _, meter in song.meters):
        return
    hits = _hits(data)
    levels = {drum: _median([v for _, d, v in hits if d == drum]) for _, drum, _ in hits}
    bars: dict[int, dict[str, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    for step, drum, velocity in hits:
        bar, place = divmod(step, _STEPS)
        share = velocity / levels[drum]
        bars[bar][drum][place] = "X" if share > _LOUD else "o" if share < _SOFT else "x"
    for bar in sorted(bars):
        lines = {drum: "".join(found.get(i, ".") for i in range(_STEPS))
                 for drum, found in bars[bar].items()}  # fmt: skip
        top = next((d for d in _KEEPS_TIME if _strokes(lines.get(d, "")) >= _LEAST_PULSE), "")
        if top and {"kick", "snare"} <= lines.keys():
            yield tuple((drum, lines[drum]) for drum in ("kick", "snare", top))


def _strokes(line: str) -> int:
    return len(line) - line.count(".")


def _hits(data: bytes) -> list[tuple[int, str, int]]:
    """(sixteenth from the beginning, drum, velocity) of every stroke."""
    file = mido.MidiFile(file=io.BytesIO(data), clip=True)
    if file.ticks_per_beat <= 0:
        raise UnreadablePiece("the MIDI file counts time in frames, not beats")
    found: dict[tuple[int, str], int] = {}
    for track in file.tracks:
        now = 0
        for message in track:
            now += message.time
            if message.type != "note_on" or not message.velocity or message.channel != _CHANNEL:
                continue
            drum = _DRUMS.get(message.note)
            if drum is not None:
                step = round(now * 4 / file.ticks_per_beat)
                found[step, drum] = max(message.velocity, found.get((step, drum), 0))
    return [(step, drum, velocity) for (step, drum), velocity in sorted(found.items())]


def _median(values: list[int]) -> float:
    return float(sorted(values)[len(values) // 2])
