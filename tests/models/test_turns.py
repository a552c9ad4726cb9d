"""Turns that melodies share with each other and with the training works."""

import pytest

from models.originality_build import index_of
from models.turns import KnownTurns, shared_turns, turns_of
from tests.models.test_originality import piece, tune


def test_a_known_melody_has_no_novelty_and_a_strange_one_only_novelty() -> None:
    known = KnownTurns(index_of([piece("t", tune(1, pitches=12))]))
    assert known.novelty(tune(1, pitches=12)) == 0
    assert known.novelty(tune(2, pitches=40, lengths=8)) == 1
    assert known.novelty(tune(3, notes=2)) == 0


def test_a_melody_shares_its_turns_with_itself_in_any_key() -> None:
    sheet = tune(1, pitches=12)
    moved = sheet.transposed(5, sheet.key.transposed(5))
    assert shared_turns([sheet, moved]) == 1
    assert shared_turns([sheet, tune(2, pitches=40, lengths=8)]) == 0


def test_sharing_is_the_mean_of_all_pairs() -> None:
    sheets = [tune(1, pitches=12), tune(1, pitches=12), tune(2, pitches=40, lengths=8)]
    assert shared_turns(sheets) == pytest.approx(1 / 3)
    assert shared_turns(sheets[:1]) == 0


def test_every_starting_note_has_a_turn() -> None:
    assert len(turns_of(tune(1, notes=30))) == 25
