"""Humdrum spines: notes, branches, endings and the singer."""

import pytest

from models.corpora.errors import UnreadablePiece
from models.corpora.readers.kern import read_dance, read_kern


def kern(*lines: str) -> str:
    return "\n".join(line.replace(" | ", "\t") for line in lines) + "\n"


HEAD = ("**kern | **kern", "*k[f#] | *k[f#]", "*M3/4 | *M3/4")
TAIL = ("== | ==", "*- | *-")


def test_rightmost_spine_is_the_melody() -> None:
    score = read_kern(kern(*HEAD, "=1 | =1", "2.G | 4g", ". | 8a", ". | 8b", ". | 4cc#", *TAIL))
    assert [(n.start, n.length, n.pitch) for n in score.melody] == [
        (0, 12, 67), (12, 6, 69), (18, 6, 71), (24, 12, 73)]  # fmt: skip
    assert score.bars[0].meter == (3, 4)
    assert score.bars[0].fifths == 1


def test_ties_dots_and_triplets() -> None:
    score = read_kern(kern(*HEAD, "=1 | =1", "2.G | [2.g", "=2 | =2", "2.G | 4g]", ". | 6a",
                           ". | 6b", ". | 6cc", *TAIL))  # fmt: skip
    assert [(n.start, n.length) for n in score.melody][:2] == [(0, 48), (48, 8)]


def test_branches_join_again_and_the_top_is_kept() -> None:
    score = read_kern(kern(*HEAD, "=1 | =1", "* | *^", "2.G | 2.b | 4g", ". | . | 2a",
                           "* | *v | *v", "=2 | =2", "2.G | 2.dd", *TAIL))  # fmt: skip
    assert [n.pitch for n in score.melody] == [71, 74]


def test_grace_notes_take_no_time() -> None:
    score = read_kern(kern(*HEAD, "=1 | =1", "2.G | 4g", ". | 8qcc", ". | 2a", *TAIL))
    assert [(n.start, n.pitch) for n in score.melody] == [(0, 67), (12, 69)]


def test_first_ending_gives_way_to_the_second() -> None:
    lines = (*HEAD, "*>A | *>A", "=1 | =1", "2.G | 2.g", "*>A1 | *>A1", "=2 | =2", "2.G | 2.a",
             "*>A2 | *>A2", "=3 | =3", "2.G | 2.b", *TAIL)  # fmt: skip
    assert [n.pitch for n in read_kern(kern(*lines)).melody] == [67, 71]


def test_spine_with_words_is_the_singer() -> None:
    score = read_kern(kern("**kern | **text | **kern", "*M3/4 | * | *M3/4", "=1 | =1 | =1",
                           "2.e | la | 2.eee", "== | == | ==", "*- | *- | *-"))  # fmt: skip
    assert [n.pitch for n in score.melody] == [64]


def test_modes_are_read() -> None:
    score = read_kern(kern("**kern", "*k[]", "*G:mix", "*M4/2", "=1", "0g", "==", "*-"))
    assert score.bars[0].mode == "mixolydian"
    assert score.melody[0].length == 96


def test_dance_in_three_eight_is_written_in_quarters() -> None:
    lines = ("**kern", "*M3/8", "=1", "16.g", "32a", "8b", "8cc", "=2", "4.g", "==", "*-")
    score = read_dance(kern(*lines))
    assert [(n.start, n.length) for n in score.melody] == [(0, 9), (9, 3), (12, 12), (24, 12),
                                                           (36, 36)]  # fmt: skip
    assert {bar.meter for bar in score.bars} == {(3, 4)}


def test_spines_that_do_not_line_up_are_refused() -> None:
    with pytest.raises(UnreadablePiece, match="line up"):
        read_kern(kern(*HEAD, "4c | 4c | 4c"))


def test_empty_file_is_refused() -> None:
    with pytest.raises(UnreadablePiece, match="no notes"):
        read_kern("")


@pytest.mark.slow
def test_agrees_with_music21() -> None:
    from music21 import corpus

    path = corpus.getComposer("palestrina")[0]
    mine = read_kern(path.read_text())
    theirs = corpus.parse(path).parts[0].stripTies().flatten().notes
    assert [n.pitch for n in mine.melody] == [n.pitch.midi for n in theirs]
