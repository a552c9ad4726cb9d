"""Drafting's random numbers: a stream for each attempt, shared with no other stage."""

import numpy as np

from engine.compose.drafting import drafting_numbers

OTHER_STAGES = (1, 3, 4)  # breath, examples, upbeats


def test_attempts_draw_from_streams_of_their_own() -> None:
    for seed in (0, 7, 2**31 - 1):
        streams = [drafting_numbers(seed, attempt) for attempt in range(4)]
        streams += [np.random.default_rng([seed, stage]) for stage in OTHER_STAGES]
        first = [stream.random() for stream in streams]
        assert len(set(first)) == len(first)


def test_a_piece_at_its_first_attempt_draws_from_its_seed() -> None:
    assert drafting_numbers(7).random() == np.random.default_rng(7).random()
