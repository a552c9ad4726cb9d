"""The build: archives in, sheets by genre out, bad files named, nothing twice."""

import io
import json
import random
import tarfile
import zipfile
from pathlib import Path

import pytest

from models.corpora.build import build
from models.corpora.errors import CorpusError, MissingCorpus
from models.corpora.near import fingerprint
from models.corpora.sources import SOURCES, source_of
from models.corpora.store import genre_file, load
from music.genres import GENRE_NAMES
from music.units import to_ticks

STRAIN = '"G"GABc d2B2|"C"c2e2 "G"d4|"Am"cBAG "D7"F2A2|"G"G8|'


def book(tunes: int) -> bytes:
    text = ""
    for number in range(tunes):
        body = STRAIN.replace("B", "Bcd"[number % 3]) * (2 + number % 3)
        text += f"X:{number}\nT:Tune {number}\nM:4/4\nL:1/8\nK:G\n{body}\n\n"
    return text.encode()


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("score.xml", bytes(70 * 1024 * 1024))
    return stream.getvalue()


def archive(path: Path, files: dict[str, bytes]) -> None:
    with tarfile.open(path, "w:xz") as tar:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    archive(folder / "english_folk.tar.xz", {"english_folk/nottingham/reels.abc": book(9)})
    archive(folder / "celtic.tar.xz", {
        "celtic/cre_corpus/Bad.mid": b"MThd rubbish",
        "celtic/cre_corpus/README.md": b"not music",
        "celtic/oneills1850_music21/one.abc": book(3),
    })  # fmt: skip
    archive(folder / "jazz.tar.xz", {"jazz/openewld/Bomb.mxl": bomb(),
                                     "jazz/wjazzd/wjazzd_jazz.zip": b"PK broken"})  # fmt: skip
    return folder


def test_genres_are_written_with_chords_and_splits(data: Path, tmp_path: Path) -> None:
    report = build(data, tmp_path / "cache")
    folk = list(load(tmp_path / "cache", "folk"))
    assert len(folk) == 9
    assert [piece.piece_id for piece in folk][:2] == [
        "english_folk/nottingham/reels.abc#0", "english_folk/nottingham/reels.abc#1"]  # fmt: skip
    assert {piece.chords_from for piece in folk} == {"file"}
    assert {piece.split for piece in folk} <= {"train", "valid", "test", "drop"}
    assert report.genres["folk"]["pieces"] == 9
    assert str(folk[0].sheet.key) == "G major"


def test_bad_files_are_named_with_a_reason_and_stop_nothing(data: Path, tmp_path: Path) -> None:
    report = build(data, tmp_path / "cache")
    skipped = dict(pair for source in report.sources for pair in source.skipped)
    assert "damaged" in skipped["celtic/cre_corpus/Bad.mid"]
    assert "unpacks to 70 MiB" in skipped["jazz/openewld/Bomb.mxl"]
    assert "damaged" in skipped["jazz/wjazzd/wjazzd_jazz.zip"]
    assert "celtic/cre_corpus/README.md" not in skipped
    assert any("hymn.tar.xz" in line for line in report.missing)
    assert all("\n" not in reason for reason in skipped.values())
    assert len(report.lines()) > 10


def test_second_build_reads_nothing_again(data: Path, tmp_path: Path) -> None:
    seen: list[str] = []
    cache = tmp_path / "cache"
    first = build(data, cache, progress=lambda label, done, known: seen.append(label))
    assert "english_folk.tar.xz" in seen
    seen.clear()
    second = build(data, cache, progress=lambda label, done, known: seen.append(label))
    assert second.from_cache
    assert not seen
    assert second.genres == first.genres
    archive(data / "english_folk.tar.xz", {"english_folk/nottingham/reels.abc": book(4)})
    third = build(data, cache, progress=lambda label, done, known: seen.append(label))
    assert not third.from_cache
    assert "celtic.tar.xz" not in seen
    assert third.genres["folk"]["pieces"] == 4


def test_only_the_asked_genres_are_built(data: Path, tmp_path: Path) -> None:
    build(data, tmp_path / "cache", genres={"folk"})
    assert genre_file(tmp_path / "cache", "folk").is_file()
    assert not genre_file(tmp_path / "cache", "celtic").is_file()


def test_processes_change_nothing(data: Path, tmp_path: Path) -> None:
    build(data, tmp_path / "one", genres={"folk"})
    build(data, tmp_path / "two", genres={"folk"}, processes=2)
    assert list(load(tmp_path / "one", "folk")) == list(load(tmp_path / "two", "folk"))


def test_plain_folders_serve_as_archives(tmp_path: Path) -> None:
    place = tmp_path / "data" / "english_folk" / "nottingham"
    place.mkdir(parents=True)
    (place / "reels.abc").write_bytes(book(3))
    build(tmp_path / "data", tmp_path / "cache", genres={"folk"})
    assert len(list(load(tmp_path / "cache", "folk"))) == 3


def test_archive_that_breaks_off_is_reported(data: Path, tmp_path: Path) -> None:
    whole = (data / "english_folk.tar.xz").read_bytes()
    (data / "english_folk.tar.xz").write_bytes(whole[: len(whole) // 2])
    report = build(data, tmp_path / "cache", genres={"folk"})
    reasons = [why for source in report.sources for _, why in source.skipped]
    assert any("the archive is damaged" in why for why in reasons)


def test_nothing_at_all_is_an_error_that_says_where(tmp_path: Path) -> None:
    with pytest.raises(MissingCorpus, match="no archive of the asked genres lies in"):
        build(tmp_path, tmp_path / "cache")


def test_unbuilt_and_damaged_genres_are_errors(data: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    with pytest.raises(MissingCorpus, match="build the corpus first"):
        list(load(cache, "folk"))
    build(data, cache, genres={"folk"})
    genre_file(cache, "folk").write_bytes(b"not gzip")
    with pytest.raises(CorpusError, match="build the corpus again"):
        list(load(cache, "folk"))


def test_limit_takes_the_first_files(data: Path, tmp_path: Path) -> None:
    report = build(data, tmp_path / "cache", limit_per_source=1)
    assert all(source.files <= 1 for source in report.sources)


def test_every_genre_has_a_source_and_every_source_a_genre() -> None:
    assert {source.genre for source in SOURCES} == set(GENRE_NAMES)
    assert all(source.licence and source.attribution and source.url for source in SOURCES)


@pytest.mark.parametrize(
    ("path", "genre"),
    [("polish_dance/polish_scores/pl--x--mazur.krn", "mazurka"),
     ("polish_dance/polish_scores/pl--x--walc.krn", "classical"),
     ("classical_piano/chopin_first_editions/007-1-Sm-003.krn", "mazurka"),
     ("classical_piano/chopin_first_editions/010-1-Sm-003.krn", "classical"),
     ("jazz/openewld/index.tsv", None)],
)  # fmt: skip
def test_files_find_their_genre(path: str, genre: str | None) -> None:
    source = source_of(path)
    assert (source.genre if source else None) == genre


def test_rows_are_plain_json(data: Path, tmp_path: Path) -> None:
    import gzip

    build(data, tmp_path / "cache", genres={"folk"})
    with gzip.open(genre_file(tmp_path / "cache", "folk"), "rt") as lines:
        row = json.loads(next(lines))
    assert "frames" not in row


def test_no_training_piece_shares_a_work_or_a_tune_with_a_held_out_one(
    data: Path, tmp_path: Path
) -> None:
    """Forty tunes by name and hash, and their copies in another key under other names."""
    files = {}
    for number in range(80):
        chance = random.Random(number % 40)
        notes = "".join(chance.choice("CDEFGABcde") + chance.choice(("", "2")) for _ in range(64))
        key = "GD"[number // 40]
        moved = notes if key == "G" else notes.translate(str.maketrans("CDEFGABcde", "GABcdefgab"))
        name = f"tune{number}" if key == "G" else f"copy{number}"
        files[f"celtic/oneills1850_music21/{name}.abc"] = (
            f"X:1\nT:{name}\nM:4/4\nL:1/8\nK:{key}\n{moved}|\n"
        ).encode()
    archive(data / "celtic.tar.xz", files)
    build(data, tmp_path / "cache", genres={"celtic"})
    pieces = list(load(tmp_path / "cache", "celtic"))
    grams = {p.piece_id: fingerprint([(to_ticks(n.start_beats), 0, n.pitch)
                                      for n in p.sheet.melody]) for p in pieces}  # fmt: skip
    held = [p for p in pieces if p.split in ("valid", "test")]
    trained = [p for p in pieces if p.split == "train"]
    assert held
    assert len(trained) > 20
    assert not {p.cluster for p in held} & {p.cluster for p in trained}
    for one in held:
        for other in trained:
            shared = grams[one.piece_id] & grams[other.piece_id]
            assert len(shared) < 0.5 * len(grams[one.piece_id])
    listed = (tmp_path / "cache" / "test_works.tsv").read_text().splitlines()[1:]
    tested = {p.piece_id for p in pieces if p.split == "test"}
    assert {line.split("\t")[2] for line in listed} == tested
