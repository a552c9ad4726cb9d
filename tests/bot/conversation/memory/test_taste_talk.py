"""The learned taste in a conversation: used where something is open, told, and one's own."""

from bot.conversation.memory.orders import read_order
from tests.bot.conversation.memory.conftest import Town


def like_folk(town: Town) -> None:
    for _ in range(4):
        town.ann.say("80% folk 20% celtic, adventurous")
        town.ann.say("vote up")
        town.ann.say("jazz and game")
        town.ann.say("vote down")


def test_an_open_request_is_filled_by_taste_and_says_why(town: Town) -> None:
    assert "jazz" in str(town.ann.say("write something").notes)
    town.ann.say("forget my taste")
    like_folk(town)
    town.ann.say("start over")
    reading = town.ann.say("write me a tune")
    assert reading.request is not None
    weights = reading.request.weights
    assert weights.get("folk", 0) > weights.get("jazz", 0)
    assert any("because you liked" in note and "folk" in note for note in reading.notes)
    assert town.bob.say("write me a tune").request is not None


def test_what_is_said_goes_before_what_was_learned(town: Town) -> None:
    like_folk(town)
    town.ann.say("start over")
    said = town.ann.say("hymn, temperature 0.7, 80 bpm").request
    assert said is not None
    assert (dict(said.weights), said.temperature, said.tempo_bpm) == ({"hymn": 1.0}, 0.7, 80)
    town.ann.say("always use ragtime")
    town.ann.say("start over")
    usual = town.ann.say("write me a tune").request
    assert usual is not None
    assert dict(usual.weights) == {"ragtime": 1.0}


def test_surprises_explore_and_teach_nothing_by_themselves(town: Town) -> None:
    blends = {str(town.ann.say("surprise me").request.weights) for _ in range(6)}  # type: ignore[union-attr]
    assert len(blends) > 2
    ann = town.memory.people.meet_user("test", "ann")
    assert town.memory.opinions.of_user(ann) == []


def test_a_taste_is_told_corrected_frozen_and_forgotten(town: Town) -> None:
    assert "too little" in town.ann.told("my taste")
    like_folk(town)
    assert "folk" in town.ann.told("my taste")
    town.ann.say("my taste is 70% renaissance 30% hymn")
    assert "renaissance" in town.ann.told("what do i like")
    town.ann.say("freeze my taste")
    before = town.ann.told("my taste")
    assert "frozen" in before
    like_folk(town)
    assert town.ann.told("my taste") == before
    town.ann.say("unfreeze my taste")
    assert "frozen" not in town.ann.told("my taste")
    town.ann.say("forget my taste")
    assert "too little" in town.ann.told("my taste")


def test_a_place_has_a_taste_that_names_nobody(town: Town) -> None:
    like_folk(town)
    told = town.bob.told("our taste")
    assert "folk" in told
    assert "ann" not in told
    assert "too little" in town.carol.told("our taste")


def test_orders_are_whole_messages_and_code_is_told_from_word() -> None:
    assert read_order("vote up K7M2QX") == ("vote", {"way": "up", "code": "K7M2QX"})
    assert read_order("delete sunday") is None
    assert read_order("more jazz on top") is None
    assert read_order("take jazz and folk") is None
    assert read_order("piece for piano in 3/4") is None
