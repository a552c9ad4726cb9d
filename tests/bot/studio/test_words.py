"""The pages' sentences: each that is said has its German, with the same places to fill."""

import json
import re

from bot.studio.pages import STATIC
from storage.privacy import MINE

_SAID = re.compile(r'worded\(\s*"((?:[^"\\]|\\.)*)"')
_ROW = re.compile(r'^  ("(?:[^"\\]|\\.)*"): ("(?:[^"\\]|\\.)*"),$', re.MULTILINE)
_PLACE = re.compile(r"\{\w+\}")
# Words that reach `worded` by a name: what is counted, facts, sides, changed fields.
_COUNTED = ("bar", "note", "semitone", "work", "battle", "year", "month", "week", "day", "hour",
            "minute")  # fmt: skip
_NAMED = ("key", "metre", "tempo", "length", "band", "without", "versions", "melody", "preset",
          "seed", "left", "right", "blend", "adventure")  # fmt: skip


def german() -> dict[str, str]:
    text = (STATIC / "js" / "german.js").read_text(encoding="utf-8")
    return {json.loads(key): json.loads(value) for key, value in _ROW.findall(text)}


def said() -> set[str]:
    found = {words for _, words, _ in MINE}
    found |= {word for one in _COUNTED for word in (one, f"{one}s")} | set(_NAMED)
    for path in (STATIC / "js").rglob("*.js"):
        if path.name not in ("german.js", "language.js"):
            found |= set(_SAID.findall(path.read_text(encoding="utf-8")))
    # In the shell a sentence is the text of its element.
    shell = (STATIC / "index.html").read_text(encoding="utf-8")
    return found | set(re.findall(r"data-worded>([^<]+)<", shell))


def test_every_sentence_of_the_pages_has_its_german_and_no_other_has() -> None:
    assert said() - set(german()) == set()
    assert set(german()) - said() == set()


def test_german_sentences_have_the_same_places() -> None:
    rows = german().items()
    assert [
        key for key, value in rows if set(_PLACE.findall(key)) != set(_PLACE.findall(value))
    ] == []
