"""A judge trained on two invented genres, and the judges that are shipped."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from models import store
from models.errors import WeightsError
from models.judge.judging import INDEPENDENT, SEARCH, Judge, UnjudgedGenre
from models.judge.loading import load_judge, stem_of
from models.judge.measuring import confusion, medley_figures, opening, pair_figures, splice_figures
from models.judge.training import train_independent, train_search
from models.judge.works import Work
from music.leadsheet import Note
from tests.models.judge.tunes import RUNS, STRIDES, runs, strides, works

NEW = {
    STRIDES: [Work(f"x{n}", STRIDES, "book", "test", (strides(n),)) for n in range(100, 108)],
    RUNS: [Work(f"y{n}", RUNS, "book", "test", (runs(n),)) for n in range(100, 108)],
}


@cache
def small_judge() -> Judge:
    return train_search(works(), 1, examples=400)[0]


def test_new_works_are_heard_as_their_genre() -> None:
    table = confusion(small_judge(), NEW)
    assert table[STRIDES][STRIDES] == 1
    assert table[RUNS][RUNS] == 1


@pytest.mark.slow
def test_the_independent_judge_hears_them_too() -> None:
    judge = train_independent(works(), 1, examples=1000)[0]
    assert confusion(judge, NEW)[STRIDES][STRIDES] == 1


def test_more_of_a_genre_is_heard_as_more_of_it() -> None:
    figures = splice_figures(small_judge(), NEW, [(STRIDES, RUNS)], seed=1, each=10)
    heard = figures[(STRIDES, RUNS)].heard
    assert list(heard) == sorted(heard)
    assert figures[(STRIDES, RUNS)].error < 0.15
    assert figures[(STRIDES, RUNS)].rank > 0.9


def test_windows_of_a_medley_hold_one_genre() -> None:
    both, lesser = medley_figures(small_judge(), NEW, [(STRIDES, RUNS)], seed=1)[(STRIDES, RUNS)]
    assert both < 0.1
    assert lesser < 0.2


def test_shares_sum_to_one_with_and_without_chords() -> None:
    for sheet in (strides(7), replace(strides(7), chords=())):
        assert sum(small_judge().posterior(sheet).values()) == pytest.approx(1)
        assert small_judge().heard(sheet)[STRIDES] > 0.8


def test_windows_of_many_are_those_of_each() -> None:
    judge, sheets = small_judge(), [strides(1, bars=8), runs(2, bars=12)]
    sums, windows = judge.sums_by_window(sheets, bars=4)
    assert sums == pytest.approx(judge.sums(sheets))
    assert [len(part) for part in windows] == [2, 3]
    for sheet, part in zip(sheets, windows, strict=True):
        one_by_one = [window[STRIDES] for window in judge.by_window(sheet, bars=4)]
        column = judge.genres.index(STRIDES)
        assert judge.among(part, judge.genres)[:, column] == pytest.approx(one_by_one)


def test_windows_follow_one_another_to_the_end() -> None:
    first, second = strides(1, bars=8), runs(2, bars=8)
    later = tuple(replace(n, start_beats=n.start_beats + 32) for n in second.melody)
    sheet = replace(first, bars=16, melody=first.melody + later, chords=())
    heard = [window[STRIDES] for window in small_judge().by_window(sheet, bars=4)]
    assert len(heard) == 4
    assert min(heard[:2]) > 0.6 > 0.4 > max(heard[2:])


def test_a_pickup_belongs_to_the_first_window() -> None:
    first, second = strides(1, bars=4), runs(2, bars=8)
    notes = (Note(67, 3.0, 1.0), *_later(first.melody, 4), *_later(second.melody, 20))
    sheet = replace(first, bars=13, melody=notes, chords=())
    heard = [window[STRIDES] for window in small_judge().by_window(sheet, bars=4)]
    assert [share > 0.5 for share in heard] == [True, False, False]
    _, (windows,) = small_judge().sums_by_window([sheet], bars=4)
    assert len(windows) == 3


def _later(notes: tuple[Note, ...], beats: float) -> list[Note]:
    return [replace(note, start_beats=note.start_beats + beats) for note in notes]


def test_a_genre_that_was_not_learnt_is_refused_by_name() -> None:
    with pytest.raises(UnjudgedGenre, match="polka"):
        small_judge().heard(strides(1), [STRIDES, "polka"])
    assert not small_judge().knows(["polka"])


def test_openings_keep_only_what_fits() -> None:
    sheet = opening(strides(1, bars=20), 16)
    assert sheet.bars == 16
    assert sheet.melody[-1].end_beats <= 64


def test_perfect_hearing_has_no_error() -> None:
    figures = pair_figures([0, 0.5, 1], [0, 0.5, 1])
    assert (figures.error, figures.rank) == (0, 1)


def test_a_trained_judge_is_written_and_read(tmp_path: Path) -> None:
    judge, arrays = train_search(works(6), 1, examples=50)
    store.save_network(tmp_path, stem_of(SEARCH), arrays, {"genres": list(judge.genres)})
    read = load_judge(SEARCH, tmp_path)
    assert read.heard(runs(5)) == pytest.approx(judge.heard(runs(5)), abs=0.02)
    assert len(read.version) == 8


def test_a_missing_judge_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"judge-search"):
        load_judge(SEARCH, tmp_path)


@pytest.mark.parametrize("name", [SEARCH, INDEPENDENT])
def test_the_shipped_judges_hear_a_tune(name: str) -> None:
    judge = load_judge(name)
    heard = judge.heard(runs(1), ["celtic", "hymn"])
    assert sum(heard.values()) == pytest.approx(1)
    assert heard["celtic"] > heard["hymn"]


def test_the_shipped_judges_have_learnt_from_different_works() -> None:
    cards = [load_judge(name).card for name in (SEARCH, INDEPENDENT)]
    assert {card["half"] for card in cards} == {0, 1}
