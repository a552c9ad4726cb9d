"""Jobs, settings, preferences, conversations and opinions."""

import pytest

from storage.errors import LimitReached, StorageError
from storage.memory import Memory
from storage.opinions import MOST_USED
from tests.storage.conftest import World


def test_a_job_outlives_the_process_and_is_delivered_once(world: World) -> None:
    jobs = world.memory.jobs
    number = jobs.add(world.ann, {"bars": 16}, front="test", place=world.here, address={"to": 5})
    assert jobs.start(number)
    world.memory.close()
    with Memory(world.folder) as again:
        (job,) = again.jobs.unfinished("test")
        assert (job.id, job.state, job.attempts) == (number, "running", 1)
        assert (job.request, job.address) == ({"bars": 16}, {"to": 5})
        assert again.jobs.unfinished("other") == []
        assert again.jobs.start(number)
        assert again.jobs.deliver(number)
        assert not again.jobs.deliver(number)
        assert not again.jobs.start(number)
        assert again.jobs.unfinished("test") == []


def test_a_job_that_kills_the_program_is_given_up_after_three_starts(world: World) -> None:
    number = world.memory.jobs.add(world.ann, {}, front="test")
    assert [world.memory.jobs.start(number) for _ in range(4)] == [True, True, True, False]
    assert world.memory.jobs.unfinished("test") == []


def test_the_sixth_running_job_is_refused_and_others_are_not(world: World) -> None:
    jobs = world.memory.jobs
    numbers = [jobs.add(world.ann, {}, front="test") for _ in range(5)]
    with pytest.raises(LimitReached, match="5 pieces"):
        jobs.add(world.ann, {}, front="test")
    jobs.add(world.bob, {}, front="test")
    jobs.fail(numbers[0], "a sentence")
    jobs.add(world.ann, {}, front="test")


def test_only_the_asker_cancels_a_job(world: World) -> None:
    number = world.memory.jobs.add(world.ann, {}, front="test")
    assert not world.memory.jobs.cancel(number, world.bob)
    assert world.memory.jobs.cancel(number, world.ann)
    assert not world.memory.jobs.cancel(number, world.ann)


def test_settings_and_preferences_keep_each_owner_apart(world: World) -> None:
    world.memory.settings.set(world.here, "channels", ["a", "b"])
    world.memory.settings.set(world.here, "quiet", True)
    world.memory.settings.set(world.here, "quiet", None)
    assert world.memory.settings.all(world.here) == {"channels": ["a", "b"]}
    assert world.memory.settings.all(world.elsewhere) == {}
    world.memory.preferences.set(world.ann, {"bars": 8})
    assert world.memory.preferences.get(world.bob) == {}
    world.memory.preferences.set(world.ann, {})
    assert world.memory.preferences.get(world.ann) == {}


def test_a_conversation_goes_on_after_a_restart(world: World) -> None:
    number, history = world.memory.people.conversation(world.ann, world.here, "main")
    assert history == {}
    world.memory.people.remember_history(number, {"done": [1, 2]})
    world.memory.close()
    with Memory(world.folder) as again:
        found = again.people.conversation(world.ann, world.here, "main")
        assert found == (number, {"done": [1, 2]})
        assert again.people.conversation(world.bob, world.here, "main")[1] == {}


def test_a_vote_replaces_the_opinion_of_the_vote_before(world: World) -> None:
    piece = world.piece(world.bob)
    opinions = world.memory.opinions
    for liking in (1.0, -1.0):
        opinions.add(world.ann, "vote", liking, {}, place=world.here, piece=piece.id)
    opinions.add(world.ann, "kept", 1.0, {}, place=world.here, piece=piece.id)
    assert [(o.kind, o.liking) for o in opinions.of_user(world.ann)] == [("vote", -1), ("kept", 1)]
    assert len(opinions.of_place(world.here)) == 2
    opinions.withdraw(world.ann, piece.id, "vote")
    assert [o.kind for o in opinions.of_user(world.ann)] == ["kept"]


def test_what_is_private_does_not_count_for_the_place(world: World) -> None:
    opinions = world.memory.opinions
    hidden, shown = world.piece(world.ann, visibility="private"), world.piece(world.ann)
    for piece in (hidden, shown):
        opinions.add(world.ann, "kept", 1.0, {}, place=world.here, piece=piece.id)
    assert [one.piece for one in opinions.of_place(world.here)] == [shown.code]
    world.memory.pieces.show_to(world.ann, shown.code, "private")
    assert opinions.of_place(world.here) == []
    assert len(opinions.of_user(world.ann)) == 2


def test_a_frozen_taste_learns_nothing_and_a_forgotten_one_knows_nothing(world: World) -> None:
    opinions = world.memory.opinions
    opinions.add(world.ann, "kept", 1.0, {})
    opinions.freeze(world.ann, True)
    opinions.tell(world.ann, {"jazz": 1})
    opinions.add(world.ann, "kept", 1.0, {})
    assert opinions.is_frozen(world.ann)
    assert len(opinions.of_user(world.ann)) == 1
    assert opinions.forget(world.ann) == 1
    assert (opinions.told(world.ann), opinions.is_frozen(world.ann)) == ({}, False)


def test_opinions_are_limited_to_the_latest(world: World) -> None:
    rows = [(world.ann, "again", -0.1, f'{{"n": {number}}}', 0.0) for number in range(419)]
    world.memory.database.write(
        lambda c: c.executemany(
            "INSERT INTO opinions (user, kind, liking, features, formed_at) VALUES (?, ?, ?, ?, ?)",
            rows,
        )
    )
    world.memory.opinions.add(world.ann, "again", -0.1, {"n": 419})
    latest = world.memory.opinions.of_user(world.ann)
    assert [o.features["n"] for o in latest] == list(range(420 - MOST_USED, 420))
    assert world.memory.privacy.summary(world.ann)["signs of your taste"] == 400


def test_what_is_said_of_somebody_deleted_is_one_sentence(world: World) -> None:
    world.memory.privacy.delete_user(world.ann)
    with pytest.raises(StorageError, match="deleted meanwhile"):
        world.memory.presets.save(world.ann, "late", {})
    with pytest.raises(StorageError, match="deleted meanwhile"):
        world.piece(world.ann)


def test_a_closed_memory_says_so(world: World) -> None:
    world.memory.close()
    world.memory.close()
    with pytest.raises(StorageError, match="closed"):
        world.person("late")
