"""Properties over generated phrasings: one wish, many ways to type it, one request."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.dialogue import Dialogue
from bot.conversation.request import ResolvedRequest
from bot.conversation.request_words import request_sentence
from music.genres import GENRE_NAMES
from music.instruments import INSTRUMENTS
from music.key import MODES
from music.meter import KNOWN_METERS

_WORDS = {
    10: "ten", 20: "twenty", 30: "thirty", 40: "forty", 45: "forty-five", 50: "fifty",
    55: "fifty five", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety",
}  # fmt: skip
_FORMATS = (
    "{n}% {g}", "{n} % {g}", "{n} percent {g}", "{n} {g}", "{w} percent {g}", "{w} per cent {g}",
    "{n}pct {g}", "{n}％ {g}", "{n}% of {g}",
)  # fmt: skip
_AFTER_FORMATS = ("{g} {n}", "{g}: {n}%", "{g} = {n}", "{g} {n}%", "{g} ({n}%)", "{g} - {n}")
_JOINS = (", ", " and ", " + ", " & ", " with ", " plus ", "; ", " ")
_TONICS = ("C", "C#", "Db", "D", "D#", "Eb", "E", "F", "F#", "Gb", "G", "G#", "Ab", "A", "Bb", "B")


def first_request(text: str) -> ResolvedRequest:
    reading = Dialogue(new_seed=lambda: 77).say(text)
    assert reading.error is None, (text, reading.error)
    assert reading.request is not None, text
    return reading.request


@settings(max_examples=150, deadline=None)
@given(
    genres=st.lists(st.sampled_from(GENRE_NAMES), min_size=2, max_size=2, unique=True),
    share=st.sampled_from([n for n in _WORDS if 100 - n in _WORDS]),
    formats=st.one_of(st.sampled_from(_FORMATS), st.sampled_from(_AFTER_FORMATS)),
    join=st.sampled_from(_JOINS),
    turned=st.booleans(),
    shouted=st.sampled_from([str.lower, str.upper, str.title]),
)
def test_two_shares_mean_the_same_in_any_order_and_format(
    genres: list[str], share: int, formats: str, join: str, turned: bool, shouted: object
) -> None:
    shares = {genres[0]: share, genres[1]: 100 - share}
    said = [formats.format(n=n, w=_WORDS[n], g=g) for g, n in shares.items()]
    text = join.join(reversed(said) if turned else said)
    request = first_request(shouted(text))  # type: ignore[operator]
    assert {g: round(w * 100, 4) for g, w in request.weights.items()} == shares, text


@settings(max_examples=80, deadline=None)
@given(
    genres=st.lists(st.sampled_from(GENRE_NAMES), min_size=2, max_size=4, unique=True),
    data=st.data(),
)
def test_equal_blends_do_not_depend_on_order_or_joins(
    genres: list[str], data: st.DataObject
) -> None:
    join = data.draw(st.sampled_from([", ", " and ", " + ", " & ", " x ", "/"]))
    turned = data.draw(st.permutations(genres))
    assert dict(first_request(join.join(genres)).weights) == dict(
        first_request(join.join(turned)).weights
    )


@st.composite
def _requests(draw: st.DrawFn) -> ResolvedRequest:
    """Requests that can be asked for in one message."""
    genres = draw(st.lists(st.sampled_from(GENRE_NAMES), min_size=1, max_size=4, unique=True))
    cuts = draw(st.lists(st.integers(1, 40), min_size=len(genres), max_size=len(genres)))
    names = sorted({row.name for row in INSTRUMENTS})
    band = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    without = draw(
        st.lists(st.sampled_from([n for n in names if n not in band]), max_size=2, unique=True)
    )
    total = sum(cuts)
    blend = " ".join(f"{cut * 100 / total:.4f}% {g}" for g, cut in zip(genres, cuts, strict=True))
    text = ", ".join(
        [
            blend,
            f"temperature {draw(st.integers(20, 60)) / 40}",
            f"{draw(st.integers(40, 240))} bpm",
            f"in {draw(st.sampled_from(_TONICS))} {draw(st.sampled_from(MODES))}",
            f"in {draw(st.sampled_from(KNOWN_METERS))}",
            f"{draw(st.integers(4, 128))} bars",
            *([f"for {' and '.join(band)}"] if band else []),
            *(f"without {name}" for name in without),
            f"{draw(st.integers(1, 4))} versions",
            f"seed {draw(st.integers(0, 2**31 - 1))}",
        ]
    )
    request = first_request(text)
    assert set(request.instruments) == set(band), text
    assert set(request.without) == set(without), text
    return request


@settings(max_examples=150, deadline=None)
@given(request=_requests())
def test_a_requests_own_wording_parses_back_to_itself(request: ResolvedRequest) -> None:
    assert first_request(request_sentence(request)) == request


@settings(max_examples=40, deadline=None)
@given(points=st.lists(st.sampled_from(GENRE_NAMES), min_size=2, max_size=3, unique=True))
def test_a_paths_own_wording_parses_back_to_itself(points: list[str]) -> None:
    request = first_request(" then ".join(points))
    assert request.path is not None
    assert first_request(request_sentence(request)) == request


@settings(max_examples=40, deadline=None)
@given(request=_requests())
def test_requests_survive_their_records(request: ResolvedRequest) -> None:
    assert ResolvedRequest.from_json(request.to_json()) == request
    kept = ResolvedRequest.from_json(request.to_record())
    assert kept == request
    assert kept.stated == request.stated
    assert dict(request.composition().weights) == dict(request.weights)
