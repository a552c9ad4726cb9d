"""Presets: fifty each, shared with a place, forked with credit."""

import pytest

from storage.errors import LimitReached, NameTaken, NotFound
from storage.presets import MOST_PRESETS
from tests.storage.conftest import World

REQUEST = {"weights": {"jazz": 1.0}}


def test_names_compare_without_case_and_are_shown_as_typed(world: World) -> None:
    presets = world.memory.presets
    presets.save(world.ann, "Straße", REQUEST)
    presets.save(world.ann, "STRASSE", {"weights": {"folk": 1.0}})
    assert [one.name for one in presets.all(world.ann)] == ["STRASSE"]
    found = presets.find(world.ann, "strasse")
    assert found is not None
    assert found.request == {"weights": {"folk": 1.0}}


def test_the_fifty_first_preset_is_refused_and_the_fiftieth_can_be_replaced(world: World) -> None:
    presets = world.memory.presets
    for number in range(MOST_PRESETS):
        presets.save(world.ann, f"preset {number}", REQUEST)
    with pytest.raises(LimitReached, match="50"):
        presets.save(world.ann, "one more", REQUEST)
    presets.save(world.ann, "Preset 7", REQUEST)
    presets.save(world.bob, "one more", REQUEST)
    assert len(presets.all(world.ann)) == MOST_PRESETS


def test_renaming_keeps_the_request_and_never_takes_anothers_name(world: World) -> None:
    presets = world.memory.presets
    presets.save(world.ann, "one", REQUEST)
    presets.save(world.ann, "two", REQUEST)
    with pytest.raises(NameTaken):
        presets.rename(world.ann, "one", "TWO")
    with pytest.raises(NotFound):
        presets.rename(world.bob, "one", "mine")
    assert presets.rename(world.ann, "one", "One").name == "One"
    assert presets.rename(world.ann, "one", "three").request == REQUEST


def test_a_preset_is_others_only_where_it_is_shared_and_while_it_is(world: World) -> None:
    presets = world.memory.presets
    kept = presets.save(world.ann, "one", REQUEST)
    assert presets.shared(world.here) == []
    with pytest.raises(NotFound):
        presets.fork(world.bob, world.here, kept.id, "mine")
    with pytest.raises(NotFound):
        presets.share(world.bob, "one", world.here)
    presets.share(world.ann, "one", world.here)
    assert [one.author for one in presets.shared(world.here, name="ONE")] == ["ann"]
    assert presets.shared(world.elsewhere) == []
    with pytest.raises(NotFound):
        presets.fork(world.bob, world.elsewhere, kept.id, "mine")
    presets.share(world.ann, "one", None)
    assert presets.shared(world.here) == []


def test_a_fork_credits_its_author_and_outlives_the_origin(world: World) -> None:
    presets = world.memory.presets
    kept = presets.save(world.ann, "one", REQUEST)
    presets.share(world.ann, "one", world.here)
    fork = presets.fork(world.bob, world.here, kept.id, "mine")
    assert (fork.is_fork, fork.credit) == (True, ("one", "ann"))
    world.memory.privacy.delete_user(world.ann)
    left = presets.find(world.bob, "mine")
    assert left is not None
    assert (left.request, left.is_fork, left.credit) == (REQUEST, True, None)


def test_deleting_touches_only_ones_own(world: World) -> None:
    world.memory.presets.save(world.ann, "one", REQUEST)
    assert not world.memory.presets.delete(world.bob, "one")
    assert world.memory.presets.delete(world.ann, "ONE")
    assert not world.memory.presets.delete(world.ann, "one")
