"""What is heard in a composition, and how its caption says so."""

from types import SimpleNamespace
from typing import Any

import pytest

from engine.delivery import caption_of
from engine.hearing import Hearing, hear
from engine.request import CompositionRequest, PathPoint
from tests.engine.listeners import bars_of, listener

SHEET = bars_of("runs", "strides", "runs", "strides")


def composition(hearing: Hearing, pickup: float = 0.0, **request: Any) -> Any:
    asked = CompositionRequest(**{"weights": {"jazz": 0.7, "classical": 0.3}, **request})
    return SimpleNamespace(
        request=asked,
        hearing=hearing,
        tune=SimpleNamespace(form="AABA"),
        arrangement=SimpleNamespace(piece=SimpleNamespace(pickup_beats=pickup)),
    )


def test_shares_are_of_the_genres_asked_for_and_of_all() -> None:
    hearing = hear(SHEET, ["runs", "airs"], listener())
    assert hearing.shares is not None
    assert hearing.among_all is not None
    assert sum(hearing.shares.values()) == pytest.approx(1)
    assert set(hearing.shares) == {"runs", "airs"}
    assert hearing.among_all["strides"] > hearing.among_all["airs"]


def test_a_genre_that_was_not_learnt_is_named_and_nothing_is_claimed() -> None:
    hearing = hear(SHEET, ["runs", "polka"], listener())
    assert hearing == Hearing(unlearnt=("polka",))
    assert hearing.to_json() == {"heard": None, "heard_among_all": None}


def test_without_a_judge_nothing_is_heard() -> None:
    assert hear(SHEET, ["runs"], None) == Hearing()


def test_the_caption_sets_heard_beside_asked_in_the_order_asked() -> None:
    hearing = Hearing({"classical": 0.34, "jazz": 0.66})
    assert caption_of(composition(hearing)) == "asked 70/30, a judge hears 66/34 · form AABA"


def test_the_caption_says_what_was_not_measured() -> None:
    hearing = Hearing(unlearnt=("polka",))
    caption = caption_of(composition(hearing, weights={"jazz": 0.7, "polka": 0.3}))
    assert caption == "asked 70/30, not measured for polka · form AABA"


def test_one_genre_needs_no_comparison() -> None:
    caption = caption_of(composition(Hearing({"jazz": 1.0}), weights={"jazz": 1.0}))
    assert caption == "form AABA"


def test_a_pickup_is_said() -> None:
    caption = caption_of(composition(Hearing(), 0.5, weights={"folk": 1.0}))
    assert caption == "form AABA, with a pickup"


def test_a_path_is_asked_for_on_average() -> None:
    path = (PathPoint(0, {"jazz": 1.0}), PathPoint(1, {"classical": 1.0}))
    hearing = Hearing({"classical": 0.45, "jazz": 0.55})
    caption = caption_of(composition(hearing, weights={"jazz": 1.0}, path=path))
    assert caption == "asked 50/50, a judge hears 55/45 · form AABA"
