"""Which candidate is kept: quotations are out, the blend that is heard counts most."""

from dataclasses import replace

import numpy as np
import pytest

from engine.compose.choose import Candidate, distance, judge_candidates
from engine.compose.examples import example_for
from engine.metrics.melody import longest_silence_beats
from engine.request import CompositionRequest
from models.judge.judging import Judge
from models.judge.listening import Listened
from models.originality import OriginalityIndex, Work, window_hashes
from music.key import Key
from music.leadsheet import LeadSheet, Note
from music.meter import Meter

GENRES = ("jazz", "folk")


def tune(seed: int, *, step: float = 0.5) -> LeadSheet:
    rng = np.random.default_rng(seed)
    notes = tuple(
        Note(int(rng.choice([60, 62, 64, 65, 67, 69, 71, 72])), index * step, step)
        for index in range(int(32 / step))
    )
    return LeadSheet(Key("C"), Meter("4/4"), 8, notes)


def candidate(sheet: LeadSheet, jazz: float = 0.5) -> Candidate:
    return Candidate(sheet, {"jazz": jazz, "folk": 1 - jazz}, 3.0)


class _NotesSayJazz:
    """A head that hears jazz in proportion to the notes of a tune."""

    def logits(self, sums: np.ndarray) -> np.ndarray:
        share = np.clip(sums[:, 0] / 64, 0.01, 0.99)
        return np.log(np.stack([share, 1 - share], axis=1)).astype(np.float32)


def _count_notes(listened: Listened) -> np.ndarray:
    return np.bincount(listened.bar, minlength=listened.bars)[:, None].astype(np.float32)


JUDGE = Judge("search", GENRES, _count_notes, _NotesSayJazz(), "0", {})


def costs(
    candidates: list[Candidate],
    asked: dict[str, float],
    judge: Judge | None = None,
    originality: OriginalityIndex | None = None,
) -> list[float]:
    verdicts = judge_candidates(candidates, asked=asked, judge=judge, originality=originality)
    return [verdict.cost for verdict in verdicts]


def test_distance_is_half_the_difference() -> None:
    assert distance({"jazz": 1.0}, {"folk": 1.0}) == 1.0
    assert distance({"jazz": 0.7, "folk": 0.3}, {"jazz": 0.6, "folk": 0.4}) == pytest.approx(0.1)


def test_a_quotation_costs_more_than_any_other_fault() -> None:
    known = tune(1)
    index = OriginalityIndex([window_hashes(known)], [0], [Work("a", "A tune", "b", "folk")])
    dull = replace(known, melody=tuple(replace(n, pitch=60) for n in tune(2).melody))
    quoted, fresh = costs(
        [candidate(known), candidate(dull, jazz=0.0)], {"jazz": 1.0}, originality=index
    )
    assert quoted > fresh + 100


def test_the_nearest_work_is_named() -> None:
    known = tune(1)
    index = OriginalityIndex([window_hashes(known)], [0], [Work("a", "A tune", "b", "folk")])
    verdict = judge_candidates(
        [candidate(known)], asked={"jazz": 1.0}, judge=None, originality=index
    )[0]
    assert (verdict.run.notes, verdict.run.work.title) == (64, "A tune")


def test_the_blend_that_is_heard_decides_between_like_tunes() -> None:
    busy, calm = tune(1, step=0.5), tune(1, step=2.0)
    for asked, wins in (({"jazz": 0.9, "folk": 0.1}, 0), ({"jazz": 0.1, "folk": 0.9}, 1)):
        heard = costs([candidate(busy), candidate(calm)], asked, JUDGE)
        deaf = costs([candidate(busy), candidate(calm)], asked)
        gain = [h - d for h, d in zip(heard, deaf, strict=True)]
        assert int(np.argmin(gain)) == wins


def test_a_genre_that_the_judge_never_learnt_leaves_it_silent() -> None:
    asked = {"jazz": 0.5, "my own": 0.5}
    both = [candidate(tune(1)), candidate(tune(2))]
    assert costs(both, asked, JUDGE) == costs(both, asked)


def test_a_tune_unlike_the_example_costs_more() -> None:
    request = CompositionRequest(weights={"folk": 1.0}, bars=8, seed=3)
    example = example_for(request, request.weights)
    plain = tune(3)
    stuck = replace(
        plain, melody=tuple(replace(n, pitch=60 + i % 2) for i, n in enumerate(plain.melody))
    )
    (near, far) = (
        verdict.cost
        for verdict in judge_candidates(
            [candidate(plain), candidate(stuck)],
            asked={"folk": 1.0},
            judge=None,
            originality=None,
            example=example,
        )
    )
    assert far > near


def test_a_tune_that_falls_silent_for_bars_costs_more() -> None:
    whole = tune(4)
    holed = replace(whole, melody=tuple(n for n in whole.melody if not 8 <= n.start_beats < 16))
    assert longest_silence_beats(whole) == 0
    assert longest_silence_beats(holed) == 8
    sounding, silent = costs([candidate(whole), candidate(holed)], {"folk": 1.0})
    assert silent > sounding + 1


def _in_stretches(*steps: float) -> LeadSheet:
    """Four bars for each step, in notes of that length: the shorter, the more jazz."""
    notes: list[Note] = []
    for number, step in enumerate(steps):
        notes += [
            Note(60 + index % 5, number * 16 + index * step, step)
            for index in range(int(16 / step))
        ]
    return LeadSheet(Key("C"), Meter("4/4"), 4 * len(steps), tuple(notes))


def test_a_fusion_is_kept_rather_than_a_medley() -> None:
    even, medley = _in_stretches(0.5, 0.5), _in_stretches(1.0, 1 / 3)
    fusion, in_turn = costs(
        [candidate(even), candidate(medley)], {"jazz": 0.5, "folk": 0.5}, judge=_by_bars()
    )
    assert fusion < in_turn


def test_a_path_is_asked_for_window_by_window() -> None:
    there, back = _in_stretches(1.0, 1 / 3), _in_stretches(1 / 3, 1.0)
    path = np.repeat([[0.2, 0.8], [0.8, 0.2]], 4, axis=0)
    verdicts = judge_candidates(
        [candidate(there), candidate(back)],
        asked={"jazz": 0.5, "folk": 0.5},
        judge=_by_bars(),
        originality=None,
        path=path,
    )
    assert verdicts[0].cost < verdicts[1].cost


class _JazzByDensity:
    """A head that hears jazz in proportion to the notes a bar."""

    def logits(self, sums: np.ndarray) -> np.ndarray:
        share = np.clip(sums[:, 0] / sums[:, 1] / 16, 0.01, 0.99)
        return np.log(np.stack([share, 1 - share], axis=1)).astype(np.float32)


def _notes_and_bars(listened: Listened) -> np.ndarray:
    notes = np.bincount(listened.bar, minlength=listened.bars)
    return np.stack([notes, np.ones_like(notes)], axis=1).astype(np.float32)


def _by_bars() -> Judge:
    return Judge("search", GENRES, _notes_and_bars, _JazzByDensity(), "0", {})
