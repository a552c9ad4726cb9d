"""Which member of which download becomes which file of the corpus."""

import pytest

from models.corpora.origins import ORIGINS, expected, origin_named, place_of
from models.corpora.sources import SOURCES


@pytest.mark.parametrize(
    ("origin", "member", "place"),
    [
        ("openewld", "dataset/A_B/Tiger_Rag/Tiger_Rag.mxl", "ragtime/openewld/Tiger_Rag.mxl"),
        ("openewld", "dataset/H_R/(What_Did_I_Do_to_Be_So)_Black_and_Blue?/"
         "(What_Did_I_Do_to_Be_So)_Black_and_Blue?.mxl",
         "jazz/openewld/(What_Did_I_Do_to_Be_So)_Black_and_Blue.mxl"),
        ("openewld", "dataset/Al_Dubin/About_a_Quarter_to_Nine/About_a_Quarter_to_Nine.mxl", None),
        ("openewld", "README.md", None),
        ("nottingham", "ABC_cleaned/jigs.abc", "english_folk/nottingham/jigs.abc"),
        ("nottingham", "ABC_original/jigs.abc", None),
        ("lieder", "scores/Abbott,_Jane_Bingham/_/Just_for_Today/lc6583477.mxl",
         "classical_lieder/openscore_lieder/Abbott_Jane_Bingham__Just_for_Today__lc6583477.mxl"),
        ("wjazzd", "mcsv_beat/ArtPepper_Anthropology_FINAL_beattrack.csv",
         "jazz/wjazzd/wjazzd_jazz.zip#beats/ArtPepper_Anthropology.csv"),
        ("wjazzd", "mcsv_melody/ArtPepper_BluesForBlanche_FINAL.csv",
         "blues/wjazzd/wjazzd_blues.zip#melody/ArtPepper_BluesForBlanche.csv"),
        ("bach", "corpus/bach/bwv25.6.mxl", "baroque_chorale/music21_bach/bwv25.6.mxl"),
        ("bach", "corpus/bach/bwv256.mxl", "baroque_chorale/music21_bach/bwv256.mxl"),
        ("bach", "corpus/bach/bwv277.krn", None),
        ("palestrina", "corpus/palestrina/Unlisted_99.krn",
         "renaissance/palestrina_music21/Unlisted_99.krn"),
    ],
)  # fmt: skip
def test_members_find_their_place(origin: str, member: str, place: str | None) -> None:
    row = origin_named(origin)
    assert row is not None
    assert place_of(row)(member) == place


def test_origins_fill_folders_that_sources_read() -> None:
    folders = {source.folder for source in SOURCES}
    for origin in ORIGINS:
        assert set(origin.folders) <= folders
        assert len(expected(origin)) >= 2
        assert not origin.whole or len(origin.folders) == 1
    assert len({origin.name for origin in ORIGINS}) == len(ORIGINS)
