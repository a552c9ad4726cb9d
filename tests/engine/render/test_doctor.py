"""The doctor always has an answer, and one command where things could be better."""

from __future__ import annotations

import pytest

from engine.render import doctor, synths
from engine.render.doctor import Fact, synth_report


def report() -> dict[str, Fact]:
    return {fact.name: fact for fact in synth_report()}


def test_every_topic_has_a_finding() -> None:
    facts = report()
    assert set(facts) == {"synth", "soundfont", "sound formats", "fonts", "notation"}
    for fact in facts.values():
        assert fact.finding
        assert "\n" not in fact.finding + fact.advice
        assert fact.is_good or fact.advice


def test_a_machine_without_soundfonts_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synths, "find_soundfonts", lambda: ())
    monkeypatch.setattr(doctor, "find_soundfonts", lambda: ())
    facts = report()
    assert not facts["synth"].is_good
    assert "additive" in facts["synth"].finding
    assert facts["soundfont"].finding == "none found"
    assert facts["soundfont"].advice.startswith("pip install")
