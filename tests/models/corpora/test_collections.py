"""PDMX and the song anthology, in small files laid out as their descriptions say."""

from pathlib import Path

import pytest

from models.corpora.anthology import song_files
from models.corpora.errors import CorpusError
from models.corpora.pdmx import choose, member_key
from tests.models.corpora.pdmx_table import COLUMNS, row, write_table


def test_best_rated_scores_of_a_genre_come_first(tmp_path: Path) -> None:
    table = write_table(tmp_path, [
        row("Qm1", genres="rock", rating="3.1"), row("Qm2", genres="rock-pop", rating="4.9"),
        row("Qm3", genres="classical", rating="5.0"), row("Qm4", tags="rock", rating="5.0"),
        row("Qm5", genres="rock", rating="NA"),
    ])  # fmt: skip
    assert [s.member for s in choose(table, "Rock", 9)] == [
        "1/11/Qm2.mxl", "1/11/Qm1.mxl", "1/11/Qm5.mxl", "1/11/Qm4.mxl"]  # fmt: skip
    assert [s.member for s in choose(table, "rock", 2)] == ["1/11/Qm2.mxl", "1/11/Qm1.mxl"]


@pytest.mark.parametrize("spelling", ["hip hop", "hip-hop", "HipHop"])
def test_spelling_of_a_genre_does_not_matter(tmp_path: Path, spelling: str) -> None:
    table = write_table(tmp_path, [row("Qm1", genres="hip-hop"), row("Qm2", genres="hiphop")])
    assert len(choose(table, spelling, 9)) == 2


@pytest.mark.parametrize(
    "fault",
    [{"subset:no_license_conflict": "False"}, {"subset:all_valid": "False"},
     {"subset:deduplicated": "False"}, {"n_notes": "3"}, {"mxl": "NA"}, {"mxl": "./mxl/x.pdf"}],
)  # fmt: skip
def test_scores_that_may_not_or_can_not_be_used_are_passed_over(
    tmp_path: Path, fault: dict[str, str]
) -> None:
    table = write_table(tmp_path, [row("Qm1", genres="rock") | fault, row("Qm2", genres="rock")])
    assert [score.member for score in choose(table, "rock", 9)] == ["1/11/Qm2.mxl"]


def test_unknown_genre_names_those_that_there_are(tmp_path: Path) -> None:
    table = write_table(tmp_path, [row("Qm1", genres="rock"), row("Qm2", genres="disco")])
    with pytest.raises(CorpusError, match="nothing of the genre 'polka'; it knows rock, disco"):
        choose(table, "polka", 9)


def test_table_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "PDMX.csv").write_text("a,b\n1,2\n")
    with pytest.raises(CorpusError, match="no column 'mxl'"):
        choose(tmp_path / "PDMX.csv", "rock", 9)
    (tmp_path / "PDMX.csv").write_text(",".join(COLUMNS) + "\n" + '"' + "x" * (2 << 20))
    with pytest.raises(CorpusError, match="can't be read"):
        choose(tmp_path / "PDMX.csv", "rock", 9)


def test_files_are_named_by_title_and_never_collide(tmp_path: Path) -> None:
    rows = [row(f"Qmabcdefgh{n}", genres="rock") | {"song_name": "../Über: Rock/Roll"}
            for n in (1, 2)]  # fmt: skip
    names = {score.file for score in choose(write_table(tmp_path, rows), "rock", 9)}
    assert names == {"ber_Rock_Roll-bcdefgh1.mxl", "ber_Rock_Roll-bcdefgh2.mxl"}


def test_members_are_the_same_however_the_archive_begins() -> None:
    assert member_key("./mxl/1/11/Qm1.mxl") == member_key("PDMX/mxl/1/11/Qm1.mxl") == "1/11/Qm1.mxl"


def test_anthology_takes_the_scores_of_a_listing() -> None:
    files = [
        {"dataFile": {"id": 7, "filename": "After You've Gone.xml", "filesize": 5, "md5": "AB"}},
        {"dataFile": {"id": 8, "filename": "After You've Gone.pdf", "filesize": 5}},
        {"dataFile": {"id": 9, "filename": "../Avalon.musicxml", "filesize": 5,
                      "checksum": {"type": "MD5", "value": "cd"}}},
        {"dataFile": {"id": 10, "filename": "huge.xml", "filesize": 1 << 40}},
    ]  # fmt: skip
    songs = song_files({"data": {"latestVersion": {"files": files}}}, "http://here")
    assert [(song.file, song.md5) for song in songs] == [
        ("After_You_ve_Gone-7.xml", "ab"), ("Avalon-9.musicxml", "cd")]  # fmt: skip
    assert songs[0].url == "http://here/api/access/datafile/7"


@pytest.mark.parametrize("listing", [{}, {"data": {"latestVersion": {"files": []}}}, {"data": 3}])
def test_listing_that_is_none_is_one_sentence(listing: dict[str, object]) -> None:
    with pytest.raises(CorpusError, match="anthology"):
        song_files(listing)
