"""Bytes for the network: our dataclasses come back whole, anything else is refused."""

import contextlib
import os
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.request import CompositionRequest, PathPoint
from engine.serving.messages import Failed, Ready
from engine.serving.plain import LONGEST_BYTES, NotPlain, Unframer, framed, packed, unpacked
from engine.steps import PHASE1, Step
from music.key import Key

REQUEST = CompositionRequest(
    {"jazz": 0.7, "folk": 0.3},
    key=Key("D", "minor"),
    path=(PathPoint(0, {"jazz": 1.0}), PathPoint(1, {"folk": 1.0})),
)
VALUES = [REQUEST, Step(PHASE1, genres=("jazz",)), Ready(("jazz",), "12345678"), Failed(None, "no")]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_what_is_packed_comes_back(value: object) -> None:
    assert unpacked(packed(value)) == value


class _Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("true",)


@pytest.mark.parametrize("value", [_Evil(), Path("x"), print, CompositionRequest.to_json])
def test_functions_and_foreign_classes_are_refused(value: object) -> None:
    with pytest.raises(NotPlain, match="nothing that Fusebox sends"):
        unpacked(pickle.dumps(value))


def test_our_own_functions_are_refused_too() -> None:
    from engine.delivery import check_folder

    with pytest.raises(NotPlain):
        unpacked(pickle.dumps(check_folder))


@given(st.binary(max_size=200))
def test_noise_is_refused_or_harmless(data: bytes) -> None:
    with contextlib.suppress(NotPlain):
        unpacked(data)


@given(st.lists(st.sampled_from(VALUES), max_size=6), st.integers(1, 40))
def test_a_stream_may_be_cut_anywhere(values: list[object], size: int) -> None:
    stream = b"".join(framed(value) for value in values)
    unframer = Unframer()
    found = []
    for start in range(0, len(stream), size):
        found += unframer.feed(stream[start : start + size])
    assert found == values


def test_a_length_beyond_reason_is_refused() -> None:
    with pytest.raises(NotPlain, match="another language"):
        Unframer().feed((LONGEST_BYTES + 1).to_bytes(4, "big") + b"x")
