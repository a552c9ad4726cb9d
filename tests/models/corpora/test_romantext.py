"""Analyses lie on their scores by measure and beat."""

import pytest

from models.corpora.analyses import companions, score_number
from models.corpora.readers.romantext import read_romantext, with_analysis
from models.corpora.score import Bar, RawNote, Score

SONG = (
    "Composer: N. N.\n\nTime Signature: 6/8\nm0 b2 Eb: V\nm1 I\nm2 V7 b2 vi\nm3-4 = m1-2\nm5 c: i\n"
)


def score(bars: int, meter: tuple[int, int] = (6, 8)) -> Score:
    length = meter[0] * 48 // meter[1]
    return Score("", tuple(Bar(i * length, length, meter, number=i + 1) for i in range(bars)),
                 (RawNote(0, 12, 60),))  # fmt: skip


def symbols(read: Score) -> list[tuple[int, str]]:
    return [(tick, chord.symbol()) for tick, chord in read.chords if chord]


@pytest.mark.slow
def test_figures_keys_beats_and_copies() -> None:
    got = with_analysis(score(5), read_romantext(SONG))
    assert symbols(got) == [(0, "Eb"), (36, "Bb7"), (54, "Cm"), (72, "Eb"), (108, "Bb7"),
                            (126, "Cm"), (144, "Cm")]  # fmt: skip
    assert got.chords_from == "analysis"


@pytest.mark.slow
def test_inversions_keep_their_bass_and_nonsense_is_left_out() -> None:
    got = with_analysis(score(2, (4, 4)), read_romantext("m1 C: I6 b3 XYZ\nm2 viio7/V\n"))
    assert symbols(got) == [(0, "C/E"), (48, "Gbdim7")]


def test_analysis_of_another_piece_is_not_laid_on() -> None:
    bare = score(30)
    assert with_analysis(bare, read_romantext("m90 NC\n")) == bare


def test_person_is_preferred_to_machine() -> None:
    folder = "classical_lieder/when_in_rome_rntxt/"
    found = companions([(f"{folder}lc5__analysis.txt", b"person"),
                        (f"{folder}lc5__analysis_automatic.rntxt", b"machine"),
                        (f"{folder}lc6__analysis_automatic.rntxt", b"machine")])  # fmt: skip
    assert found == {"lc5": "person", "lc6": "machine"}
    assert score_number("x/Schubert__Erlkoenig__lc4904021.mxl") == "lc4904021"
