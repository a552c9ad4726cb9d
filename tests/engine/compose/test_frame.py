"""The frame of a melody: where it is new, where it comes back, where it ends."""

import numpy as np
import pytest

from engine.compose.adventure import adventure_of
from engine.compose.breath import LAST_BEATS, WHOLE_LAST_BARS, closing_span, held_from_ticks
from engine.compose.form import Form, plan_form
from engine.compose.frame import melody_form
from engine.request import CompositionRequest
from models.sampler.frames import FormPlan
from music.leadsheet import Section
from music.meter import KNOWN_METERS, Meter

ABAC = Form(
    16,
    (Section("A", 0, 4), Section("B", 4, 4), Section("A'", 8, 4, 0), Section("C", 12, 4)),
    "ABAC",
    "folk",
)


def request(meter: str = "4/4", genre: str = "folk", seed: int = 1) -> CompositionRequest:
    return CompositionRequest(weights={genre: 1.0}, bars=16, seed=seed, meter=Meter(meter))


def frame(form: Form = ABAC, *, guided: bool = True, seed: int = 1, climb: float = 0.0) -> FormPlan:
    asked = request(seed=seed)
    bold = adventure_of(1.0, 16, asked.weights)
    rng = np.random.default_rng(seed)
    chords = np.ones(32, np.int32)
    close = 15 * 48 + 24, 16 * 48 - 12
    return melody_form(form, asked, chords, bold, rng, close=close, guided=guided, climb=climb)


def test_the_first_bars_of_a_new_letter_are_fresh_but_the_tunes_own_are_not() -> None:
    assert np.flatnonzero(frame().fresh).tolist() == [4, 5, 12, 13]


def test_contrasting_sections_lean_up_and_the_first_letter_down() -> None:
    tilt = frame(climb=6.0).tilt
    assert tilt is not None
    assert tilt.tolist() == [-3] * 4 + [3] * 4 + [-3] * 4 + [3] * 4
    flat = frame().tilt
    assert flat is not None
    assert not flat.any()


def test_only_returning_bars_look_back_and_only_in_phase_two() -> None:
    seen = sum(frame(seed=seed).own_shift for seed in range(20))
    assert np.flatnonzero(seen).tolist() == [8, 9, 10, 11]
    assert not frame(guided=False).own_shift.any()


def test_some_candidates_bring_a_section_back_whole_and_some_write_it_anew() -> None:
    kept = {int((frame(seed=seed).own_shift > 0).sum()) for seed in range(40)}
    assert {0, 4} <= kept


def test_the_way_home_begins_a_beat_before_the_last_note_or_not_at_all() -> None:
    ways = {frame(seed=seed).close - frame(seed=seed).approach for seed in range(20)}
    assert ways == {0, 12}


def test_the_last_bar_is_never_cut_by_a_held_note() -> None:
    for seed in range(20):
        form = plan_form(16, {"hymn": 1.0}, np.random.default_rng(seed))
        assert frame(form, seed=seed).hold[-1] == 0


@pytest.mark.parametrize("meter", KNOWN_METERS)
def test_the_last_note_starts_on_its_bar_or_in_its_middle_and_lasts_a_beat(meter: str) -> None:
    asked = request(meter)
    last_bar = 15 * asked.meter.bar_ticks
    spans = [closing_span(ABAC, asked, np.random.default_rng(seed)) for seed in range(60)]
    assert {start for start, _ in spans} == {last_bar, last_bar + held_from_ticks(asked.meter)}
    beat = asked.meter.pulse_beats * 12
    assert all(min(beat, 16 * asked.meter.bar_ticks - start) <= end - start for start, end in spans)
    assert max(end for _, end in spans) <= 16 * asked.meter.bar_ticks


def test_what_the_last_note_leaves_of_its_bar_is_free() -> None:
    assert frame().spare == 12
    assert frame().border[-1] == 16 * 48 - 12


def test_genres_end_as_often_on_a_whole_bar_as_counted() -> None:
    for genre in ("celtic", "renaissance"):
        asked = request(genre=genre)
        rng = np.random.default_rng(1)
        whole = np.mean([closing_span(ABAC, asked, rng)[0] == 15 * 48 for _ in range(400)])
        assert whole == pytest.approx(WHOLE_LAST_BARS[genre][0], abs=0.06)


def test_last_notes_are_as_long_as_a_genre_has_them() -> None:
    asked = request(genre="celtic")
    rng = np.random.default_rng(1)
    spans = [closing_span(ABAC, asked, rng) for _ in range(40)]
    short = sum(end - start == 12 for start, end in spans)
    filled = sum(end == 16 * 48 for _, end in spans)
    assert short + filled == len(spans)
    assert short / len(spans) == pytest.approx(LAST_BEATS["celtic"].count(1) / 4, abs=0.2)
