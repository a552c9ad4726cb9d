"""What the memory adds to a conversation: everything lasts, and pieces have a family."""

import pytest

from bot.conversation.memory.session import Session, Who
from bot.conversation.memory.wants import HandOver
from bot.conversation.wording import reply
from engine.recipe import write_recipe
from engine.request import BaseTune, CompositionRequest
from storage.errors import LimitReached
from storage.piece import NewPiece
from tests.bot.conversation.memory.conftest import Town


def test_presets_preferences_and_history_outlive_the_process(town: Town) -> None:
    town.ann.say("70% jazz 30% folk in D minor")
    town.ann.say("slower")
    town.ann.say("save this as Sunday Morning")
    town.ann.say("always use 24 bars")
    before = town.ann.session.request
    town.restart()
    assert town.ann.session.request == before
    assert "24" in town.ann.told("my preferences")
    assert "Sunday Morning" in town.ann.told("my presets")
    undone = town.ann.say("undo").request
    assert undone is not None
    assert before is not None
    assert undone.tempo_bpm > before.tempo_bpm
    used = town.ann.say("sunday morning but slower")
    assert used.intent == "use_preset"
    assert used.request is not None
    assert used.request.tempo_bpm < before.tempo_bpm


def test_edits_remixes_and_replies_make_a_family(town: Town) -> None:
    town.ann.say("jazz")
    eldest = town.ann.code
    town.ann.say("slower")
    middle = town.ann.code
    town.bob.say(f"remix {middle} but in D minor")
    remix = town.bob.piece
    assert remix is not None
    assert remix.parent == middle
    assert remix.difference == {"key": "D minor"}
    town.bob.say("faster", about=eldest)
    assert town.bob.piece is not None
    assert town.bob.piece.parent == eldest
    tree = town.bob.told(f"piece {middle.lower()}")
    assert all(code in tree for code in (eldest, middle, remix.code))
    assert "ann" in tree
    town.ann.say("folk")
    assert town.ann.piece is not None
    assert town.ann.piece.parent is None


def test_after_an_undo_the_piece_talked_about_is_the_one_before(town: Town) -> None:
    town.ann.say("jazz")
    first = town.ann.code
    town.ann.say("slower")
    town.ann.say("undo")
    assert first in town.ann.told("vote up")
    town.ann.say("in E")
    assert town.ann.piece is not None
    assert town.ann.piece.parent == first


def test_history_lists_ones_own_pieces_with_codes(town: Town) -> None:
    town.ann.say("jazz")
    town.bob.say("folk")
    told = town.ann.told("history")
    assert town.ann.code in told
    assert town.bob.code not in told


def test_votes_and_the_top_in_words(town: Town) -> None:
    town.ann.say("jazz")
    assert "doesn't count" in town.ann.told("vote up")
    assert "▲1 ▼0" in town.bob.told(f"vote up {town.ann.code}")
    assert "▲0 ▼1" in town.bob.told(f"👎 {town.ann.code}")
    assert "▲0 ▼0" in town.bob.told(f"take my vote back for {town.ann.code}")
    town.bob.say(f"i like {town.ann.code}")
    for asked in ("top", "best pieces of the week", "top today", "/top week"):
        assert town.ann.code in town.bob.told(asked)
    assert town.ann.code not in town.bob.told("top everywhere")
    town.ann.say("make it public")
    assert town.ann.code in town.carol.told("top everywhere")
    assert town.ann.code not in town.carol.told("top")


def test_a_like_inside_a_wish_is_still_a_wish(town: Town) -> None:
    town.ann.say("jazz")
    assert town.ann.say("i like it but slower").intent == "edit"
    assert town.ann.say("top of the morning, some folk please").intent == "compose"


def test_presets_are_shared_forked_renamed_and_carried(town: Town) -> None:
    town.ann.say("60% jazz 40% hymn in Eb, no drums, start slow")
    town.ann.say("save this as night drive")
    assert "night drive" not in town.bob.told("shared presets")
    town.ann.say("share night drive")
    assert '"night drive" by ann' in town.bob.told("shared presets")
    assert town.bob.say("use night drive").request is not None
    assert "by ann" in town.bob.told("fork night drive as mine")
    assert "mine" in town.bob.told("my presets")
    assert "called" in town.bob.told("rename mine to evening")
    for how in ("", " as json"):
        text = town.bob.told("export evening" + how).strip()
        assert len(f"import {text}") <= 500
        assert "imported" in town.carol.told(f"import {text} as copy{len(how)}")
        copy = town.carol.say(f"use copy{len(how)}").request
        assert copy is not None
        origin = town.bob.say("use evening").request
        assert origin is not None
        assert copy.weights == origin.weights
        assert (copy.key, copy.without, copy.bars) == (origin.key, origin.without, origin.bars)


def test_names_of_presets_stay_names(town: Town) -> None:
    town.ann.say("jazz")
    town.ann.say("save this as tea time")
    for name in ("jazz", "undo", "<@123>"):
        assert town.ann.say(f"rename tea time to {name}").error is not None
    assert town.ann.say("import {}").error is not None
    for text in ("FP-ZZZZ", '{"name":"x"}', '{"name":"x","weights":{"jazz":9}}', "{" * 90):
        assert town.ann.say(f"import {text}").error is not None
    assert '"tea time"' in town.ann.told("my presets")


def test_adventures_need_a_wish_to_fight_over(town: Town) -> None:
    asked = town.ann.say("battle safe against wild")
    assert asked.error is not None
    assert "Ask for a piece first" in asked.error
    stranger = town.ann.say("battle nobody against wild")
    assert stranger.error is not None
    assert "can't fight" in stranger.error


def test_a_battle_is_blind_until_it_closes_and_then_rates(town: Town) -> None:
    for name, blend in (("calm one", "hymn"), ("wild one", "80% jazz 20% game")):
        town.ann.say(blend)
        town.ann.say(f"save this as {name}")
        town.ann.say(f"share {name}")
    begun = town.bob.say("battle calm one against wild one for 5 minutes")
    told = "\n".join(begun.notes)
    assert begun.error is None
    assert "calm" not in told
    assert "5 minutes" in told
    assert "your vote" in town.bob.told("left")
    assert "open for" in town.bob.told("battles")
    assert town.carol.say("left").intent == "unknown"
    town.restart()
    town.clock.turn(seconds=301)
    over = town.bob.told("help")
    assert "Battle over" in over
    assert "calm one" in over
    assert "Battle over" not in town.bob.told("help")
    assert "±" in town.bob.told("preset ratings")


def test_members_and_adventures_fight_too_and_nothing_else(town: Town) -> None:
    town.ann.say("jazz")
    town.bob.say("folk")
    assert town.ann.say("battle ann against bob").error is None
    assert town.ann.say("battle safe versus wild for 2 hours").error is None
    assert town.ann.say("battle 0.8 against 1.2").error is None
    assert town.ann.say("battle ann against wild").error is not None
    assert town.ann.say("battle nobody against nothing").error is not None
    assert len(town.memory.battles.latest(1)) == 3


def test_privacy_in_words_from_asking_to_erasing(town: Town) -> None:
    town.ann.say("jazz")
    town.ann.say("save this as mine")
    town.bob.say(f"vote up {town.ann.code}")
    assert "pieces (1)" in town.ann.told("privacy")
    exported = town.ann.say("export my data")
    assert isinstance(exported.wants, HandOver)
    assert exported.wants.path.exists()
    assert town.ann.say("delete everything for good").error is not None
    assert "pieces (1)" in town.ann.told("delete my data")
    assert town.ann.say("jazz").error is None  # said something else: no longer sure
    assert town.ann.say("delete everything for good").error is not None
    town.ann.say("delete my data")
    assert "erased" in town.ann.told("yes, delete everything for good")
    assert town.ann.session.request is None
    assert "No presets" in town.ann.told("my presets")
    assert "nothing" not in town.bob.told("privacy")
    assert town.ann.say("folk").error is None


def test_the_sixth_running_piece_is_refused_kindly(town: Town) -> None:
    reading = town.ann.session.say("jazz")
    assert reading.request is not None
    for _ in range(5):
        town.ann.session.order(reading.request.composition())
    with pytest.raises(LimitReached, match="wait for one"):
        town.ann.session.order(reading.request.composition())
    town.restart()
    assert len(town.ann.session.unfinished()) == 5
    assert town.bob.session.unfinished() == []


def _on_a_melody(town: Town, *, keep: bool) -> tuple[str, str]:
    """(code, recipe) of a piece of Ann's that was built on a melody of hers."""
    request = CompositionRequest({"jazz": 1.0}, base=BaseTune("0123abcd", None, keep))
    recipe = write_recipe(request, "00000000")
    new = NewPiece("jazz on a tune", recipe, "00000000", request.to_json(), visibility="public")
    return town.ann.session.made(new, belongs=False).code, recipe


def test_a_piece_on_a_melody_is_kept_and_told_in_words(town: Town) -> None:
    code, _ = _on_a_melody(town, keep=True)
    user = town.memory.people.meet_user("test", "ann")
    kept = town.memory.pieces.find(code, user, None)
    assert kept.request["base"] == {"id": "0123abcd", "keep": True}
    assert "built on a melody of yours, kept note for note" in town.ann.told(f"piece {code}")
    assert "built on a melody of ann's" in town.bob.told(f"piece {code}")


def test_what_needs_a_melody_that_is_not_there_says_so(town: Town) -> None:
    code, recipe = _on_a_melody(town, keep=False)
    for said in (recipe, f"{recipe} but slower", f"remix {code}", f"remix {code} but slower"):
        reading = town.ann.say(said)
        assert reading.error is not None, said
        assert "--melody FILE" in reading.error, said
    assert town.ann.session.request is None
    answered = town.ann.say("slower", code)
    assert answered.error is not None


def test_a_recipe_is_composed_as_it_is_or_with_a_change(town: Town) -> None:
    wished = CompositionRequest({"jazz": 0.7, "folk": 0.3}, seed=11, loop=True, intro=2)
    recipe = write_recipe(wished, "00000000")
    same = town.ann.say(recipe.lower())
    assert same.request is not None
    assert (same.intent, same.request.composition()) == ("compose", wished)
    slower = town.ann.say(f"{recipe} but slower").request
    assert slower is not None
    assert (slower.tempo_bpm, slower.seed, slower.loop, slower.intro) == (102, 11, True, 2)


def test_a_recipe_of_other_networks_is_said_to_be_one(town: Town) -> None:
    recipe = write_recipe(CompositionRequest({"jazz": 1.0}, seed=11), "00000000")
    for composing, is_other in (("11111111", True), ("00000000", False), (None, False)):
        chat = Session(
            town.memory,
            Who("test", "dora", "Dora", "here"),
            folder=town.folder,
            model_version=lambda known=composing: known,  # type: ignore[misc]
        )
        notes = chat.say(recipe).notes
        assert any("another model version" in note for note in notes) == is_other


@pytest.mark.parametrize("broken", ["FX-AAAA-BBBB", "fx-1", "FX-2099YC9K0YHTRTQQ623W180060800800"])
def test_what_looks_like_a_recipe_and_is_none_is_said_so(town: Town, broken: str) -> None:
    reading = town.ann.say(broken)
    assert reading.request is None
    assert reading.error is not None
    assert "not a recipe code" in reading.error


def test_a_recipe_with_one_letter_changed_is_no_recipe(town: Town) -> None:
    recipe = write_recipe(CompositionRequest({"jazz": 1.0}, seed=11), "00000000")
    changed = town.ann.say(recipe[:-1] + ("0" if recipe[-1] != "0" else "1"))
    assert changed.error is not None
    assert "not a recipe code" in changed.error


def test_a_family_tells_of_loops_and_intros(town: Town) -> None:
    town.ann.say("jazz")
    town.ann.say("make it loop with a 2 bar intro")
    told = town.ann.told("piece")
    assert "as a loop" in told
    assert "2 bars of intro" in told


def test_who_goes_back_is_told_how_to_hear_it(town: Town) -> None:
    town.ann.say("70% jazz 30% folk")
    town.ann.say("in C minor")
    back = town.ann.say("undo")
    assert reply(back).endswith('Say "the same" to hear it.')
    assert town.ann.say("the same").request == back.request
