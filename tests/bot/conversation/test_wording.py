"""What people read: help that works, cards that tell, options that mean the same."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from bot.conversation.card import interpretation_card
from bot.conversation.dialogue import Dialogue
from bot.conversation.options import ADVENTURE, resolve_options, sentence_from_options
from bot.conversation.parse_stream import parse_lines
from bot.conversation.wording import EXAMPLES, genres_text, help_text, reply
from music.genres import GENRE_NAMES


def test_every_example_of_the_help_works_in_its_order() -> None:
    dialogue = Dialogue()
    for example in EXAMPLES:
        assert example in help_text()
        reading = dialogue.say(example)
        assert reading.error is None, example
        assert reading.intent != "unknown", example
        assert reading.ignored == (), example


def test_the_genre_list_names_every_genre() -> None:
    assert all(name in genres_text() for name in GENRE_NAMES)


def test_the_card_tells_what_was_understood_assumed_and_ignored() -> None:
    line = "75% jaz 25% hymn, in D minor at 90, for sax, no drums, seed 4, temp 1.2 flurble"
    card = interpretation_card(Dialogue().say(line))
    for told in ("jazz", "75%", "hymn", "25%", "D minor", "90 bpm", "sax", "without drums", "4",
                 "1.2", "16 bars", '"jaz"', '"flurble"'):  # fmt: skip
        assert told in card, told


def test_the_card_of_a_path_shows_both_ends() -> None:
    card = interpretation_card(Dialogue().say("from hymn to ragtime"))
    assert card.index("at 0%") < card.index("hymn") < card.index("at 100%") < card.index("ragtime")


@pytest.mark.parametrize("line", ["help", "genres", "my presets", "history", "hi", "privacy"])
def test_every_answer_has_words(line: str) -> None:
    assert reply(Dialogue().say(line)).strip()


@pytest.mark.parametrize("adventure", ADVENTURE)
def test_options_resolve_to_what_the_sentence_says(adventure: str) -> None:
    sentence = sentence_from_options(
        weights="jazz 70, hymn 30", adventure=adventure, tempo_bpm=100, key="D minor", bars=24,
        band="piano and flute", without="drums", count=2, seed=9, meter="3/4",
    )  # fmt: skip
    by_options = resolve_options(Dialogue(), sentence).request
    typed = (
        f"hey, 3/4 and 24 bars of 70% jazz with 30% hymn for piano and flute, no drums, "
        f"100 bpm in d minor, temp {ADVENTURE[adventure]}, two versions, seed 9 please"
    )
    assert by_options is not None
    assert by_options == Dialogue().say(typed).request


def test_the_preset_option_is_a_use_with_edits() -> None:
    dialogue = Dialogue()
    dialogue.say("hymn at 60")
    dialogue.say("save this as dusk")
    reading = resolve_options(dialogue, sentence_from_options(preset="dusk", tempo_bpm=90))
    assert reading.intent == "use_preset"
    assert reading.request is not None
    assert reading.request.tempo_bpm == 90


def test_parse_prints_the_contracts_object_one_a_line() -> None:
    answers = [
        json.loads(line) for line in parse_lines(["70% jazz 30% folk\n", "hi\n", "slower\n"])
    ]
    assert [list(answer) for answer in answers] == [
        ["intent", "request", "notes", "ignored", "error"]
    ] * 3
    assert [answer["intent"] for answer in answers] == ["compose", "unknown", "edit"]
    assert list(answers[0]["request"]) == [
        "weights", "temperature", "bars", "tempo_bpm", "key", "meter", "instruments", "without",
        "count", "seed", "preset", "path",
    ]  # fmt: skip


def test_parsing_imports_nothing_heavy() -> None:
    code = (
        "import sys; from bot.conversation.parse_stream import parse_lines; "
        "list(parse_lines(['70% jazz 30% folk'])); "
        "print([m for m in ('tensorflow', 'keras', 'numpy', 'music21', 'scipy', 'mido') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
