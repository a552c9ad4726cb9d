"""Baselines in bits per event: proper distributions that learn."""

import math

import pytest

from models.baselines import TrigramModel, uniform_bits
from tests.models.tunes import random_events


def test_uniform_guessing_costs_the_size_of_the_alphabet() -> None:
    assert uniform_bits() == pytest.approx(math.log2(66) + math.log2(96))


def test_an_untrained_trigram_guesses_evenly() -> None:
    assert TrigramModel().bits([random_events(1)]) == pytest.approx(uniform_bits())


def test_a_trigram_knows_what_it_has_read_better_than_what_it_has_not() -> None:
    model = TrigramModel()
    model.learn(random_events(seed) for seed in range(30))
    assert model.bits([random_events(99)]) < uniform_bits() / 3


def test_probabilities_sum_to_one() -> None:
    model = TrigramModel()
    model.learn([random_events(1)])
    contexts = [("", 0), ("1", (37, 12)), ("2", ((37, 12), (41, 12)))]
    total = sum(model._pitch.probability(contexts, pitch) for pitch in range(66))
    assert total == pytest.approx(1)
