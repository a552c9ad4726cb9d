"""Key finding: which key a score is in where its file doesn't say.

Knows pitch-class profiles and the weight of an ending. Knows no files.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.corpora.score import RawNote
from music.chord import Chord
from music.key import Key
from music.units import TICKS_PER_BEAT

# D. Temperley, Music and Probability (2007), key profiles from the Kostka-Payne corpus.
_MAJOR = (0.748, 0.060, 0.488, 0.082, 0.670, 0.460, 0.096, 0.715, 0.104, 0.366, 0.057, 0.400)
_MINOR = (0.712, 0.084, 0.474, 0.618, 0.049, 0.460, 0.105, 0.747, 0.404, 0.067, 0.133, 0.330)
_ENDING_BONUS = 0.25  # a tune ends on its tonic far more often than not
_ROOT_BONUS = 1.0  # for the share of time on the tonic's chords: a blues is at home on its I7
_HOME_BONUS = 0.2  # a part of a piece leaves the piece's key only for good reasons
_SIGNATURE_BONUS = 0.25  # files with an empty signature that isn't meant are common
_CANDIDATES = tuple(Key.of_pitch_class(pc, mode) for mode in ("major", "minor") for pc in range(12))


def key_of_signature(fifths: int, mode: str) -> Key:
    """``key_of_signature(2, "minor") == Key("B", "minor")``."""
    offset = {
        "major": 0, "ionian": 0, "minor": -3, "aeolian": -3, "dorian": 2, "phrygian": 4,
        "lydian": 5, "mixolydian": 7, "locrian": -1,
    }[mode]  # fmt: skip
    return Key.of_pitch_class((fifths * 7 + offset) % 12, mode)


def key_of(
    melody: Sequence[RawNote],
    voices: Sequence[RawNote],
    chords: Sequence[tuple[int, Chord | None]],
    *,
    fifths: int | None,
    mode: str | None,
    home: Key | None = None,
) -> Key:
    """The key of a stretch of music: the written one where the mode is written, else found.

    ``melody`` must have notes; ``voices`` and ``chords`` help where there are some;
    ``home`` is the key of the piece that the stretch is a part of.
    """
    if fifths is not None and mode is not None:
        return key_of_signature(fifths, mode)
    weights = [0.0] * 12
    for note in voices or melody:
        weights[note.pitch % 12] += note.length
    last = melody[-1].pitch
    sounding = [chord for _, chord in chords if chord is not None]
    for chord in sounding:
        for pitch_class in chord.pitch_classes:
            weights[pitch_class] += TICKS_PER_BEAT
    if sounding and not sounding[-1].quality.startswith("7"):
        last = sounding[-1].root  # a dominant at the end turns round to the tonic
    elif voices and not sounding:
        end = max(note.end for note in voices)
        last = min(note.pitch for note in voices if note.end >= end - TICKS_PER_BEAT)
    roots = _time_on_roots(chords, melody[-1].end)
    key = find_key(weights, fifths=fifths, last_pitch=last, home=home, roots=roots)
    return _as_its_tonic_chords(key, sounding)


def _time_on_roots(chords: Sequence[tuple[int, Chord | None]], end: int) -> list[float]:
    """The share of time that chords on each pitch class hold; all 0 without chords."""
    held = [0.0] * 12
    ends = [tick for tick, _ in chords[1:]] + [end]
    for (tick, chord), until in zip(chords, ends, strict=False):
        if chord is not None:
            held[chord.root] += max(0, until - tick)
    total = sum(held)
    return [time / total if total else 0.0 for time in held]


def _as_its_tonic_chords(key: Key, chords: Sequence[Chord]) -> Key:
    """Major or minor as most chords on the tonic are: soloists play both thirds."""
    minor = sum(c.root == key.pitch_class and c.quality in ("min", "m7", "m6") for c in chords)
    major = sum(c.root == key.pitch_class and c.quality in ("maj", "maj7", "6", "7")
                for c in chords)  # fmt: skip
    if key.is_minor and major > 2 * minor + 1:
        return Key.of_pitch_class(key.pitch_class, "major")
    if not key.is_minor and minor > 2 * major:
        return Key.of_pitch_class(key.pitch_class, "minor")
    return key


def find_key(
    weights: Sequence[float],
    *,
    fifths: int | None = None,
    last_pitch: int | None = None,
    home: Key | None = None,
    roots: Sequence[float] = (),
) -> Key:
    """The likeliest major or minor key of twelve pitch-class weights.

    The signature's major key and relative minor have an advantage, not a monopoly.
    ``last_pitch`` is the last note of the tune, its bass or its last chord's root;
    ``roots`` are the shares of time that chords on each pitch class hold.
    """
    best, best_score = Key("C"), float("-inf")
    for key in _CANDIDATES:
        profile = _MINOR if key.is_minor else _MAJOR
        score = _correlation(weights, profile, key.pitch_class)
        if last_pitch is not None and last_pitch % 12 == key.pitch_class:
            score += _ENDING_BONUS
        if fifths is not None and (key.fifths - fifths) % 12 == 0:
            score += _SIGNATURE_BONUS
        if roots:
            score += _ROOT_BONUS * roots[key.pitch_class]
        if key == home:
            score += _HOME_BONUS
        if score > best_score:
            best, best_score = key, score
    return best


def _correlation(weights: Sequence[float], profile: Sequence[float], tonic: int) -> float:
    turned = [profile[(pc - tonic) % 12] for pc in range(12)]
    mean_w, mean_p = sum(weights) / 12, sum(turned) / 12
    dot = sum((w - mean_w) * (p - mean_p) for w, p in zip(weights, turned, strict=True))
    norm_w = sum((w - mean_w) ** 2 for w in weights) ** 0.5
    norm_p = sum((p - mean_p) ** 2 for p in turned) ** 0.5
    return dot / (norm_w * norm_p) if norm_w > 0 else 0.0
