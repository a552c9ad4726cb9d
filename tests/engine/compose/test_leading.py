"""What an example adds to the writing."""

from dataclasses import astuple, replace

import numpy as np
import pytest

from engine.compose.adventure import adventure_of
from engine.compose.examples import FIGURES, Example, example_for
from engine.compose.frame import COMPASS
from engine.compose.leading import Lead, lead_of, together
from engine.request import CompositionRequest
from models.sampler.frames import Lean

_NAMES = [metric.name for metric in FIGURES]


def _example(**moves: float) -> Example:
    """The usual jazz tune, with some figures moved by so many deviations."""
    found = example_for(CompositionRequest(weights={"jazz": 1.0}, seed=1), {"jazz": 1.0})
    assert found is not None
    values = found.usual.copy()
    for name, units in moves.items():
        column = _NAMES.index(name.replace("_", " "))
        values[column] += units * found.units[column]
    return replace(found, values=values)


def test_the_usual_tune_asks_for_nothing_unusual() -> None:
    lead = lead_of(_example(), 4)
    parts = replace(lead.lean, leap=0.0)  # every genre leaps a little too seldom by itself
    assert astuple(parts) == pytest.approx(astuple(Lean()), abs=1e-6)
    assert lead.fresh == pytest.approx(0.0)
    assert lead.restless < 0  # the rules of a progression change chords often enough


@pytest.mark.parametrize(
    ("figure", "part"),
    [
        ("rests", "rest"),
        ("same_pitch", "repeat"),
        ("steps", "step"),
        ("leaps", "leap"),
        ("chord_tones", "chord"),
        ("notes_a_beat", "haste"),
    ],
)
def test_a_figure_moves_its_leaning_the_same_way(figure: str, part: str) -> None:
    none, more, less = (
        getattr(lead_of(_example(**{figure: units}), 4).lean, part) for units in (0.0, 0.5, -0.5)
    )
    assert less < none < more


def test_a_plainer_example_has_less_colour_and_a_busy_one_changes_chords() -> None:
    plain = lead_of(_example(in_scale=0.5), 4)
    busy = lead_of(_example(chord_changes=1.0), 4)
    assert plain.lean.colour < 0
    assert busy.restless > plain.restless


def test_an_example_that_repeats_itself_has_fewer_bars_written_anew() -> None:
    lead = lead_of(_example(bars_repeated=1.0), 4)
    bold = adventure_of(1.0, 16, {"jazz": 1.0})
    assert lead.on(bold).fresh_return < bold.fresh_return
    assert lead_of(_example(bars_repeated=9.0), 4).on(bold).fresh_return >= 0


def test_a_narrow_example_narrows_the_voice_and_every_tonic_stays_in_reach() -> None:
    rng = np.random.default_rng(1)
    lead = lead_of(_example(range=-2.0), 4)
    for _ in range(50):
        low, high = lead.compass(rng)
        assert COMPASS[0] <= low <= high - 12
        assert high <= COMPASS[1]
        assert high - low < COMPASS[1] - COMPASS[0]
    assert Lead().compass(rng) == COMPASS


def test_a_wide_example_climbs_and_one_whose_phrases_rest_breathes() -> None:
    assert lead_of(_example(range=1.0), 4).climb > lead_of(_example(), 4).climb
    assert lead_of(_example(phrase_ends_stable=1.0), 4).breath > 0


def test_leanings_add_up() -> None:
    assert together(Lean(rest=0.5), Lean(rest=0.25, haste=1.0)) == Lean(rest=0.75, haste=1.0)


def test_without_an_example_nothing_is_led() -> None:
    assert lead_of(None, 4) == Lead()
