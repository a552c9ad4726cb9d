"""What a message says it does not want is never given."""

from __future__ import annotations

import pytest

from bot.conversation.dialogue import Dialogue
from tests.bot.conversation.phrasings import Phrasing, misreadings, seeds

ROWS = (
    ("jazz without drums, bass and piano", "compose; without drums, bass, piano"),
    ("jazz, no drums, bass or piano", "compose; without drums, bass, piano"),
    ("jazz || without chords, drums and bass", "edit; without chords, drums, bass"),
    ("jazz || no chords, counter melody or drums", "edit; without chords, counter, drums"),
    ("jazz without drums and chords", "compose; without drums, chords"),
    ("jazz no drums, no bass", "compose; without drums, bass"),
    ("folk without piano, with flute", "compose; without piano; band flute"),
    ("folk without drums, add flute", "compose; without drums; band flute"),
    ("jazz || I do not want drums", "edit; without drums"),
    ("jazz || I do not want any drums or bass", "edit; without drums, bass"),
    ("jazz || less drums", "stays"),
    ("jazz || fewer drums", "stays"),
    ("jazz || less bass and drums", "stays"),
    ("jazz for piano, less drums", "compose; band piano; note less drums"),
    ("jazz 4/4 not 3/4", "compose; meter 4/4"),
    ("jazz in 4/4, not in 3/4", "compose; meter 4/4"),
    ("jazz not in 4/4 but in 3/4", "compose; meter 3/4"),
    ("jazz F sharp, not minor", "compose; key F# major"),
    ("jazz in D, not major", "compose; key D minor"),
    ("jazz in E minor || not in minor", "edit; key E major"),
    ("jazz || don't make it slow", "stays"),
    ("jazz || do not slow it down", "stays"),
    ("jazz || don't make it longer", "stays"),
    ("jazz at 90 || don't make it slow, make it fast", "edit; tempo 150"),
    ("jazz at 90, not slow", "compose; tempo 90; note not slow"),
    ("jazz and folk at 90 || more jazz, not faster", "edit; w jazz 65, folk 35; tempo 90"),
    ("jazz and folk at 90 || more jazz but not slower", "edit; w jazz 65, folk 35; tempo 90"),
    ("jazz at 100 || why not faster", "edit; tempo 118"),
    ("jazz at 100 || not so fast", "edit; tempo 85"),
    ("jazz || don't make it sad", "edit; mode major"),
    ("I hate jazz, give me folk", "compose; w folk 100"),
    ("I can't stand jazz, give me folk", "compose; w folk 100"),
    ("can't stand jazz, folk please", "compose; w folk 100"),
    ("don't compose folk, compose jazz", "compose; w jazz 100"),
    ("jazz, don't play drums and bass", "compose; without drums, bass"),
    ("jazz and folk || I hate jazz", "edit; w folk 100"),
    ("don't compose anything", "unknown; noreq"),
    ("please don't write any music", "unknown; noreq"),
    ("no music please", "unknown; noreq"),
    ("jazz || do not compose anything", "unknown; stays"),
)


def _phrasing(said: str, expected: str) -> Phrasing:
    return Phrasing(tuple(said.split(" || ")), tuple(item.strip() for item in expected.split(";")))


@pytest.mark.parametrize(("said", "expected"), ROWS, ids=[said for said, _ in ROWS])
def test_what_is_not_wanted_is_not_given(said: str, expected: str) -> None:
    assert misreadings(_phrasing(said, expected)) == []


def test_a_refusal_of_all_music_is_answered_with_a_hint() -> None:
    reading = Dialogue(new_seed=seeds()).say("don't compose anything")
    assert reading.notes
    assert "help" in reading.notes[0]


def test_a_share_below_zero_is_said_to_leave_its_genre_out() -> None:
    reading = Dialogue(new_seed=seeds()).say("70% jazz, -20% folk")
    assert reading.request is not None
    assert reading.request.weights == {"jazz": 1.0}
    assert reading.notes == (
        "less than 0% leaves folk out", "70% is less than 100%: read as 100%"
    )  # fmt: skip
