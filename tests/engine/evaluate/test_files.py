"""Folders of MIDI files in, pages and tables out."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.evaluate.folder import read_folder
from engine.evaluate.likelihoods import likelihood_rows, likelihood_table
from engine.evaluate.page import BEGIN, END, markdown, write_page
from engine.evaluate.reference import EvaluationError
from engine.evaluate.tables import Table
from tests.engine.evaluate.pieces import made_sheet, write_song

TABLE = Table("A table", "How to read it.", ("what", "figure"), (("this", "1"), ("that", "2")))


@dataclass(frozen=True)
class Bits:
    """What phase 1's likelihood says of a group of melodies."""

    melodies: int
    events: int
    pitch_bits: float
    ticks_bits: float

    @property
    def bits(self) -> float:
        return self.pitch_bits + self.ticks_bits


@pytest.mark.parametrize("kind", ["jsonl", "json", "csv"])
def test_a_folder_gives_its_tunes_with_chords_and_what_was_asked(tmp_path: Path, kind: str) -> None:
    sheet = made_sheet("hymn", 1)
    write_song(tmp_path / "a.mid", sheet)
    row = {"file": "a.mid", "weights": {"hymn": 70, "vintage pop": 30}, "seed": 4}
    texts = {
        "jsonl": json.dumps(row) + "\n",
        "json": json.dumps([row]),
        "csv": "file,weights,seed\na.mid,hymn=70 vintage_pop=30,4\n",
    }
    (tmp_path / f"manifest.{kind}").write_text(texts[kind])
    found = read_folder(tmp_path)
    piece = found.pieces[0]
    assert (piece.name, piece.seed, piece.temperature) == ("a.mid", 4, 1.0)
    assert piece.weights == {"hymn": 0.7, "vintage pop": 0.3}
    assert [n.pitch for n in piece.sheet.melody] == [n.pitch for n in sheet.melody]
    assert piece.sheet.chords
    assert piece.closes


def test_of_a_long_piece_the_beginning_is_measured_and_its_end_is_not(tmp_path: Path) -> None:
    write_song(tmp_path / "a.mid", made_sheet("hymn", 1, bars=32))
    (tmp_path / "manifest.jsonl").write_text('{"file": "a.mid", "weights": {"hymn": 1}}\n')
    piece = read_folder(tmp_path).pieces[0]
    assert piece.sheet.bars == 16
    assert not piece.closes


def test_bad_files_are_passed_over_with_a_reason(tmp_path: Path) -> None:
    write_song(tmp_path / "a.mid", made_sheet("hymn", 1))
    (tmp_path / "b.mid").write_bytes(b"no music")
    rows = [
        {"file": "a.mid", "weights": {"hymn": 1}},
        {"file": "b.mid", "weights": {"hymn": 1}},
        {"file": "missing.mid", "weights": {"hymn": 1}},
        {"file": "../a.mid", "weights": {"hymn": 1}},
        {"file": "a.mid", "weights": {"hymn": 0.4}},
        {"file": "a.mid"},
    ]
    (tmp_path / "manifest.json").write_text(json.dumps(rows))
    told: list[tuple[int, int]] = []
    found = read_folder(tmp_path, progress=lambda *done: told.append(done))
    assert len(found.pieces) == 1
    assert [name for name, _ in found.skipped] == ["b.mid", "missing.mid", "../a.mid"] + [
        "a.mid"
    ] * 2
    assert all(reason for _, reason in found.skipped)
    assert told[-1] == (6, 6)


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [(None, "no manifest"), ("[1, 2]", "not a list of rows"), ("{", "can't be read")],
)
def test_a_folder_without_a_usable_manifest_is_refused(
    tmp_path: Path, manifest: str | None, reason: str
) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(EvaluationError, match=reason):
        read_folder(tmp_path)


def test_a_page_keeps_its_text_and_gets_new_figures(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# Mine\n\nBefore.\n\n{BEGIN}\nold\n{END}\n\nAfter.\n")
    for _ in range(2):
        write_page(page, [TABLE], [("A picture", tmp_path / "page" / "x.png")], made="Today.")
    text = page.read_text()
    assert text.startswith("# Mine\n\nBefore.")
    assert text.endswith("\n\nAfter.\n")
    assert "old" not in text
    assert text.count("| this | 1 |") == 1
    assert "![A picture](page/x.png)" in text


def test_a_page_is_made_where_there_is_none(tmp_path: Path) -> None:
    write_page(tmp_path / "new" / "page.md", [TABLE], [], made="Today.")
    assert markdown(TABLE) in (tmp_path / "new" / "page.md").read_text()


def test_likelihoods_stand_beside_the_markov_model() -> None:
    found = {
        "hymn": {"own": Bits(3, 100, 2.0, 0.72)},
        "polka": {"own": Bits(1, 10, 2.0, 1.0)},
    }
    rows = likelihood_rows(found)
    assert [row["ratio"] for row in rows] == [pytest.approx(0.8), None]
    assert likelihood_table(rows).rows[-1] == ("mean ratio", "", "", "", "", "", "", "0.800")
