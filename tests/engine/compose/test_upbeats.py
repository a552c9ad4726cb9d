"""Pickups of composed pieces: how often, how long, and where the form puts them."""

import numpy as np
import pytest

from engine.compose.adventure import adventure_of
from engine.compose.blend import blend_by_bar, with_pickup_bar
from engine.compose.form import plan_form
from engine.compose.frame import chord_form, melody_form
from engine.compose.guide import weave
from engine.compose.sketch import plan_forms
from engine.compose.upbeat_table import genre_upbeats, install_upbeats
from engine.compose.upbeats import draw_upbeats, length_odds, pickup_share
from engine.request import CompositionRequest
from models.features import Guide
from models.upbeats import count_upbeats
from music.genres import GENRE_NAMES
from music.key import Key
from music.leadsheet import LeadSheet, Note
from music.meter import KNOWN_METERS, Meter

FOLK = {"folk": 1.0}


def request(seed: int = 0, meter: str = "4/4", **changes: object) -> CompositionRequest:
    return CompositionRequest(
        **({"weights": FOLK, "seed": seed, "meter": Meter(meter)} | changes)  # type: ignore[arg-type]
    )


def test_the_table_is_of_all_genres_and_says_what_players_know() -> None:
    assert set(genre_upbeats()) == set(GENRE_NAMES)
    four = Meter("4/4")
    share = {genre: pickup_share({genre: 1.0}, four) for genre in GENRE_NAMES}
    assert share["folk"] > 0.6 > share["hymn"] > 0.4 > share["jazz"] > 0.1 > share["game"]


@pytest.mark.parametrize("meter", KNOWN_METERS)
def test_a_pickup_is_at_most_half_a_bar_in_any_metre(meter: str) -> None:
    for weights in (FOLK, {"renaissance": 0.5, "jazz": 0.5}):
        odds = length_odds(weights, Meter(meter))
        assert sum(odds.values()) == pytest.approx(1.0)
        assert all(0 < ticks <= Meter(meter).bar_ticks / 2 for ticks in odds)


def test_a_blend_lies_between_its_genres() -> None:
    four = Meter("4/4")
    one, other = pickup_share(FOLK, four), pickup_share({"game": 1.0}, four)
    mixed = pickup_share({"folk": 0.5, "game": 0.5}, four)
    assert mixed == pytest.approx((one + other) / 2)


def test_the_seed_draws_and_pieces_have_one_as_often_as_works() -> None:
    drawn = [draw_upbeats(request(seed), None, 4) for seed in range(400)]
    assert drawn == [draw_upbeats(request(seed), None, 4) for seed in range(400)]
    assert all(all(ticks) or not any(ticks) for ticks in drawn)
    share = np.mean([ticks[0] > 0 for ticks in drawn])
    assert share == pytest.approx(pickup_share(FOLK, Meter("4/4")), abs=0.06)


def test_a_loop_and_an_unknown_genre_have_none() -> None:
    assert not any(any(draw_upbeats(request(seed, loop=True), None, 4)) for seed in range(40))
    own = request(weights={"my own tunes": 1.0})
    assert draw_upbeats(own, None, 4) == [0] * 4


def test_a_request_may_ask_for_one_or_for_none() -> None:
    for seed in range(20):
        assert all(draw_upbeats(request(seed, pickup=True, weights={"game": 1.0}), None, 4))
        assert not any(draw_upbeats(request(seed, pickup=False), None, 4))
        assert not any(draw_upbeats(request(seed, pickup=True, loop=True), None, 4))


def test_somebodys_tune_keeps_its_own() -> None:
    notes = (Note(60, 3.0, 1.0), Note(64, 4.0, 4.0))
    tune = LeadSheet(Key("C"), Meter("4/4"), 5, notes)
    plain = LeadSheet(Key("C"), Meter("4/4"), 5, (Note(60, 0.0, 4.0),))
    for seed in range(10):
        assert draw_upbeats(request(seed), tune, 2) == [12, 12]
        assert draw_upbeats(request(seed), plain, 2) == [0, 0]


def test_the_bar_comes_before_those_that_were_asked_for() -> None:
    form = plan_form(16, FOLK, np.random.default_rng(1)).with_upbeat(12)
    first, *others = form.sections
    assert (form.bars, form.first_bar) == (17, 1)
    assert (first.start_bar, first.bars) == (0, 5)
    assert [s.start_bar for s in others] == [5, 9, 13]
    assert {s.returns_to for s in others} <= {None, 0, 5, 9}
    sources = form.source_bars()
    assert len(sources) == 17
    assert sources[0] == -1
    assert 0 not in sources  # the pickup's bar comes back nowhere by itself
    assert form.with_upbeat(0) is form


def test_all_sketches_of_a_request_have_the_same_bars() -> None:
    rng = np.random.default_rng(0)
    for seed in range(30):
        assert len({form.bars for form in plan_forms(request(seed), None, 4, rng)}) == 1


def test_sections_end_where_the_upbeat_to_the_next_begins() -> None:
    form = plan_form(16, FOLK, np.random.default_rng(1)).with_upbeat(12)
    asked = request()
    bold = adventure_of(1.0, 16, FOLK)
    chords = np.ones(34, np.int32)
    close = 16 * 48, 17 * 48 - 12
    plan = melody_form(
        form, asked, chords, bold, np.random.default_rng(0), close=close, guided=True
    )
    assert plan.upbeat == 12
    assert sorted(set(plan.border.tolist())) == [b * 48 - 12 for b in (5, 9, 13, 17)]
    assert ((plan.hold == 0) | (plan.hold < plan.border)).all()
    # As training counts them: the pickup's bar is the first of its phrase.
    assert plan.phrase_bar.tolist()[:6] == [1, 2, 3, 4, 5, 2]


def test_the_chords_begin_with_the_first_full_bar() -> None:
    form = plan_form(8, FOLK, np.random.default_rng(1)).with_upbeat(6)
    frame = chord_form(form, request(bars=8))
    assert (frame.bars, frame.first_bar, frame.first_slot) == (9, 1, 4)


def test_a_motif_begins_with_its_upbeat() -> None:
    start = np.arange(36, 5 * 48, 12, dtype=np.int32)
    lines = [
        Guide(start, np.full(len(start), pitch, np.int32), np.full(len(start), 12, np.int32))
        for pitch in (20, 30)
    ]
    woven = weave(
        lines,
        np.full((5, 2), 0.5, np.float32),
        bar_ticks=48,
        motif_bars=2,
        source_bars=[-1] * 5,
        rng=np.random.default_rng(0),
        upbeat=12,
    )
    given = dict(zip(woven.guide.start.tolist(), woven.guide.pitch.tolist(), strict=True))
    assert given[36] == given[48]  # the pickup
    assert given[132] == given[144] != given[120]  # the upbeat to the second motif


def test_a_pickup_bar_is_under_the_first_bars_weights() -> None:
    form = plan_form(4, FOLK, np.random.default_rng(1)).with_upbeat(12)
    blend = with_pickup_bar(blend_by_bar(request(bars=4), ["folk"]), form)
    assert blend.shape == (5, 1)


def work(first: float, *, meter: str = "4/4") -> LeadSheet:
    return LeadSheet(Key("C"), Meter(meter), 4, (Note(60, first, 0.5), Note(62, 4.0, 1.0)))


def test_counting_leaves_out_slips() -> None:
    works = [*(work(3.0) for _ in range(60)), work(0.0), work(3.5)]
    found = count_upbeats(works)["4/4"]
    assert (found.works, dict(found.lengths)) == (62, {12: 60})


def test_a_genre_of_ones_own_has_pickups_as_its_tunes_do() -> None:
    own = {"my own tunes": 1.0}
    try:
        install_upbeats({"my own tunes": count_upbeats([work(2.0)] * 20 + [work(0.0)] * 10)})
        drawn = [draw_upbeats(request(seed, weights=own), None, 1)[0] for seed in range(200)]
        assert set(drawn) == {0, 24}
        assert np.mean([ticks > 0 for ticks in drawn]) == pytest.approx(2 / 3, abs=0.08)
    finally:
        install_upbeats({})


def test_who_has_none_is_given_one_where_it_is_asked_for() -> None:
    asked = request(weights={"my own tunes": 1.0}, pickup=True)
    assert all(draw_upbeats(asked, None, 4))
