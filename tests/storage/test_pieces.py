"""Pieces: found by code and recipe, their family, and who may see them."""

import pytest

from storage.errors import NotFound
from tests.storage.conftest import World, new_piece


def test_a_piece_is_found_by_its_code_as_people_type_it(world: World) -> None:
    made = world.piece(world.ann, tempo_bpm=99)
    for typed in (made.code, made.code.lower(), f" #{made.code} "):
        assert world.memory.pieces.find(typed, world.ann, world.here) == made
    assert made.request["tempo_bpm"] == 99


def test_a_recipe_finds_the_newest_piece_that_the_asker_may_see(world: World) -> None:
    world.piece(world.ann)
    newest = world.piece(world.ann)
    world.piece(world.bob, visibility="private")
    assert world.memory.pieces.find("fx-test", world.ann, world.here).id == newest.id


@pytest.mark.parametrize(
    ("visibility", "here", "elsewhere"),
    [("private", False, False), ("place", True, False), ("public", True, True)],
)
def test_others_see_a_piece_as_far_as_its_author_shows_it(
    world: World, visibility: str, here: bool, elsewhere: bool
) -> None:
    made = world.piece(world.ann, visibility=visibility)
    for place, seen in ((world.here, here), (world.elsewhere, elsewhere), (None, elsewhere)):
        assert world.memory.pieces.find(made.code, world.ann, place) == made
        if seen:
            assert world.memory.pieces.find(made.code, world.bob, place) == made
        else:
            with pytest.raises(NotFound):
                world.memory.pieces.find(made.code, world.bob, place)


def test_a_piece_remembers_how_it_differs_from_its_parent(world: World) -> None:
    first = world.piece(world.ann, tempo_bpm=100, seed=1)
    second = world.piece(world.bob, tempo_bpm=120, seed=2, parent=first.code)
    assert second.parent == first.code
    assert second.difference == {"tempo_bpm": 120}


def test_the_family_shows_ancestors_and_descendants_but_nothing_hidden(world: World) -> None:
    eldest = world.piece(world.ann)
    middle = world.piece(world.bob, parent=eldest.code)
    youngest = world.piece(world.ann, parent=middle.code)
    world.piece(world.bob, parent=middle.code, visibility="private")
    cousin = world.piece(world.bob, parent=eldest.code)
    above, below = world.memory.pieces.family(middle, world.ann, world.here)
    assert [one.id for one in above] == [eldest.id]
    assert [one.id for one in below] == [youngest.id]
    _, all_below = world.memory.pieces.family(eldest, world.ann, world.here)
    assert [one.id for one in all_below] == [middle.id, youngest.id, cousin.id]


def test_a_hidden_parent_is_not_taken_for_a_parent(world: World) -> None:
    secret = world.piece(world.ann, visibility="private")
    assert world.piece(world.bob, parent=secret.code).parent is None


def test_only_the_author_hides_a_piece(world: World) -> None:
    made = world.piece(world.ann)
    with pytest.raises(NotFound):
        world.memory.pieces.show_to(world.bob, made.code, "private")
    world.memory.pieces.show_to(world.ann, made.code, "private")
    with pytest.raises(NotFound):
        world.memory.pieces.find(made.code, world.bob, world.here)


def test_a_post_leads_back_to_its_piece_for_those_who_may_see_it(world: World) -> None:
    made = world.piece(world.ann)
    world.memory.pieces.remember_post("test", "message 1", made.id)
    pieces = world.memory.pieces
    assert pieces.in_post("test", "message 1", world.bob, world.here) == made
    assert pieces.posts_of(made.id) == [("test", "message 1")]
    pieces.show_to(world.ann, made.code, "private")
    assert pieces.in_post("test", "message 1", world.bob, world.here) is None


def test_a_piece_can_be_deleted_by_its_author_only_and_stays_deleted(world: World) -> None:
    made = world.piece(world.ann)
    child = world.piece(world.bob, parent=made.code)
    with pytest.raises(NotFound):
        world.memory.privacy.delete_piece(world.bob, made.code)
    world.memory.privacy.delete_piece(world.ann, made.code)
    assert world.memory.pieces.latest(world.ann) == []
    orphan = world.memory.pieces.find(child.code, world.bob, world.here)
    assert orphan.parent is None


def test_an_unknown_visibility_is_refused() -> None:
    with pytest.raises(ValueError, match="private, place, public"):
        new_piece(visibility="secret")
