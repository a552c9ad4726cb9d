"""Names for genres of one's own: free, plain, and understood."""

from __future__ import annotations

import pytest

from bot.conversation.dialogue import Dialogue
from bot.conversation.genre_names import check_genre_name
from bot.errors import BadInput
from music.genres import GENRES, Genre


def _row(name: str) -> Genre:
    return Genre(name, (), 117, "2/4", "minor", "#12AB34", "your own", "1a2b3c4d")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Klezmer", "klezmer"),
        (" chinese  Folk ", "chinese folk"),
        ("80s pop", "80s pop"),
        ("rock", "rock"),
        ("slängpolska", "slängpolska"),
        ("polka 2", "polka 2"),
    ],
)
def test_plain_free_names_are_kept_in_small_letters(typed: str, kept: str) -> None:
    assert check_genre_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("jazz", "comes with Fusebox"),
        ("Bebop", "means jazz"),
        ("flute", "misunderstood"),
        ("minor", "misunderstood"),
        ("more", "misunderstood"),
        ("undo", "misunderstood"),
        ("in D minor", "misunderstood"),
        ("no drums", "misunderstood"),
        ("the band", "misunderstood"),
        ("x", "2 to 30"),
        ("y" * 31, "2 to 30"),
        ("3 4", "letters"),
        ("../escape", "letters"),
        ('"quoted"', "letters"),
        ("<b>bold</b>", "letters"),
        ("", "letters"),
    ],
)
def test_other_names_are_refused_in_a_sentence(typed: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        check_genre_name(typed)


def test_two_own_genres_can_not_share_a_name_as_chat_reads_it() -> None:
    with pytest.raises(BadInput, match="already"):
        check_genre_name("8bit tunes", [_row("8 bit tunes")])


def test_an_added_genre_is_understood_like_any_other() -> None:
    dialogue = Dialogue(genres=(*GENRES, _row("chinese folk")), new_seed=lambda: 3)
    first = dialogue.say("70% jazz 30% chinese folk").request
    assert first is not None
    assert dict(first.weights) == {"jazz": 0.7, "chinese folk": 0.3}
    more = dialogue.say("more chinese folk").request
    assert more is not None
    assert more.weights["chinese folk"] > 0.3
    assert "chinese folk" in dialogue.say("genres").notes[0]


def test_a_foreign_genre_that_was_trained_is_no_longer_foreign() -> None:
    assert Dialogue(new_seed=lambda: 3).say("rock, 50% jazz").error is not None
    grown = Dialogue(genres=(*GENRES, _row("rock")), new_seed=lambda: 3)
    reading = grown.say("50% rock 50% jazz")
    assert reading.error is None
    assert reading.request is not None
    assert set(reading.request.weights) == {"rock", "jazz"}
