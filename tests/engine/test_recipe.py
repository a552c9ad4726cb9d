"""Recipe codes hold everything that a composition depends on."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import RequestError
from engine.recipe import read_recipe, settle, write_recipe
from engine.request import CompositionRequest, PathPoint
from music.genres import GENRE_NAMES
from music.instruments import INSTRUMENTS
from music.key import MODES, TONICS, Key
from music.meter import KNOWN_METERS, Meter

VERSION = "00c0ffee"


@st.composite
def blends(draw: st.DrawFn) -> dict[str, float]:
    names = draw(st.lists(st.sampled_from([*GENRE_NAMES, "polka"]), min_size=1, unique=True))
    parts = [draw(st.floats(0.01, 1)) for _ in names]
    return {name: part / sum(parts) for name, part in zip(names, parts, strict=True)}


@st.composite
def requests(draw: st.DrawFn) -> CompositionRequest:
    names = [row.name for row in INSTRUMENTS]
    path = draw(st.none() | st.lists(blends(), min_size=2, max_size=4))
    return CompositionRequest(
        weights=draw(blends()),
        temperature=draw(st.floats(0.5, 1.5)),
        bars=draw(st.integers(4, 128)),
        tempo_bpm=draw(st.integers(40, 240)),
        key=Key(draw(st.sampled_from(TONICS)), draw(st.sampled_from(MODES))),
        meter=Meter(draw(st.sampled_from(KNOWN_METERS))),
        instruments=tuple(draw(st.lists(st.sampled_from(names), max_size=4, unique=True))),
        without=tuple(draw(st.lists(st.sampled_from(["drums", "bass"]), max_size=2, unique=True))),
        count=draw(st.integers(1, 4)),
        seed=draw(st.integers(0, 2**31 - 1)),
        path=path and tuple(PathPoint(i / (len(path) - 1), w) for i, w in enumerate(path)),
        only=tuple(draw(st.lists(st.sampled_from(names), max_size=3, unique=True))),
        loop=draw(st.booleans()),
        intro=draw(st.integers(0, 4)),
    )


@given(requests())
def test_a_code_gives_back_the_settled_request(request: CompositionRequest) -> None:
    settled = settle(request)
    assert read_recipe(write_recipe(settled, VERSION)) == (settled, VERSION)


@given(requests())
def test_settling_twice_changes_nothing_more(request: CompositionRequest) -> None:
    settled = settle(request)
    assert settle(settled) == settled
    assert sum(settled.weights.values()) == pytest.approx(1)
    for name, weight in request.weights.items():
        assert settled.weights[name] == pytest.approx(weight, abs=0.012)


@given(requests(), st.integers(3, 30), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_mistyped_letter_is_noticed_or_means_another_recipe(
    request: CompositionRequest, place: int, letter: str
) -> None:
    code = write_recipe(settle(request), VERSION)
    wrong = code[:place] + letter + code[place + 1 :]
    with suppress(RequestError):
        read, version = read_recipe(wrong)
        assert write_recipe(read, version) == wrong


@pytest.mark.parametrize(
    "code", ["", "FX-", "hello", "FX-0000", "FX-!!", "FX-ZZZZZZZZZZZZZZZZZZZZZ"]
)
def test_what_is_no_code_is_refused_with_a_sentence(code: str) -> None:
    with pytest.raises(RequestError, match="not a recipe code"):
        read_recipe(code)


def test_a_code_is_short_and_can_be_read_out() -> None:
    code = write_recipe(settle(CompositionRequest({"jazz": 0.7, "classical": 0.3})), VERSION)
    assert len(code) < 48
    assert read_recipe(f" {code.lower()} ")[0].weights == {"jazz": 0.7, "classical": 0.3}


def test_a_plain_request_keeps_the_code_of_earlier_versions() -> None:
    plain = settle(CompositionRequest({"jazz": 1.0}, seed=7))
    assert write_recipe(plain, VERSION) == "FX-40G1G7ZXR000007CG87G0000C0G00800FM0007X"


@pytest.mark.parametrize("pickup", [True, False])
@pytest.mark.parametrize("others", [{}, {"intro": 4}, {"loop": True, "only": ("piano",)}])
def test_a_pickup_that_was_asked_for_is_in_the_recipe(pickup: bool, others: dict[str, Any]) -> None:
    asked = settle(CompositionRequest({"folk": 1.0}, pickup=pickup, **others))
    code = write_recipe(asked, "0123abcd")
    assert read_recipe(code)[0] == asked
    plain = settle(CompositionRequest({"folk": 1.0}, **others))
    assert len(write_recipe(plain, "0123abcd")) <= len(code)
