"""Changes of notation keep the tune."""

import pytest

from models.judge.leaning import late, leanings, rebarred, stretched
from tests.models.judge.test_judging import small_judge
from tests.models.judge.tunes import RUNS, STRIDES, runs, strides


def test_other_bar_lines_keep_every_note() -> None:
    sheet = rebarred(strides(1))
    assert sheet.meter.name == "3/4"
    assert sheet.melody == strides(1).melody
    assert sheet.length_beats >= strides(1).length_beats


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_other_note_values_keep_the_order(factor: float) -> None:
    sheet = stretched(strides(1), factor)
    assert [n.pitch for n in sheet.melody] == [n.pitch for n in strides(1).melody]
    assert sheet.length_beats == strides(1).length_beats * factor


def test_a_tick_late_is_not_heard() -> None:
    before = small_judge().posterior(runs(3))
    assert small_judge().posterior(late(runs(3))) == pytest.approx(before, abs=0.02)


def test_unchanged_works_come_first() -> None:
    rows = leanings(small_judge(), {STRIDES: [strides(90)], RUNS: [runs(90)]})
    assert rows[0].change == "as they are"
    assert rows[0].right == 1
