"""The doctor always has an answer, and one command where things could be better."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.render import doctor, synths
from engine.render.doctor import Fact, synth_report


def report() -> dict[str, Fact]:
    return {fact.name: fact for fact in synth_report()}


def test_every_topic_has_a_finding() -> None:
    facts = report()
    assert set(facts) == {"synth", "soundfont", "sound formats", "fonts", "notation", "film"}
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


def test_a_chosen_font_that_cannot_be_read_is_named_with_its_setting(tmp_path: Path) -> None:
    font = tmp_path / "mine.sf2"
    font.write_bytes(b"no font")
    for path in (font, tmp_path / "missing.sf2"):
        facts = {fact.name: fact for fact in synth_report(path)}
        assert not facts["soundfont"].is_good
        assert path.name in facts["soundfont"].finding
        assert "FUSEBOX_SOUNDFONT" in facts["soundfont"].advice


def test_a_damaged_font_among_the_systems_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    font = tmp_path / "broken.sf2"
    font.write_bytes(b"no font")
    fonts = (font, *doctor.find_soundfonts())
    monkeypatch.setattr(doctor, "find_soundfonts", lambda: fonts)
    assert "damaged: broken.sf2" in report()["soundfont"].finding


def test_a_machine_without_fonts_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "font_files", lambda: ())
    assert report()["fonts"].advice == "pip install matplotlib"


def test_films_need_their_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.importlib.util, "find_spec", lambda name: None)
    assert report()["film"].advice.endswith("pip install 'fusebox[video]'")
