"""The Weimar Jazz Database: transcribed solos as two tables, notes and beats.

Knows how its metrical annotation becomes grid ticks, and its chord changes. Its
expressive divisions (five, seven, nine and more to a beat) are moved to the nearest
place that notation would use.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_right
from dataclasses import dataclass

from models.corpora.errors import UnreadablePiece
from models.corpora.score import Bar, RawNote, Score, joined, skyline
from music.chord import Chord, parse_chord
from music.errors import ChordError

_PLACES = (0, 2, 3, 4, 6, 8, 9, 10, 12)  # of a beat of twelve ticks
_ENDS = (0, 3, 4, 6, 8, 9, 12)


@dataclass(frozen=True, slots=True)
class _Beat:
    seconds: float
    tick: int


def read_weimar(melody_csv: str, beats_csv: str, *, title: str = "") -> Score:
    """A solo from its ``melody`` and ``beats`` tables. Raises UnreadablePiece."""
    try:
        beats = list(csv.DictReader(io.StringIO(beats_csv)))
        notes = list(csv.DictReader(io.StringIO(melody_csv)))
        return _score(beats, notes, title)
    except (KeyError, ValueError, TypeError) as error:
        if isinstance(error, UnreadablePiece):
            raise
        raise UnreadablePiece(f"the solo's tables are damaged ({error})") from error


def _score(beats: list[dict[str, str]], notes: list[dict[str, str]], title: str) -> Score:
    if not beats or not notes:
        raise UnreadablePiece("the solo has no beats or no notes")
    bars, starts, units = _bars(beats, notes)
    clock = [_Beat(float(b["onset"]), starts[int(b["bar"])] + (int(b["beat"]) - 1)
                   * units[int(b["bar"])]) for b in beats if int(b["bar"]) in starts]  # fmt: skip
    clock.sort(key=lambda beat: beat.seconds)
    played: list[RawNote] = []
    for row in notes:
        bar = int(row["bar"])
        unit = units[bar]
        place = _nearest((int(row["tatum"]) - 1) / int(row["division"]) * 12, _PLACES)
        start = starts[bar] + (int(row["beat"]) - 1) * unit + round(place * unit / 12)
        seconds = float(row["onset"]) + float(row["duration"])
        end = _tick_at(clock, seconds)
        played.append(RawNote(start, max(2, end - start), int(float(row["pitch"]))))
    return Score(
        title=title, bars=bars, melody=joined(skyline(played)),
        chords=_chords(beats, starts, units), chords_from="file", tempo_bpm=_tempo(clock),
        keeps_form=True,
    )  # fmt: skip


def _bars(
    beats: list[dict[str, str]], notes: list[dict[str, str]]
) -> tuple[tuple[Bar, ...], dict[int, int], dict[int, int]]:
    """The bars, each bar number's first tick, and the ticks of a beat in it."""
    meters: dict[int, tuple[int, int]] = {}
    periods: dict[int, int] = {}
    sections: set[int] = set()
    chorus = ""
    for row in beats:
        number = int(row["bar"])
        top, bottom = row["signature"].strip("'\"").split("/")
        meters.setdefault(number, (int(top), int(bottom)))
        periods.setdefault(number, int(row["period"]))
        if row["chorus_id"] != chorus:
            chorus = row["chorus_id"]
            if not chorus.startswith(("0", "-")):  # what comes before the first chorus
                sections.add(number)
    first = min(min(meters), min(int(row["bar"]) for row in notes))
    last = max(max(meters), max(int(row["bar"]) for row in notes))
    if last - first > 5000:
        raise UnreadablePiece(f"the solo claims {last - first} bars")
    bars: list[Bar] = []
    starts: dict[int, int] = {}
    units: dict[int, int] = {}
    now = 0
    meter, period = meters[min(meters)], periods[min(periods)]
    for number in range(first, last + 1):
        meter, period = meters.get(number, meter), periods.get(number, period)
        length = meter[0] * 48 // meter[1]
        bars.append(Bar(now, length, meter, None, None, number in sections))
        starts[number], units[number] = now, length // max(1, period)
        now += length
    return tuple(bars), starts, units


def _tick_at(clock: list[_Beat], seconds: float) -> int:
    index = bisect_right(clock, seconds, key=lambda beat: beat.seconds) - 1
    index = max(0, min(index, len(clock) - 2))
    here, after = clock[index], clock[index + 1]
    span = max(0.05, after.seconds - here.seconds)
    part = min(8.0, max(0.0, (seconds - here.seconds) / span)) * 12
    whole = int(part // 12)
    return here.tick + (whole * 12 + _nearest(part - whole * 12, _ENDS)) * max(
        1, after.tick - here.tick) // 12  # fmt: skip


def _nearest(value: float, places: tuple[int, ...]) -> int:
    exact = round(value)
    if abs(value - exact) < 1e-6 and exact in places:
        return exact
    return min(places, key=lambda place: abs(place - value))


def _chords(
    beats: list[dict[str, str]], starts: dict[int, int], units: dict[int, int]
) -> tuple[tuple[int, Chord | None], ...]:
    chords: list[tuple[int, Chord | None]] = []
    before = ""
    for row in beats:
        text = row["chord"].strip()
        if not text or text == before:
            continue
        before = text
        tick = starts[int(row["bar"])] + (int(row["beat"]) - 1) * units[int(row["bar"])]
        try:
            chords.append((tick, None if text == "NC" else parse_chord(text)))
        except ChordError:
            chords.append((tick, None))
    return tuple(sorted(chords, key=lambda row: row[0]))


def _tempo(clock: list[_Beat]) -> float | None:
    if len(clock) < 2 or clock[-1].seconds <= clock[0].seconds:
        return None
    quarters = (clock[-1].tick - clock[0].tick) / 12
    return round(60 * quarters / (clock[-1].seconds - clock[0].seconds), 1)
