"""From files of drums and beat tables to tables of figures."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import mido
import pytest

from models.corpora.errors import MissingCorpus, UnreadablePiece
from models.corpora.mining.grooves import drum_bars
from models.corpora.mining.mine import Mined, mine, write_tables
from models.corpora.mining.tally import Tally
from models.corpora.mining.walking import walking_bars


def _beat_file(bars: int, *, meter: tuple[int, int] = (4, 4)) -> bytes:
    """A rock beat: kick on one and three, snare on two and four, eighths on the hat."""
    file, track = mido.MidiFile(ticks_per_beat=96), mido.MidiTrack()
    file.tracks.append(track)
    track.append(mido.MetaMessage("time_signature", numerator=meter[0], denominator=meter[1]))
    track.append(mido.Message("note_on", channel=0, note=60, velocity=80))
    track.append(mido.Message("note_off", channel=0, note=60, time=48))
    now, events = 48, []
    for eighth in range(8 * bars):
        at = eighth * 48
        events.append((at, 42, 60))
        if eighth % 4 == 0:
            events.append((at, 36, 100))
        if eighth % 4 == 2:
            events.append((at, 38, 100))
    for at, key, velocity in sorted(events):
        track.append(
            mido.Message("note_on", channel=9, note=key, velocity=velocity, time=max(0, at - now))
        )
        now = max(now, at)
    out = io.BytesIO()
    file.save(file=out)
    return out.getvalue()


def test_a_beat_is_read_drum_by_drum() -> None:
    groove = dict(list(drum_bars(_beat_file(3)))[1])
    assert groove == {
        "kick": "x.......x.......", "snare": "....x.......x...", "hat": "x.x.x.x.x.x.x.x.",
    }  # fmt: skip


def test_other_metres_and_damaged_files_have_no_grooves() -> None:
    assert list(drum_bars(_beat_file(3, meter=(3, 4)))) == []
    with pytest.raises(UnreadablePiece):
        list(drum_bars(b"MThd broken"))


def _solo(basses: str) -> bytes:
    rows = ["onset,duration,period,division,bar,beat,signature,chord,form,chorus_id,bass"]
    for index, pitch in enumerate(basses.split()):
        chord = "C7" if index % 4 == 0 else ""
        rows.append(f"0,0,4,1,{index // 4},{index % 4 + 1},'4/4',{chord},A1,1,{pitch}")
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("beats/Somebody_Tune.csv", "\n".join(rows))
        archive.writestr("melody/Somebody_Tune.csv", "")
    return data.getvalue()


def test_a_walking_bar_is_read_in_degrees() -> None:
    found = list(walking_bars(_solo("36 38 40 43  36 40 41 35  36 40 43 48  36 36 36 36  36")))
    assert found == [
        ("Somebody_Tune", "1-w-3-5-"), ("Somebody_Tune", "1-3-w->-"),
        ("Somebody_Tune", "1-3-5-8-"),
    ]  # fmt: skip


def test_tables_hold_one_row_a_line(tmp_path: Path) -> None:
    mined = Mined(Tally(), Tally(), 3)
    for work in "abc":
        mined.patterns.add(("ragtime", "chords", "2/4"), "bxfx", work)
        mined.grooves.add(("game", "drums", "4/4"), "kick=x...;snare=..x.;hat=xxxx", work)
    game, ragtime = write_tables(mined, tmp_path)
    assert json.loads(ragtime.read_text()) == {"chords": {"2/4": [["bxfx", 3, 3]]}}
    lines = {"kick": "x...", "snare": "..x.", "hat": "xxxx"}
    assert json.loads(game.read_text()) == {"drums": {"4/4": [[lines, 3, 3]]}}


def test_mining_needs_a_finished_build(tmp_path: Path) -> None:
    with pytest.raises(MissingCorpus):
        mine(tmp_path, tmp_path, progress=lambda _archive, _seen: None)
