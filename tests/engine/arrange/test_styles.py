"""The style tables hold what the players can read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.arrange.figures import strokes
from engine.arrange.style import CELLS, DRUM_KEYS, Pattern, Style
from engine.arrange.styles import STYLES, style_of
from engine.arrange.styles.plain import STYLE as PLAIN
from engine.arrange.voicing import Register, voice_chord
from music.chord import QUALITIES, Chord
from music.genres import GENRE_NAMES
from music.instruments import find_instrument
from music.key import Key
from music.meter import KNOWN_METERS, Meter

ALL = [*STYLES.values(), PLAIN]
TOKENS = {
    "chords": set("xXoa12345bfBF-.|"),
    "bass": set("135678w>ds-.|"),
    "inner": set("xXos-.|"),
    "drums": set("xXo.|"),
}


def _patterns(style: Style) -> Iterator[tuple[str, Pattern]]:
    yield from (("chords", p) for p in style.chords)
    yield from (("bass", p) for p in style.bass)
    yield from (("inner", p) for p in style.inner)
    yield from (("drums", line) for groove in style.grooves for line in groove.lines)


def test_every_genre_has_a_style() -> None:
    assert set(STYLES) == set(GENRE_NAMES)
    assert style_of("something a user trained") is PLAIN


@pytest.mark.parametrize("style", ALL, ids=lambda s: s.genre)
def test_patterns_use_known_tokens_and_whole_steps(style: Style) -> None:
    for role, pattern in _patterns(style):
        for cell, text in pattern.texts.items():
            assert set(text) <= TOKENS[role], (pattern.name, text)
            for bar in text.split("|"):
                assert len(bar) in {n * round(CELLS[cell]) for n in (1, 2, 4)}, (pattern.name, bar)


@pytest.mark.parametrize("style", ALL, ids=lambda s: s.genre)
def test_bands_name_known_instruments(style: Style) -> None:
    for band in style.bands:
        for role in ("melody", "chords", "bass", "inner", "counter", "drums"):
            find_instrument(band.player(role))


@pytest.mark.parametrize("style", ALL, ids=lambda s: s.genre)
def test_grooves_name_known_drums(style: Style) -> None:
    for groove in style.grooves:
        names = {line.name for line in groove.lines} | {*groove.fill, *groove.ending}
        assert names <= set(DRUM_KEYS)
    kit = find_instrument("drums")
    assert all(kit.low <= key <= kit.high for key in DRUM_KEYS.values())


@pytest.mark.parametrize("name", KNOWN_METERS)
def test_patterns_fill_the_bar_of_every_metre_and_no_more(name: str) -> None:
    meter = Meter(name)
    every = Pattern("all", "xxxxxxxx", "xxxxxx", "xxxx", "xxxxxx")
    found = strokes(every, meter, 2, 3)
    assert found[0].start_beats == 2 * meter.bar_beats
    assert sum(s.length_beats for s in found) == pytest.approx(3 * meter.bar_beats)


@pytest.mark.parametrize("kind", sorted({style.voicing for style in ALL}))
def test_every_chord_has_a_voicing_in_the_hands(kind: str) -> None:
    hands = Register(48, 71)
    for quality in QUALITIES:
        for root in range(12):
            found = voice_chord(
                Chord(root, quality), key=Key("C"), kind=kind, register=hands, before=(), melody=()
            )
            assert len(found) >= 2
            assert list(found) == sorted(set(found))
            assert hands.low <= found[0]
            assert found[-1] <= hands.high
