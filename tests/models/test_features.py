"""Copy features: what a composer would remember of the piece so far."""

import numpy as np

from models.events import events_of
from models.features import (
    GUIDE_FEATURES,
    OWN_FEATURES,
    Guide,
    guide_features,
    next_chords,
    own_features,
)
from tests.models.tunes import random_events, sheet_of

OWN = {name: index for index, (name, _) in enumerate(OWN_FEATURES)}
GUIDED = {name: index for index, (name, _) in enumerate(GUIDE_FEATURES)}


def test_the_event_a_bar_ago_is_found_by_place() -> None:
    events = events_of(sheet_of("C1 E1 G2 D1 F1 A2"))
    seen = own_features(events)
    assert seen[:3, OWN["ago1_pitch"]].tolist() == [0, 0, 0]
    assert seen[3:, OWN["ago1_pitch"]].tolist() == (events.pitch[:3] + 1).tolist()
    assert seen[3:, OWN["ago1_ticks"]].tolist() == [12, 12, 24]


def test_the_match_foretells_a_repeated_phrase() -> None:
    events = events_of(sheet_of("C1 D1 E1 G1 C1 D1 E1 G1"))
    seen = own_features(events)
    # After the second C comes what came after the first.
    assert seen[5:, OWN["match_pitch"]].tolist() == (events.pitch[1:4] + 1).tolist()
    assert seen[7, OWN["match_length"]] > seen[5, OWN["match_length"]]


def test_the_shape_foretells_a_sequence() -> None:
    events = events_of(sheet_of("C1 D1 E1 D1 F1 G1 A1 G1"))
    seen = own_features(events)
    # C D E D a fourth up: after F G A the shape says G, though no A was heard before.
    assert seen[7, OWN["match_pitch"]] == 0
    assert seen[7, OWN["shape_pitch"]] == events.pitch[7] + 1


def test_features_never_look_ahead() -> None:
    whole = random_events(3)
    for cut in (1, 5, len(whole) - 1):
        part = type(whole)(
            whole.pitch[:cut], whole.ticks[:cut], whole.start[:cut], whole.chords,
            whole.bar_ticks, whole.total_ticks, whole.meter, whole.mode,
        )  # fmt: skip
        np.testing.assert_array_equal(own_features(part), own_features(whole)[:cut])


def test_every_class_is_inside_its_feature() -> None:
    sizes = np.array([size for _, size in OWN_FEATURES])
    for seed in range(20):
        seen = own_features(random_events(seed))
        assert (seen >= 0).all()
        assert (seen < sizes).all()


def test_the_guide_tells_what_starts_sounds_and_comes() -> None:
    events = events_of(sheet_of("C1 D1 E2"))
    guide = Guide(np.array([0, 24]), np.array([30, 35]), np.array([18, 24]))
    seen = guide_features(events, guide)
    assert seen[:, GUIDED["guide_pitch"]].tolist() == [31, 0, 36]
    assert seen[:, GUIDED["guide_sounding"]].tolist() == [31, 31, 36]
    assert seen[:, GUIDED["guide_wait"]].tolist() == [24, 12, 0]


def test_the_next_chord_is_the_next_different_one() -> None:
    assert next_chords(np.array([1, 1, 4, 4, 1], np.int32)).tolist() == [4, 4, 1, 1, 1]
