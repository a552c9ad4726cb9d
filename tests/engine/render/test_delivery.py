"""From a composition to its files: those asked for, and one sentence for each that fails."""

from __future__ import annotations

import errno
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from engine.composition import Composition
from engine.delivery import Delivery, deliver
from engine.errors import RenderError
from engine.hearing import Hearing
from engine.render import files, formats
from engine.render.additive import Additive
from engine.render.formats import FORMATS, read_formats
from engine.render.info import Made
from engine.render.isolated import RenderPool
from engine.render.packing import pack
from engine.render.work import Work
from engine.request import CompositionRequest
from music.midi import read_midi
from tests.engine.render import jobs
from tests.music.pieces import band_piece


@pytest.fixture(scope="module")
def pool() -> Iterator[RenderPool]:
    with RenderPool(1) as pool:
        yield pool


def composition(loop: bool = False) -> Composition:
    piece = band_piece(tempo_bpm=200)
    made = SimpleNamespace(
        arrangement=SimpleNamespace(piece=piece, score=piece),
        request=CompositionRequest(weights={"jazz": 0.7, "classical": 0.3}, loop=loop),
        recipe="FX-TEST",
        tune=SimpleNamespace(form="AB", sheet=None, melodies={}),
        hearing=Hearing(),
        to_json=lambda: {"title": piece.title},
    )
    return cast(Composition, made)


def delivered(folder: Path, pool: RenderPool, *names: str, **options: Any) -> Delivery:
    return deliver(composition(), folder, pool, stem="piece", formats=names, **options)


def facts(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "piece.json").read_text()))


def with_job(monkeypatch: pytest.MonkeyPatch, name: str, job: formats.Job) -> None:
    rows = tuple(replace(row, job=job) if row.name == name else row for row in FORMATS)
    monkeypatch.setattr(formats, "FORMATS", rows)


def test_formats_are_read_from_a_list_and_unknown_ones_named() -> None:
    assert read_formats(" MIDI, mp3,,mp3 ") == ("midi", "mp3")
    with pytest.raises(RenderError, match="'flac' is no format; known: midi, musicxml"):
        read_formats("mp3,flac")
    with pytest.raises(RenderError, match="name at least one format"):
        read_formats(" , ")


def test_the_notation_and_pictures_asked_for_are_written(tmp_path: Path, pool: RenderPool) -> None:
    delivery = delivered(tmp_path, pool, "musicxml", "score", "png")
    names = {path.name for path in delivery.files}
    assert names == {"piece.mid", "piece.musicxml", "piece.score.musicxml", "piece.png",
                     "piece.json"}  # fmt: skip
    assert delivery.troubles == ()
    assert {path.name for path in tmp_path.iterdir()} == names
    assert facts(tmp_path)["files"] == [path.name for path in delivery.files[:-1]]


@pytest.mark.slow
def test_every_format_is_made_from_one_composition(tmp_path: Path, pool: RenderPool) -> None:
    names = [row.name for row in FORMATS if row.name != "mp4"]
    heard: list[str] = []
    delivery = delivered(tmp_path, pool, *names, progress=heard.append)
    assert delivery.troubles == ()
    endings = [row.ending for row in FORMATS if row.name in names]
    assert {f"piece{ending}" for ending in endings} <= {path.name for path in delivery.files}
    assert any("100%" in words for words in heard)
    assert set(facts(tmp_path)["audio"]["levels_db"]) == {"Tenor sax", "Piano", "Double bass",
                                                          "Drums"}  # fmt: skip


def test_a_renderer_that_is_killed_costs_its_file_and_a_sentence(
    tmp_path: Path, pool: RenderPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_job(monkeypatch, "ogg", jobs.die_at_work)
    delivery = delivered(tmp_path, pool, "ogg", "musicxml")
    assert {path.suffix for path in delivery.files} == {".mid", ".musicxml", ".json"}
    (sentence,) = delivery.troubles
    assert sentence.startswith("piece.ogg could not be made: the renderer crashed 2 times")
    assert facts(tmp_path)["troubles"] == [sentence]


def test_a_renderer_that_hangs_is_stopped(
    tmp_path: Path, pool: RenderPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_job(monkeypatch, "ogg", jobs.hang_at_work)
    monkeypatch.setattr("engine.delivery.DEFAULT_TIMEOUT_SECONDS", -4.0)
    delivery = delivered(tmp_path, pool, "ogg")
    assert [path.suffix for path in delivery.files] == [".mid", ".json"]
    assert "seconds and was stopped" in delivery.troubles[0]


def test_memory_that_runs_out_is_one_sentence(
    tmp_path: Path, pool: RenderPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_job(monkeypatch, "ogg", jobs.starve_at_work)
    delivery = delivered(tmp_path, pool, "ogg")
    assert [path.suffix for path in delivery.files] == [".mid", ".json"]
    assert "not enough memory" in delivery.troubles[0]


def test_a_full_disk_after_the_midi_leaves_the_midi_and_sentences(
    tmp_path: Path, pool: RenderPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = files.os.fsync
    written: list[int] = []

    def full(handle: int) -> None:
        written.append(handle)
        if len(written) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        whole(handle)

    monkeypatch.setattr(files.os, "fsync", full)
    with_job(monkeypatch, "png", jobs.fill_the_disk)
    delivery = delivered(tmp_path, pool, "png")
    assert [path.name for path in delivery.files] == ["piece.mid"]
    assert [path.name for path in tmp_path.iterdir()] == ["piece.mid"]
    assert len(delivery.troubles) == 2
    assert all("no space left on device" in sentence for sentence in delivery.troubles)


def test_a_folder_that_takes_no_file_at_all_is_one_sentence(
    tmp_path: Path, pool: RenderPool
) -> None:
    with pytest.raises(RenderError, match=r"piece\.mid can't be written"):
        delivered(tmp_path / "none", pool, "png")


@pytest.mark.slow
def test_a_chosen_soundfont_that_is_damaged_is_named_and_another_plays(
    tmp_path: Path, pool: RenderPool
) -> None:
    font = tmp_path / "mine.sf2"
    font.write_bytes(b"no font at all")
    delivery = delivered(tmp_path, pool, "ogg", soundfont=font)
    assert {path.suffix for path in delivery.files} == {".mid", ".ogg", ".json"}
    assert len(delivery.troubles) == 1
    assert "mine.sf2 is not a soundfont" in delivery.troubles[0]
    assert "played instead" in delivery.troubles[0]


def test_a_film_without_its_extra_names_the_command(
    tmp_path: Path, pool: RenderPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_job(monkeypatch, "mp4", jobs.film_without_ffmpeg)
    delivery = delivered(tmp_path, pool, "mp4")
    assert [path.suffix for path in delivery.files] == [".mid", ".json"]
    assert "pip install 'fusebox[video]'" in delivery.troubles[0]


def test_pages_without_any_font_name_the_command(
    tmp_path: Path, pool: RenderPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_job(monkeypatch, "pdf", jobs.print_without_fonts)
    delivery = delivered(tmp_path, pool, "pdf", "musicxml")
    assert {path.suffix for path in delivery.files} == {".mid", ".musicxml", ".json"}
    assert "run pip install matplotlib" in delivery.troubles[0]


def test_stems_hold_every_player_as_notes_and_sound(tmp_path: Path) -> None:
    piece = band_piece(tempo_bpm=240)
    pack(piece, tmp_path / "a.zip", synth=Additive())
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        names = archive.namelist()
        assert names[:2] == ["01 Tenor sax.mid", "01 Tenor sax.ogg"]
        assert len(names) == 8
        for name, track in zip(names[::2], piece.tracks, strict=True):
            (part,) = read_midi(archive.read(name)).tracks
            assert len(part.notes) == len(track.notes)
            assert part.is_drums == track.is_drums


def test_stems_keep_a_size_limit_or_say_so(tmp_path: Path) -> None:
    piece = replace(band_piece(tempo_bpm=240), tracks=band_piece().tracks[:1])
    pack(piece, tmp_path / "a.zip", synth=Additive(), max_bytes=80_000)
    assert (tmp_path / "a.zip").stat().st_size <= 80_000
    with pytest.raises(RenderError, match="over the limit"):
        pack(piece, tmp_path / "b.zip", synth=Additive(), max_bytes=12_000)
    with pytest.raises(RenderError, match="no notes"):
        pack(replace(piece, tracks=()), tmp_path / "c.zip", synth=Additive())


def test_work_and_its_answer_travel_between_processes() -> None:
    piece = band_piece()
    work = Work(midi=b"", played=piece, written=piece, weights={"jazz": 1.0})
    made = Made((Path("a"),), ("one sentence",))
    with RenderPool(1) as pool:
        assert pool.submit(jobs.echo, (work, made)).result() == (work, made)
