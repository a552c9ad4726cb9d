"""Sentences in two languages: each has its row, with the same places to fill."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import bot
from bot.conversation import notes, steps, wording, wording_battles, wording_memory
from bot.conversation.dialogue import Dialogue
from bot.conversation.german import GERMAN
from bot.conversation.language import say, speaking
from bot.conversation.steps import step_sentence
from bot.conversation.wording import reply
from engine.steps import PHASE1, Step

# Tables whose values are sentences that `say` is given by name.
TABLES = (
    notes._UNITS, steps._WORDS, wording._PREFERENCE_NAMES, wording_memory._SEEN,
    wording_memory._FIELD_NAMES, wording_battles._ONE, wording_battles._MANY,
)  # fmt: skip


def sentences() -> Iterator[str]:
    """Every sentence that stands as the first argument of a ``say`` in the bot's package."""
    for path in Path(bot.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "from bot.conversation.language import" not in text:
            continue  # its ``say`` is another
        for node in ast.walk(ast.parse(text)):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if named and node.func.id == "say" and node.args:
                yield from _written_out(node.args[0])
    for table in TABLES:
        yield from table.values()


def _written_out(node: ast.expr) -> Iterator[str]:
    """The sentence of a literal, or both of ``a if one else b``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _written_out(node.body)
        yield from _written_out(node.orelse)


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_every_sentence_has_its_german_row() -> None:
    assert sorted(set(sentences()) - set(GERMAN)) == []


def test_both_languages_fill_the_same_places() -> None:
    assert {e: g for e, g in GERMAN.items() if places(e) != places(g)} == {}


def test_a_german_hears_german_and_others_english_again() -> None:
    dialogue = Dialogue()
    with speaking("de-AT"):
        card = reply(dialogue.say("70% jazz 50% hymn, in D minor, for flute and harp"))
        assert "Tonart     D minor" in card
        assert "ist mehr als 100%" in card
        assert step_sentence(Step(PHASE1, genres=("jazz",))) == "Phase 1: jazz"
        assert "nicht gelernt" in reply(dialogue.say("70% polka"))
    assert "key        D minor" in reply(dialogue.say("again"))
    assert step_sentence(Step("queued", position=3)) == "number 3 in the queue"


def test_a_language_without_a_table_is_english() -> None:
    with speaking("xx"):
        assert say("saved as {name}", name="tea") == "saved as tea"
