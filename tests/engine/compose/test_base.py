"""Building on somebody's own melody: what is taken from it, and what its recipe says."""

from dataclasses import replace

import numpy as np
import pytest

from engine.compose.base import (
    base_chords,
    base_events,
    base_form,
    base_sheet,
    built_on,
    led_by,
)  # fmt: skip
from engine.compose.form import plan_form
from engine.errors import RequestError
from engine.recipe import read_recipe, write_recipe
from engine.request import CompositionRequest
from models.features import Guide
from models.vocabulary import chord_of
from music.chord import parse_chord
from music.key import Key
from music.leadsheet import ChordSpan, LeadSheet, Note
from music.meter import Meter

VERSION = "0123abcd"


def tune(bars: int = 8, key: Key | None = None) -> LeadSheet:
    key = key or Key("D")
    notes = tuple(
        Note(62 + (0, 2, 4, 5, 7)[beat % 5], float(beat), 1.0) for beat in range(bars * 3)
    )
    chords = tuple(
        ChordSpan(parse_chord("D" if bar % 2 else "A7"), bar * 3.0, 3.0) for bar in range(bars)
    )
    return LeadSheet(key, Meter("3/4"), bars, notes, chords)


def request(**more: object) -> CompositionRequest:
    return CompositionRequest({"jazz": 0.7, "folk": 0.3}, seed=7, **more)


def test_the_tune_brings_its_key_and_metre() -> None:
    built = built_on(request(bars=16), tune())
    assert (str(built.key), built.meter.name, built.bars) == ("D major", "3/4", 16)


def test_a_kept_tune_brings_its_length_too() -> None:
    assert built_on(request(bars=16), tune(12), keep=True).bars == 12


def test_a_modal_tune_keeps_its_notes() -> None:
    built = built_on(request(), tune(key=Key("D", "dorian")), keep=True)
    written = base_sheet(built)
    assert str(built.key) == "D minor"
    moved = {n.pitch - m.pitch for n, m in zip(written.melody, tune().melody, strict=True)}
    assert len(moved) == 1


@pytest.mark.parametrize("bars", [2, 200])
def test_a_tune_of_impossible_length_is_not_kept(bars: int) -> None:
    with pytest.raises(RequestError, match=f"this has {bars}"):
        built_on(request(), tune(bars), keep=True)


def test_a_tune_without_notes_is_refused() -> None:
    with pytest.raises(RequestError, match="no notes"):
        built_on(request(), replace(tune(), melody=()))


def test_in_the_networks_key_its_degrees_stay() -> None:
    written = base_sheet(built_on(request(), tune()))
    assert [n.pitch % 12 for n in written.melody[:5]] == [0, 2, 4, 5, 7]
    assert 66 <= np.mean([n.pitch for n in written.melody]) <= 78


def test_its_chords_stand_and_the_rest_is_open() -> None:
    built = built_on(request(bars=16), tune())
    slots = base_chords(base_sheet(built), 16)
    assert [str(chord_of(n).symbol()) for n in slots[2:4]] == ["G7", "C"]
    assert (slots[:24] > 0).all()
    assert (slots[24:] == 0).all()


def test_it_leads_for_as_long_as_it_lasts() -> None:
    events = base_events(base_sheet(built_on(request(bars=16), tune())), 16)
    other = Guide(*(np.arange(0, 576, 12, dtype=np.int32) + k for k in (0, 30, 12)))
    led = led_by(events, other)
    assert led.start[: len(events)].tolist() == events.start.tolist()
    assert led.start[len(events)] >= events.start[-1] + events.ticks[-1]
    assert (np.diff(led.start) > 0).all()


def test_nothing_returns_that_the_tune_does_not_bring_back() -> None:
    form = base_form(plan_form(20, {"jazz": 1.0}, np.random.default_rng(1)))
    assert form.source_bars() == [-1] * 20
    assert sum(section.bars for section in form.sections) == 20


@pytest.mark.parametrize("keep", [True, False])
def test_a_recipe_names_the_tune_but_does_not_hold_it(keep: bool) -> None:
    built = built_on(request(loop=True, intro=2), tune(), keep=keep)
    read, version = read_recipe(write_recipe(built, VERSION))
    assert version == VERSION
    assert (read.base.id, read.base.keep, read.loop, read.intro) == (built.base.id, keep, True, 2)
    with pytest.raises(RequestError, match=f"{built.base.id}.*give the same file again"):
        base_sheet(read)


def test_another_note_is_another_tune() -> None:
    one = built_on(request(), tune())
    notes = (replace(tune().melody[0], pitch=60), *tune().melody[1:])
    other = built_on(request(), replace(tune(), melody=notes))
    assert one.base.id != other.base.id
