"""Shares in percent never say none or all where that isn't so."""

import pytest

from engine.composition import title_of
from engine.percent import percent
from engine.request import CompositionRequest


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.7, "70%"), (1.0, "100%"), (0.0, "0%"), (0.999, "99.9%"), (0.001, "0.1%"), (0.006, "1%")],
)
def test_a_tenth_is_said_where_it_matters(share: float, said: str) -> None:
    assert percent(share) == said


def test_a_title_says_the_splash() -> None:
    request = CompositionRequest({"jazz": 0.999, "hymn": 0.001})
    assert title_of(request) == "99.9% jazz · 0.1% hymn in C major"
