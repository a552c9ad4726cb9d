"""The gallery: pages without gaps or doubles, of nothing that its viewer may not see."""

from __future__ import annotations

import random

import pytest

from storage.battles import Side
from storage.gallery import ORDERS, SCOPES, BadCursor
from tests.storage.conftest import World


def codes(world: World, viewer: int | None = None, **asked: object) -> list[str]:
    """All codes, page by page."""
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = world.memory.gallery.page(
            viewer or world.bob,
            world.here,
            limit=3,
            cursor=cursor,
            **asked,  # type: ignore[arg-type]  # names of page
        )
        found += [piece.code for piece in page.pieces]
        cursor = page.next
        if cursor is None:
            return found


@pytest.mark.parametrize("order", ORDERS)
def test_pages_hold_each_piece_once_in_order(world: World, order: str) -> None:
    rng = random.Random(4)
    voters = [world.person(f"voter {n}") for n in range(6)]
    for _ in range(17):
        piece = world.piece(world.ann, visibility=rng.choice(["place", "public"]))
        for voter in rng.sample(voters, rng.randint(0, 6)):
            world.memory.votes.cast(voter, piece.id, rng.choice([-1, 1]), place=world.here)
    found = codes(world, order=order)
    assert len(found) == len(set(found)) == 17
    pieces = [world.memory.pieces.find(code, world.bob, world.here) for code in found]
    keys = [(piece.score, piece.id) if order == "top" else (piece.id,) for piece in pieces]
    assert keys == sorted(keys, reverse=True)


@pytest.mark.parametrize("scope", SCOPES)
def test_only_what_may_be_seen_is_shown(world: World, scope: str) -> None:
    private = world.piece(world.ann, visibility="private").code
    here = world.piece(world.ann).code
    there = world.piece(world.ann, place=world.elsewhere).code
    public = world.piece(world.ann, visibility="public", place=world.elsewhere).code
    own = world.piece(world.bob, visibility="private").code
    expected = {
        "all": {here, public, own}, "here": {here}, "public": {public}, "mine": {own},
    }  # fmt: skip
    assert set(codes(world, scope=scope)) == expected[scope]
    mine = {private, here, there, public}
    assert set(codes(world, viewer=world.ann, scope="mine")) == mine


def test_genres_and_spans_narrow_it(world: World) -> None:
    old = world.piece(world.ann, weights={"jazz": 0.5, "vintage pop": 0.5}).code
    world.clock.turn(days=10)
    new = world.piece(world.ann, weights={"folk": 1.0}).code
    assert codes(world, genre="vintage pop") == [old]
    assert codes(world, genre="folk") == [new]
    assert codes(world, genre="fol") == []
    assert codes(world, span="week") == [new]
    assert codes(world, span="month", order="new") == [new, old]


def test_pieces_of_an_open_battle_stay_blind(world: World) -> None:
    left, right = world.piece(world.ann), world.piece(world.ann)
    sides = [Side(one.id, "x", world.ann) for one in (left, right)]
    world.memory.battles.open(world.ann, world.here, "members", sides[0], sides[1], seconds=60)
    assert codes(world) == []
    world.clock.turn(seconds=61)
    world.memory.battles.close_due()
    assert set(codes(world)) == {left.code, right.code}


@pytest.mark.parametrize("cursor", ["x", "", "bm8", "WzEsIDJd" * 9, "W10", "W251bGwsIG51bGxd"])
def test_a_made_up_cursor_is_a_sentence(world: World, cursor: str) -> None:
    with pytest.raises(BadCursor, match="first page"):
        world.memory.gallery.page(world.bob, world.here, cursor=cursor)
