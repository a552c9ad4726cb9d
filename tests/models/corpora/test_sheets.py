"""Written bars become regular bars, and long pieces sheets of bearable length."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.corpora.errors import UnreadablePiece
from models.corpora.readers.abc import read_abc
from models.corpora.score import Score
from models.corpora.sheets import lead_sheets
from music.leadsheet import LeadSheet


def sheets(
    body: str, *, key: str = "C", meter: str = "4/4", genre: str = "folk"
) -> list[LeadSheet]:
    (score,) = read_abc(f"X:1\nT:T\nM:{meter}\nL:1/8\nK:{key}\n{body}\n")
    assert isinstance(score, Score)
    return [sheet for sheet, _ in lead_sheets(score, genre=genre)]


def test_pickup_stands_at_the_end_of_its_bar() -> None:
    (sheet,) = sheets("GA|c2d2e2f2|g2f2e2d2|c8|")
    assert sheet.melody[0].start_beats == 3
    assert sheet.melody[2].start_beats == 4
    assert sheet.bars == 4


def test_bar_split_by_a_repeat_is_one_bar() -> None:
    (sheet,) = sheets("G2|c2d2e2f2|g6:|c2|d2e2f2g2|c6|")
    starts = [note.start_beats for note in sheet.melody]
    assert starts[:2] == [3, 4]
    assert 4 * 3 in starts  # the strain after the repeat begins on a bar line
    assert all(start < sheet.length_beats for start in starts)


@pytest.mark.parametrize(
    ("meter", "body", "played"),
    [("3/8", "cde|fga|gfe|d3|", "6/8"), ("4/2", "c16 d16|e16 f16|g4g4g4g4 g16|", "2/2"),
     ("3/2", "c4 d4 e4|f4 g4 a4|g4 f4 e4|", "3/4"), ("6/8", "cde fga|gfe d3|", "6/8")],
)  # fmt: skip
def test_written_metres_become_metres_that_are_played(meter: str, body: str, played: str) -> None:
    sheet = sheets(body, meter=meter)[0]
    assert sheet.meter.name == played


def test_written_mode_is_the_key() -> None:
    (sheet,) = sheets("A2c2e2d2|c2B2A4|G2A2c2d2|e8|", key="Ador")
    assert str(sheet.key) == "A dorian"


def test_new_signature_for_good_makes_a_new_sheet() -> None:
    strain = "c2d2e2f2|" * 8
    found = sheets(strain + "\nK:F\n" + strain)
    assert [str(sheet.key) for sheet in found] == ["C major", "F major"]


def test_long_piece_is_cut_at_phrase_ends() -> None:
    phrase = "c2d2e2f2|g2a2g2f2|e2d2c2B2|c6z2|"
    found = sheets(phrase * 40)
    assert all(sheet.bars <= 64 for sheet in found)
    assert all(sheet.bars % 4 == 0 for sheet in found)
    assert sum(len(sheet.melody) for sheet in found) == 13 * 40


def test_too_little_music_is_said_so() -> None:
    with pytest.raises(UnreadablePiece, match="fewer than 8 melody notes"):
        sheets("cde|")


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["c2", "d", "e3", "f/g/", "z2", "A>B", "(3cde", "G4"]), min_size=30,
             max_size=200),
    st.sampled_from(["4/4", "3/4", "6/8", "2/2", "2/4"]),
)  # fmt: skip
def test_no_note_is_lost_or_leaves_the_form(words: list[str], meter: str) -> None:
    body = ""
    for index, word in enumerate(words):
        body += word + (" |" if index % 5 == 4 else " ")
    (score,) = read_abc(f"X:1\nM:{meter}\nL:1/8\nK:D\n{body}|\n")
    if not isinstance(score, Score) or len(score.melody) < 40:
        return
    found = [sheet for sheet, _ in lead_sheets(score, genre="folk")]
    kept = sum(len(sheet.melody) for sheet in found)
    assert kept >= 0.9 * len(score.melody)
    for sheet in found:
        assert sheet.melody[-1].end_beats <= sheet.length_beats + 1e-6
