"""The real tune that a request looks to: drawn by its seed, from its genres."""

from dataclasses import replace

import numpy as np
import pytest

from engine.compose.examples import FAULTS, FIGURES, example_for, figures_of, genre_examples
from engine.request import CompositionRequest
from music.genres import GENRE_NAMES
from music.key import Key
from music.leadsheet import LeadSheet, Note
from music.meter import Meter


def asking(seed: int = 1, *, bars: int = 16, meter: str = "4/4", **weights: float):
    return CompositionRequest(weights=weights, bars=bars, seed=seed, meter=Meter(meter))


def test_every_genre_has_examples_that_differ() -> None:
    table = genre_examples()
    assert set(table) == set(GENRE_NAMES)
    for examples in table.values():
        assert examples.table.shape == (len(examples.meters), len(FIGURES))
        assert len(examples.meters) == len(examples.minor) >= 30
        assert np.isfinite(examples.table).all()


def test_the_seed_draws_the_example_and_nothing_else_does() -> None:
    one, again, other = (
        example_for(asking(seed, folk=1.0), {"folk": 1.0}).values for seed in (1, 1, 2)
    )
    assert (one == again).all()
    assert (one != other).any()


def test_an_example_of_one_genre_is_one_of_its_tunes_in_that_metre() -> None:
    request = asking(5, meter="3/4", hymn=1.0)
    hymns = genre_examples()["hymn"]
    alike, odds = hymns.like(request)
    assert len(alike) < len(hymns.table)
    assert odds.sum() == pytest.approx(1)
    example = example_for(request, {"hymn": 1.0})
    scale = [metric.name for metric in FIGURES].index("in scale")
    others = np.arange(len(FIGURES)) != scale  # which has a floor
    drawn = [
        hymns.forms[tune]
        for tune in alike
        if (hymns.table[tune][others] == example.values[others]).all()
    ]
    assert example.forms["hymn"] in drawn


def test_what_sounds_like_its_genre_is_drawn_likelier_most_of_all_in_a_blend() -> None:
    examples = genre_examples()["jazz"]
    alike, pure = examples.like(asking(jazz=1.0))
    _, blended = examples.like(asking(jazz=0.5, folk=0.5))
    typical = examples.typical[alike]
    best, worst = int(np.argmax(typical)), int(np.argmin(typical))
    assert blended[best] / blended[worst] > pure[best] / pure[worst] > 1


def test_a_blends_example_lies_between_those_of_its_genres() -> None:
    changes = [metric.name for metric in FIGURES].index("chord changes")
    means = []
    for share in (0.0, 0.5, 1.0):
        asked = {"hymn": share, "celtic": 1 - share}
        drawn = [example_for(asking(s, folk=1.0), asked).values[changes] for s in range(60)]
        means.append(np.mean(drawn))
    assert means[0] < means[1] < means[2]


def test_an_adventurous_request_looks_for_more_variety_and_for_the_same_scale() -> None:
    names = [metric.name for metric in FIGURES]
    calm, plain, bold = (
        example_for(replace(asking(folk=1.0), temperature=t), {"folk": 1.0}).values
        for t in (0.5, 1.0, 1.5)
    )
    for name in ("entropy, 4 bars", "range", "chord changes"):
        assert calm[names.index(name)] < plain[names.index(name)] < bold[names.index(name)]
    for name in ("in scale", "phrase ends stable", "leaps"):
        assert calm[names.index(name)] == bold[names.index(name)]


def test_a_genre_that_nobody_measured_has_no_example() -> None:
    assert example_for(asking(folk=1.0), {"my own": 1.0}) is None
    alone = example_for(asking(folk=1.0), {"folk": 1.0}).values
    half = example_for(asking(folk=1.0), {"folk": 0.5, "my own": 0.5}).values
    assert half == pytest.approx(alone)


def test_a_tune_is_nearest_to_itself_and_too_few_faults_are_none() -> None:
    rng = np.random.default_rng(4)
    notes = tuple(Note(int(rng.integers(60, 76)), beat / 2, 0.5) for beat in range(64))
    sheet = LeadSheet(Key("C"), Meter("4/4"), 8, notes)
    example = example_for(asking(bars=8, folk=1.0), {"folk": 1.0})
    same = replace(example, values=figures_of([sheet])[0])
    assert same.distances([sheet])[0] == 0
    faults = np.isin([metric.name for metric in FIGURES], FAULTS)
    flawless = replace(same, values=same.values + 5 * faults)
    assert flawless.distances([sheet])[0] == 0


def test_a_short_piece_is_not_asked_for_a_whole_tunes_form() -> None:
    named = dict(zip((m.name for m in FIGURES), _weights_of(8), strict=True))
    assert named["structure, 8 bars"] == 0
    assert named["leaps"] == 1
    assert all(_weights_of(16) >= 1)


def _weights_of(bars: int) -> np.ndarray:
    return example_for(asking(bars=bars, folk=1.0), {"folk": 1.0}).weights
