"""Battles: blind until they close, closed once and on time, also over a restart."""

import pytest

from storage.battles import Battle, Side
from storage.errors import BattleClosed, NotFound
from storage.memory import Memory
from tests.storage.conftest import World


def fight(world: World, kind: str = "presets", seconds: float = 60) -> Battle:
    presets = [world.memory.presets.save(user, "mine", {}) for user in (world.ann, world.bob)]
    pieces = [world.piece(user) for user in (world.ann, world.bob)]
    left, right = (
        Side(piece.id, f"the {name}", user, preset.id)
        for piece, name, user, preset in zip(
            pieces, ("first", "second"), (world.ann, world.bob), presets, strict=True
        )
    )
    return world.memory.battles.open(
        world.ann, world.here, kind, left, right, seconds=seconds
    )  # fmt: skip


def test_names_and_counts_stay_hidden_until_the_time_is_up(world: World) -> None:
    battle = fight(world)
    battles = world.memory.battles
    carol, dave = world.person("carol"), world.person("dave")
    for voter, side in ((carol, "left"), (dave, "left"), (dave, "right"), (carol, "left")):
        seen = battles.vote(voter, battle.code, side, world.here)
        assert (seen.left_name, seen.right_name, seen.left_votes) == (None, None, 0)
    assert battles.close_due() == []
    world.clock.turn(seconds=60)
    (closed,) = battles.close_due()
    assert (closed.left_name, closed.right_name) == ("the first", "the second")
    assert (closed.left_votes, closed.right_votes) == (1, 1)
    assert battles.close_due() == []
    assert battles.find(battle.code, world.here) == closed


def test_votes_of_contestants_do_not_count(world: World) -> None:
    battle = fight(world)
    for voter in (world.ann, world.bob, world.person("carol")):
        world.memory.battles.vote(voter, battle.code, "left", world.here)
    world.clock.turn(seconds=61)
    assert world.memory.battles.close_due()[0].left_votes == 1


def test_nobody_votes_after_the_time_even_before_it_is_settled(world: World) -> None:
    battle = fight(world)
    world.clock.turn(seconds=60)
    with pytest.raises(BattleClosed):
        world.memory.battles.vote(world.bob, battle.code, "left", world.here)


def test_a_battle_belongs_to_its_place(world: World) -> None:
    battle = fight(world)
    with pytest.raises(NotFound):
        world.memory.battles.find(battle.code, world.elsewhere)
    with pytest.raises(NotFound):
        world.memory.battles.vote(world.bob, battle.code, "left", world.elsewhere)
    assert world.memory.battles.latest(world.elsewhere) == []


def test_a_battle_closes_after_a_restart(world: World) -> None:
    battle = fight(world)
    world.memory.battles.vote(world.person("carol"), battle.code, "right", world.here)
    world.memory.close()
    world.clock.turn(days=2)
    with Memory(world.folder, clock=world.clock) as again:
        assert again.battles.next_close() is not None
        (closed,) = again.battles.close_due()
        assert closed.right_votes == 1
        assert again.battles.next_close() is None


@pytest.mark.parametrize("kind", ["presets", "members"])
def test_settled_battles_tell_who_won(world: World, kind: str) -> None:
    battle = fight(world, kind)
    world.memory.battles.vote(world.person("carol"), battle.code, "right", world.here)
    assert world.memory.battles.outcomes(world.here, kind) == []
    world.clock.turn(seconds=61)
    world.memory.battles.close_due()
    (outcome,) = world.memory.battles.outcomes(world.here, kind)
    assert outcome.left_share == 0
    assert (outcome.left[1], outcome.right[1]) == ("the first", "the second")


def test_a_deleted_voter_leaves_no_vote_behind(world: World) -> None:
    battle = fight(world)
    carol = world.person("carol")
    world.memory.battles.vote(carol, battle.code, "right", world.here)
    world.clock.turn(seconds=61)
    world.memory.battles.close_due()
    world.memory.privacy.delete_user(carol)
    assert world.memory.battles.find(battle.code, world.here).right_votes == 0
