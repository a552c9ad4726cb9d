"""Votes and rankings: one vote a user a piece, and certainty before sums."""

import itertools
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import NotFound
from storage.ranking import DAYS, Tally, wilson
from storage.upkeep import check
from tests.storage.conftest import World


def test_a_vote_counts_once_and_can_be_changed_and_taken_back(world: World) -> None:
    piece = world.piece(world.ann)
    votes = world.memory.votes
    for value, up, down in ((1, 1, 0), (1, 1, 0), (-1, 0, 1), (0, 0, 0), (0, 0, 0), (1, 1, 0)):
        tally = votes.cast(world.bob, piece.id, value, place=world.here)
        assert tally == Tally(up, down, value)
        assert votes.tally(world.bob, piece.id, place=world.here) == tally


def test_the_authors_own_vote_is_kept_and_counts_for_nothing(world: World) -> None:
    piece = world.piece(world.ann)
    tally = world.memory.votes.cast(world.ann, piece.id, 1, place=world.here)
    assert tally == Tally(0, 0, 1, is_own=True)
    assert world.memory.votes.top(world.ann, place=world.here) == []


def test_nobody_votes_on_what_they_cannot_see(world: World) -> None:
    piece = world.piece(world.ann, visibility="private")
    for place in (world.here, None):
        with pytest.raises(NotFound):
            world.memory.votes.cast(world.bob, piece.id, 1, place=place)
        with pytest.raises(NotFound):
            world.memory.votes.tally(world.bob, piece.id, place=place)


@given(up=st.integers(0, 500), down=st.integers(0, 500))
def test_the_score_is_a_careful_share_of_likes(up: int, down: int) -> None:
    score = wilson(up, down)
    assert 0 <= score <= up / max(1, up + down) + 1e-12
    assert wilson(up + 1, down) > score
    assert wilson(up, down + 1) <= score + 1e-12


def test_nine_of_ten_rank_above_one_of_one_and_fifty_of_a_hundred(world: World) -> None:
    voters = [world.person(f"voter {n}") for n in range(100)]
    counts = {"nine of ten": (9, 1), "one of one": (1, 0), "fifty of a hundred": (50, 50)}
    pieces = {}
    for name, (up, down) in counts.items():
        pieces[world.piece(world.ann).id] = name
        piece = max(pieces)
        for voter, value in zip(voters, [1] * up + [-1] * down, strict=False):
            world.memory.votes.cast(voter, piece, value, place=world.here)
    ranked = [pieces[one.id] for one in world.memory.votes.top(world.bob, place=world.here)]
    assert ranked == ["nine of ten", "fifty of a hundred", "one of one"]


def test_the_top_of_a_span_is_the_top_of_all_that_lies_in_it(world: World) -> None:
    voters = [world.person(f"voter {n}") for n in range(6)]
    made = []
    for age, likes in itertools.product((0, 0.4, 0.99, 1.01, 6.9, 7.1, 40), (1, 3, 6)):
        world.clock.turn(days=-age)
        piece = world.piece(world.ann)
        world.clock.turn(days=age)
        for voter in voters[:likes]:
            world.memory.votes.cast(voter, piece.id, 1, place=world.here)
        made.append((age, likes, piece.id))
    for span, days in DAYS.items():
        inside = [(likes, id_) for age, likes, id_ in made if days is None or age <= days]
        expected = [id_ for _, id_ in sorted(inside, reverse=True)][:5]
        top = world.memory.votes.top(world.bob, span=span, place=world.here, limit=5)
        assert [one.id for one in top] == expected


def test_rankings_show_a_place_its_own_and_everybody_only_the_public(world: World) -> None:
    shown = {
        "private": world.piece(world.ann, visibility="place"),
        "place": world.piece(world.ann, visibility="place"),
        "public": world.piece(world.ann, visibility="public"),
    }
    for piece in shown.values():
        world.memory.votes.cast(world.bob, piece.id, 1, place=world.here)
    world.memory.pieces.show_to(world.ann, shown["private"].code, "private")
    here = world.memory.votes.top(world.bob, place=world.here)
    everywhere = world.memory.votes.top(world.bob)
    assert {one.id for one in here} == {shown["place"].id, shown["public"].id}
    assert {one.id for one in everywhere} == {shown["public"].id}
    assert world.memory.votes.top(world.bob, place=world.elsewhere) == []


def test_two_hundred_voters_at_once_lose_nothing_and_double_nothing(world: World) -> None:
    pieces = [world.piece(world.ann) for _ in range(4)]
    voters = [world.person(f"voter {n}") for n in range(200)]
    ready = threading.Barrier(len(voters))
    troubles: list[Exception] = []

    def vote(number: int, voter: int) -> None:
        ready.wait()
        try:
            for piece in pieces:
                world.memory.votes.cast(voter, piece.id, 1, place=world.here)
                world.memory.votes.cast(voter, piece.id, -1 if number % 4 == 0 else 1,
                                        place=world.here)  # fmt: skip
        except Exception as error:
            troubles.append(error)

    threads = [threading.Thread(target=vote, args=pair) for pair in enumerate(voters)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    for piece in pieces:
        tally = world.memory.votes.tally(world.ann, piece.id, place=world.here)
        assert (tally.up, tally.down) == (150, 50)
    assert check(world.memory.database.path) == []
