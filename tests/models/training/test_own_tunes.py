"""A user's folder is read, split and measured; what can't be used is named."""

from __future__ import annotations

import random
from pathlib import Path

import mido
import pytest

from models.corpora.harmoniser import model_for
from models.errors import TrainingError
from models.training.own_figures import figures_of, free_color, genre_row, style_figures
from models.training.own_playing import playing_of
from models.training.own_quotes import longest_quote
from models.training.own_tunes import harmonised, read_tunes, sheets_for_networks
from music.genres import GENRES, find_genre
from tests.own_tunes import write_tunes


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tunes(tmp_path_factory.mktemp("tunes"))


def _midi(path: Path, *, swing: bool, drums: bool) -> Path:
    """A walk of eighths on a clarinet over a low bass, at 90 beats a minute."""
    file = mido.MidiFile(ticks_per_beat=480)
    head, tune, bass = (mido.MidiTrack() for _ in range(3))
    head.append(mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(90)))
    tune.append(mido.Message("program_change", program=71))
    bass.append(mido.Message("program_change", program=32, channel=1))
    first = 320 if swing else 240
    rng = random.Random(path.stem)
    for beat in range(32):
        for length in (first, 480 - first):
            pitch = 67 + rng.choice((0, 2, 4, 5, 7, 9))
            tune.append(mido.Message("note_on", note=pitch, velocity=80))
            tune.append(mido.Message("note_off", note=pitch, time=length))
        bass.append(mido.Message("note_on", note=36 + beat % 5, velocity=80, channel=1))
        bass.append(mido.Message("note_off", note=36 + beat % 5, channel=1, time=480))
    file.tracks.extend((head, tune, bass))
    if drums:
        kit = mido.MidiTrack()
        for _ in range(32):
            kit.append(mido.Message("note_on", note=38, velocity=80, channel=9))
            kit.append(mido.Message("note_off", note=38, channel=9, time=480))
        file.tracks.append(kit)
    file.save(path)
    return path


def test_every_tune_is_read_and_about_a_seventh_held_out(folder: Path) -> None:
    tunes = read_tunes(folder, "mine")
    assert len(tunes.tunes) == 30
    assert 3 <= len(tunes.side("valid")) <= 6
    assert not tunes.skipped


def test_pickups_are_counted_as_the_files_write_them(folder: Path, tmp_path: Path) -> None:
    assert figures_of(read_tunes(folder, "mine")).pickups == 0
    for path in sorted(folder.glob("*.abc"))[:12]:
        head, body = path.read_text().split("K:Am\n")
        (tmp_path / path.name).write_text(f"{head}K:Am\nE | {body}")
    found = figures_of(read_tunes(tmp_path, "mine")).upbeats
    assert {m: (row.works, dict(row.lengths)) for m, row in found.items()} == {"2/4": (12, {6: 12})}


def test_the_split_depends_on_the_notes_alone(folder: Path, tmp_path: Path) -> None:
    for number, path in enumerate(sorted(folder.iterdir(), reverse=True)):
        (tmp_path / f"{number}.abc").write_bytes(path.read_bytes())
    names = {tune.rows[0]["title"] for tune in read_tunes(folder, "mine").side("valid")}
    assert {tune.rows[0]["title"] for tune in read_tunes(tmp_path, "mine").side("valid")} == names


def test_a_copy_is_left_out_and_named(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "zz.abc").write_bytes((folder / "tune01.abc").read_bytes())
    tunes = read_tunes(tmp_path, "mine")
    assert len(tunes.tunes) == 30
    assert [name for name, _ in tunes.skipped] == ["zz.abc#0"]


def test_broken_files_cost_only_themselves(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "empty.mid").write_bytes(b"")
    (tmp_path / "noise.mxl").write_bytes(b"PK\x03\x04 not a zip")
    (tmp_path / "cut.musicxml").write_text("<score-partwise><part>")
    tunes = read_tunes(tmp_path, "mine")
    assert len(tunes.tunes) == 30
    assert {name for name, _ in tunes.skipped} == {"empty.mid", "noise.mxl", "cut.musicxml"}


@pytest.mark.parametrize(("count", "says"), [(0, "no music was found"), (3, "only 3 usable")])
def test_a_folder_with_too_little_is_refused(count: int, says: str, tmp_path: Path) -> None:
    write_tunes(tmp_path, count)
    with pytest.raises(TrainingError, match=says):
        read_tunes(tmp_path, "mine")


def test_tunes_without_chords_get_some(folder: Path) -> None:
    tunes = harmonised(read_tunes(folder, "mine"), model_for("folk"))
    sheets = sheets_for_networks(tunes.tunes)
    assert all(sheet.chords for sheet in sheets)
    assert len({span.chord for sheet in sheets for span in sheet.chords}) > 3


def test_the_files_say_tempo_metre_and_mode(folder: Path) -> None:
    tunes = read_tunes(folder, "mine")
    row = genre_row("mine", figures_of(tunes), find_genre("hymn"), 30, "#123456")
    assert (row.tempo_bpm, row.meter, row.mode) == (126, "2/4", "minor")
    assert figures_of(tunes).swing is None


@pytest.mark.parametrize("swing", [True, False])
def test_performances_say_swing_drums_and_players(swing: bool, tmp_path: Path) -> None:
    for number in range(6):
        _midi(tmp_path / f"{'x' * (number + 1)}.mid", swing=swing, drums=swing)
    playing = playing_of((tmp_path / "x.mid").read_bytes())
    assert playing is not None
    assert playing.is_swung == swing
    assert playing.has_drums == swing
    assert playing.programs == {"melody": 71, "bass": 32}
    tunes = read_tunes(tmp_path, "mine")
    style = style_figures(figures_of(tunes), "folk")
    assert style.has_drums == swing
    assert style.players["melody"] == ("clarinet",)
    assert (style.swing or 0) > 0.6 if swing else style.swing == 0.5
    starts = {round(note.start_beats % 1, 3) for t in tunes.tunes for note in t.sheets[0].melody}
    assert starts == {0.0, 0.5}, "swing is written straight"


def test_a_new_colour_keeps_its_distance_from_all_others() -> None:
    taken = [row.color for row in GENRES]
    for _ in range(6):
        color = free_color(taken)
        apart = min(
            sum(abs(int(color[i : i + 2], 16) - int(other[i : i + 2], 16)) for i in (1, 3, 5))
            for other in taken
        )
        assert apart > 30
        taken.append(color)


def test_a_tune_quotes_itself_in_any_key(folder: Path) -> None:
    sheets = [tune.sheets[0] for tune in read_tunes(folder, "mine").tunes]
    first = sheets[0]
    quote = longest_quote(first.transposed(5, first.key), sheets)
    assert quote.notes == len(first.melody)
    assert quote.title == first.title
    assert longest_quote(first, sheets[1:]).notes < len(first.melody)
