"""Random and mutated lines: nothing is raised and every reading keeps its invariants."""

from __future__ import annotations

import json
import random
import resource
import time
from pathlib import Path

import pytest

from bot.conversation.dialogue import Dialogue, Reading
from music.key import Key
from music.meter import KNOWN_METERS
from tests.bot.conversation.phrasings import INTENTS, read_table, seeds

_TABLES = ("phrasings_tune.tsv", "phrasings_held_out.tsv", "contract_rows.tsv")
_SLOWEST = 5
_MOST_TIMES = 6  # the dearest line over an ordinary one of the greatest length
_ALPHABET = (
    "abcdefghijklmnopqrstuvwxyz     0123456789%%%.,;:!?+-/()'\"#@&*_~`|<>=$\\\n\t"
    "½¾％é漢字日本ض\u202e\u200b\u0007😀♭♯–“”×"
)


def _lines() -> list[str]:
    lines = [line for table in _TABLES for row in read_table(table) for line in row.lines]
    return [*lines, "@everyone hi", "'; DROP TABLE x; --", "**bold** ~~x~~ ||y||"]


def _mutated(rng: random.Random, lines: list[str]) -> str:
    kind = rng.randrange(6)
    line = rng.choice(lines)
    if kind == 0:
        return "".join(rng.choice(_ALPHABET) for _ in range(rng.randrange(0, 120)))
    if kind == 1:
        words = line.split()
        rng.shuffle(words)
        return " ".join(words)
    if kind == 2:
        letters = list(line)
        for _ in range(rng.randrange(1, 5)):
            letters.insert(rng.randrange(len(letters) + 1), rng.choice(_ALPHABET))
        return "".join(letters)
    if kind == 3:
        return "".join(c for c in line if rng.random() > 0.1)
    if kind == 4:
        return f"{line} {rng.choice(lines)} {rng.choice(lines)}"[:500]
    return (rng.choice(line.split() or ["x"]) + " ") * rng.randrange(1, 80)


def check(reading: Reading) -> None:
    """The invariants of the contract."""
    said = reading.to_json()
    json.dumps(said)
    assert said["intent"] in INTENTS
    assert said["error"] is None or said["error"].strip()
    request = said["request"]
    if request is None:
        return
    assert abs(sum(request["weights"].values()) - 1) < 1e-6
    assert all(0 < weight <= 1 + 1e-9 for weight in request["weights"].values())
    assert 0.5 <= request["temperature"] <= 1.5
    assert 40 <= request["tempo_bpm"] <= 240
    assert 4 <= request["bars"] <= 128
    assert 1 <= request["count"] <= 4
    assert request["meter"] in KNOWN_METERS
    Key.parse(request["key"])
    assert reading.request is not None
    reading.request.composition()
    for point in request["path"] or []:
        assert abs(sum(point["weights"].values()) - 1) < 1e-6
    assert not set(request["instruments"]) & set(request["without"])


def _run(count: int, seed: int) -> list[str]:
    """Feed mutated lines; the lines that took longest, the slowest first."""
    rng, lines = random.Random(seed), _lines()
    dialogue = Dialogue(new_seed=seeds())
    slow: list[tuple[float, str]] = []
    for _ in range(count):
        if rng.random() < 0.05:
            dialogue = Dialogue(new_seed=seeds())
        line = _mutated(rng, lines)
        start = time.process_time()
        reading = dialogue.say(line)
        slow = sorted([(time.process_time() - start, line), *slow], reverse=True)[:_SLOWEST]
        try:
            check(reading)
        except Exception as error:
            raise AssertionError(f"{line!r} gave {reading.to_json()}") from error
    return [line for _, line in slow]


def _cost(line: str) -> float:
    """Processor seconds of reading a line, at best: other work and the collector don't count."""
    times = []
    for _ in range(5):
        dialogue = Dialogue(new_seed=seeds())
        start = time.process_time()
        dialogue.say(line)
        times.append(time.process_time() - start)
    return min(times)


def test_mutated_lines_break_no_invariant() -> None:
    _run(1000, seed=1)


@pytest.mark.slow
def test_a_hundred_thousand_mutated_lines_break_no_invariant() -> None:
    slow = _run(100_000, seed=2)
    ordinary = " and ".join(_lines()[:40])[:500]
    assert max(_cost(line) for line in slow) < _MOST_TIMES * _cost(ordinary)


@pytest.mark.slow
def test_memory_stays_flat_over_many_lines() -> None:
    rng, lines = random.Random(5), _lines()
    dialogue = Dialogue(new_seed=seeds())

    def feed(count: int) -> int:
        for _ in range(count):
            dialogue.say(_mutated(rng, lines))
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    settled = feed(10_000)
    after = feed(90_000)
    assert after - settled < settled // 3


def test_tables_are_where_the_fuzzer_looks() -> None:
    assert all((Path(__file__).parent / table).exists() for table in _TABLES)
