"""Damage and batches: what the networks are shown while they learn."""

import numpy as np

from models.damage import Damager
from models.dataset import BATCH_EVENTS, MELODY_ONLY, WINDOW, Melody, MelodyBatches
from models.features import GUIDE_FEATURES, OWN_FEATURES
from tests.models.tunes import random_events

CHORD = [name for name, _ in OWN_FEATURES].index("chord")


def melodies(count: int, genre: int = 1, bars: int = 8) -> list[Melody]:
    return [Melody.of(random_events(seed, bars=bars), genre) for seed in range(count)]


def test_a_guide_keeps_part_of_the_melody_and_replaces_part() -> None:
    target = random_events(1, bars=32)
    other = random_events(2, bars=32)
    other = type(other)(np.full(len(other), 60, np.int32), other.ticks, other.start, other.chords,
                        other.bar_ticks, other.total_ticks, other.meter, other.mode)  # fmt: skip
    damager = Damager({48: [other]}, absent=0.0)
    kept = replaced = 0
    for seed in range(30):
        guide = damager.guide(target, np.random.default_rng(seed))
        assert (np.diff(guide.start) >= 0).all()
        assert guide.start.max() < target.total_ticks
        kept += np.isin(guide.pitch, target.pitch).sum()
        replaced += (guide.pitch == 60).sum()
    assert kept > 100
    assert replaced > 100


def test_an_absent_guide_is_empty() -> None:
    guide = Damager(absent=1.0).guide(random_events(1), np.random.default_rng(0))
    assert len(guide.start) == 0


def test_some_guides_bring_back_what_the_piece_had_before() -> None:
    target = random_events(1, bars=32)
    known = set(zip(target.start.tolist(), target.pitch.tolist(), strict=True))
    shares = {}
    for back in (4, 8, 16):
        again = {(start + back * 48, pitch) for start, pitch in known}
        hits = total = 0
        for seed in range(60):
            guide = Damager(absent=0.0).guide(target, np.random.default_rng(seed))
            pairs = set(zip(guide.start.tolist(), guide.pitch.tolist(), strict=True))
            strange = pairs - known
            hits += len(strange & again)
            total += len(strange)
            assert (np.diff(guide.start) >= 0).all()
        shares[back] = hits / total
    assert max(shares.values()) > 0.25


def test_part_of_the_windows_hold_a_melody_and_nothing_else() -> None:
    tune = melodies(1, bars=200)[0]
    columns = [i for i, (name, _) in enumerate(OWN_FEATURES) if name in MELODY_ONLY]
    tune.features[:, columns] = 2
    batches = MelodyBatches([tune] * 40, seed=1)
    bare = [
        (row[mask > 0][:, columns] == 0).all()
        for i in range(len(batches))
        for row, mask in zip(batches[i][0]["classes"], batches[i][2]["pitch"], strict=True)
    ]
    assert 0.15 < np.mean(bare) < 0.5


def test_windows_without_a_mode_may_stand_in_any_key_as_a_whole() -> None:
    tune = melodies(1, bars=200)[0]
    batches = MelodyBatches([tune] * 60, seed=1)
    names = [name for name, _ in OWN_FEATURES]
    modes, shifts = [], []
    for i in range(len(batches)):
        inputs, targets, masks = batches[i]
        for row, pitch, mask in zip(
            inputs["classes"], targets["pitch"], masks["pitch"], strict=True
        ):
            n = int(mask.sum())
            sounding = pitch[: n - 1] > 0
            # What is seen before an event is the event before it, moved like the target.
            assert (row[1:n, names.index("pitch")] == pitch[: n - 1] + 1).all()
            modes.append(bool(row[:n, names.index("mode")].any()))
            shifts.append(int(pitch[: n - 1][sounding].min()))
    plain = {shift for mode, shift in zip(modes, shifts, strict=True) if mode}
    assert len(set(shifts)) > len(plain) + 3


def test_every_event_of_a_validation_set_is_in_one_batch() -> None:
    tunes = melodies(40, bars=96)
    assert max(len(m.events) for m in tunes) > WINDOW
    batches = MelodyBatches(tunes, seed=1, withhold=False)
    total = sum(batches[i][2]["pitch"].sum() for i in range(len(batches)))
    assert total == sum(len(m.events) for m in tunes)
    assert all(batches[i][0]["chosen"].size <= BATCH_EVENTS for i in range(len(batches)))


def test_an_epoch_has_as_many_batches_as_the_one_before() -> None:
    batches = MelodyBatches(melodies(60), seed=1, events_per_epoch=3000)
    count = len(batches)
    for _ in range(5):
        batches.on_epoch_end()
        assert len(batches) == count


def test_small_genres_are_seen_more_often_than_their_size_says() -> None:
    tunes = melodies(90, genre=1) + melodies(10, genre=2)
    batches = MelodyBatches(
        tunes, seed=1, events_per_epoch=60_000, damager=Damager(), withhold=True
    )
    genre = -1
    seen = np.concatenate(
        [batches[i][0]["classes"][..., genre][batches[i][2]["pitch"] > 0]
         for i in range(len(batches))]
    )  # fmt: skip
    assert 0.17 < (seen == 2).sum() / (seen > 0).sum() < 0.33
    assert 0.03 < (seen == 0).mean() < 0.2


def test_chords_can_be_masked_for_the_likelihood() -> None:
    tune = melodies(1)[0]
    tune.features[:, CHORD] = 5
    shown = MelodyBatches([tune], seed=1, withhold=False)[0][0]["classes"]
    masked = MelodyBatches([tune], seed=1, withhold=False, mask_chords=True)[0][0]["classes"]
    assert shown[..., CHORD].max() == 5
    assert masked[..., CHORD].max() == 0


def test_guided_batches_have_the_guide_and_the_genre_as_columns() -> None:
    batches = MelodyBatches(melodies(3), seed=1, damager=Damager())
    assert batches[0][0]["classes"].shape[-1] == len(OWN_FEATURES) + len(GUIDE_FEATURES) + 1
