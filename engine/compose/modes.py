"""From C major or A minor, where the networks write, to the key that was asked for.

Major-like modes are written in C major and minor-like ones in A minor; then the
degrees that differ are altered (F to F sharp for lydian) and all is transposed.
"""

from __future__ import annotations

from collections.abc import Sequence

from music.chord import QUALITIES, Chord
from music.key import Key
from music.leadsheet import ChordSpan


def written_key(key: Key) -> Key:
    """The key in which the networks write for ``key``: C major or A minor."""
    return Key("A", "minor") if key.is_minor else Key("C", "major")


def altered_degrees(key: Key) -> dict[int, int]:
    """Pitch classes of the written key that the mode alters: lydian is {5: 6}."""
    home = written_key(key)
    there = Key(home.tonic, key.mode)
    return {a: b for a, b in zip(home.scale, there.scale, strict=True) if a != b}


def alter_pitch(pitch: int, altered: dict[int, int]) -> int:
    """A MIDI pitch with its degree altered: ``alter_pitch(65, {5: 6}) == 66``."""
    target = altered.get(pitch % 12)
    return pitch if target is None else pitch + (target - pitch % 12 + 6) % 12 - 6


def alter_chord(chord: Chord, altered: dict[int, int]) -> Chord:
    """The chord on the altered degrees, with the nearest quality in the table."""
    if not altered:
        return chord
    root = altered.get(chord.root, chord.root)
    tones = {(altered.get(pc, pc) - root) % 12 for pc in chord.pitch_classes}

    def distance(quality: str) -> tuple[int, int]:
        steps = set(QUALITIES[quality][0])
        return len(steps ^ tones), list(QUALITIES).index(quality)

    return Chord(root, min(QUALITIES, key=distance))


def alter_chords(spans: Sequence[ChordSpan], altered: dict[int, int]) -> tuple[ChordSpan, ...]:
    """``alter_chord`` on every span."""
    return tuple(
        ChordSpan(alter_chord(s.chord, altered), s.start_beats, s.length_beats) for s in spans
    )
