"""Training sequences: features and targets of many melodies, drawn batch by batch.

Every melody is read whole, so that its copy features see all of its past, and then
cut into windows. What a piece does not always have at composing time (chords, mode,
how many bars are left, genre) is withheld from part of the windows. Phase 2's
guide is the melody itself, damaged (models/damage.py), new in every epoch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.damage import Damager
from models.events import Events
from models.features import GUIDE_FEATURES, OWN_FEATURES, guide_features, own_features
from models.vocabulary import PITCHES, REST

Ints = NDArray[np.int32]

WINDOW = 256
LENGTH_STEPS = (48, 64, 96, 128, 192, 256)
BATCH_EVENTS = 6144
# (columns, chance that a window does without them)
WITHHELD: tuple[tuple[tuple[str, ...], float], ...] = (
    (("chord", "next_chord"), 0.2),
    (("mode",), 0.15),
    (("bars_left",), 0.2),
    (("meter",), 0.1),
)
# All of these at once: a melody and nothing else, as likelihoods are measured.
MELODY_ONLY = ("chord", "next_chord", "mode", "bars_left")
MELODY_ONLY_CHANCE = 0.3
# A melody whose mode nobody tells may be in any key: so the networks learn to find it.
MOVED_CHANCE = 0.3  # of the windows without a mode
MOST_MOVED = 6  # semitones
GENRE_WITHHELD = 0.1


@dataclass(frozen=True, slots=True)
class Melody:
    """One melody ready for training: its events and features, and its genre's slot."""

    events: Events
    features: NDArray[np.int16]
    genre: int

    @classmethod
    def of(cls, events: Events, genre: int) -> Melody:
        return cls(events, own_features(events).astype(np.int16), genre)


class MelodyBatches:
    """Batches for ``fit``: {"classes", "chosen"} -> {"pitch", "ticks"} with weights.

    An epoch draws about ``events_per_epoch`` events; a melody's chance is its genre's
    share (``share_power`` 0.5: the root of the genre's size) so that small genres are
    repeated and large ones capped. With ``damager`` the guide and genre columns are
    added. ``withhold`` off gives every window whole, in order and damaged alike every time:
    for validation.
    """

    def __init__(
        self,
        melodies: Sequence[Melody],
        *,
        seed: int,
        damager: Damager | None = None,
        events_per_epoch: int | None = None,
        share_power: float = 0.5,
        withhold: bool = True,
        mask_chords: bool = False,
    ) -> None:
        self.melodies = list(melodies)
        self.damager = damager
        self.withhold = withhold
        self.mask_chords = mask_chords
        self.seed = seed
        self.rng = np.random.default_rng(seed)
        self.events_per_epoch = events_per_epoch
        self.chances = _chances(self.melodies, share_power)
        self.batches: list[list[tuple[int, int]]] = self._drawn()

    def __len__(self) -> int:
        return len(self.batches)

    def __getitem__(self, index: int) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        rng = self.rng if self.withhold else np.random.default_rng((self.seed, index))
        windows = [self._window(melody, first, rng) for melody, first in self.batches[index]]
        longest = max(len(pitch) for _, pitch, _ in windows)
        length = next(step for step in LENGTH_STEPS if step >= longest)
        columns = windows[0][0].shape[1]
        classes = np.zeros((len(windows), length, columns), np.int32)
        pitch = np.zeros((len(windows), length), np.int32)
        ticks = np.zeros((len(windows), length), np.int32)
        mask = np.zeros((len(windows), length), np.float32)
        for row, (seen, pitches, lengths) in enumerate(windows):
            n = len(pitches)
            classes[row, :n], pitch[row, :n], ticks[row, :n] = seen, pitches, lengths
            mask[row, :n] = 1
        inputs = {"classes": classes, "chosen": pitch}
        return inputs, {"pitch": pitch, "ticks": ticks}, {"pitch": mask, "ticks": mask}

    @property
    def columns(self) -> int:
        """How many classes stand before each event."""
        return len(OWN_FEATURES) + (len(GUIDE_FEATURES) + 1 if self.damager else 0)

    def on_epoch_end(self) -> None:
        """Draw the next epoch: other melodies, the same number of batches."""
        if self.withhold:
            steps = len(self.batches)
            fresh = self._drawn()
            while len(fresh) < steps:
                fresh += self._drawn()
            self.batches = fresh[:steps]

    def _drawn(self) -> list[list[tuple[int, int]]]:
        """Melodies for an epoch, their windows laid into batches of like length."""
        order = np.arange(len(self.melodies))
        if self.events_per_epoch is not None:
            mean = sum(len(m.events) for m in self.melodies) / len(self.melodies)
            count = max(1, round(self.events_per_epoch / mean))
            order = self.rng.choice(len(self.melodies), size=count, p=self.chances)
        windows = [
            (int(number), first)
            for number in order
            for first in range(0, len(self.melodies[number].events), WINDOW)
        ]
        if self.withhold:
            self.rng.shuffle(windows)
        windows.sort(key=lambda w: self._length(*w))
        batches = _batches(windows, [self._length(*w) for w in windows])
        if self.withhold:
            self.rng.shuffle(batches)
        return batches

    def _length(self, number: int, first: int) -> int:
        return min(WINDOW, len(self.melodies[number].events) - first)

    def _window(self, number: int, first: int, rng: np.random.Generator) -> tuple[Ints, Ints, Ints]:
        melody = self.melodies[number]
        part = slice(first, first + WINDOW)
        seen = melody.features[part].astype(np.int32)
        for names, chance in WITHHELD:
            masked = self.mask_chords and "chord" in names
            if masked or (self.withhold and rng.random() < chance):
                seen[:, [_COLUMN[name] for name in names]] = 0
        if self.withhold and rng.random() < MELODY_ONLY_CHANCE:
            seen[:, [_COLUMN[name] for name in MELODY_ONLY]] = 0
        pitch = melody.events.pitch[part]
        modeless = self.damager is None and not seen[:, _COLUMN["mode"]].any()
        if self.withhold and modeless and rng.random() < MOVED_CHANCE:
            seen[:, _COLUMN["chord"]] = seen[:, _COLUMN["next_chord"]] = 0
            seen, pitch = _moved(seen, pitch, int(rng.integers(-MOST_MOVED, MOST_MOVED + 1)))
        if self.damager is not None:
            guide = self.damager.guide(melody.events, rng)
            genre = np.full((len(seen), 1), melody.genre, np.int32)
            if self.withhold and rng.random() < GENRE_WITHHELD:
                genre[:] = 0
            seen = np.hstack([seen, guide_features(melody.events, guide)[part], genre])
        return seen, pitch, melody.events.ticks[part]


_COLUMN = {name: index for index, (name, _) in enumerate(OWN_FEATURES)}
_PITCH_COLUMNS = [i for name, i in _COLUMN.items() if name == "pitch" or name.endswith("_pitch")]


def _moved(seen: Ints, pitch: Ints, semitones: int) -> tuple[Ints, Ints]:
    """A window in another key; as it was where a pitch would leave the alphabet.

    Columns hold a pitch class number + 1, 0 for none; a rest stays one.
    """
    heard = seen[:, _PITCH_COLUMNS]
    moved = np.where(heard > REST + 1, heard + semitones, heard)
    target = np.where(pitch != REST, pitch + semitones, pitch)
    sounding = moved[heard > REST + 1]
    if (target[pitch != REST] < 1).any() or target.max(initial=0) >= PITCHES:
        return seen, pitch
    if len(sounding) and (sounding.min() <= REST + 1 or sounding.max() > PITCHES):
        return seen, pitch
    seen = seen.copy()
    seen[:, _PITCH_COLUMNS] = moved
    return seen, target.astype(np.int32)


def _chances(melodies: Sequence[Melody], power: float) -> NDArray[np.float64]:
    """Per melody: its genre's size to ``power``, spread evenly over the genre's melodies."""
    sizes: dict[int, int] = {}
    counts: dict[int, int] = {}
    for melody in melodies:
        sizes[melody.genre] = sizes.get(melody.genre, 0) + len(melody.events)
        counts[melody.genre] = counts.get(melody.genre, 0) + 1
    chances = np.array([sizes[m.genre] ** power / counts[m.genre] for m in melodies])
    return np.asarray(chances / chances.sum())


def _batches(
    windows: Sequence[tuple[int, int]], lengths: Sequence[int]
) -> list[list[tuple[int, int]]]:
    """Windows sorted by length, cut into batches of about BATCH_EVENTS padded events."""
    batches: list[list[tuple[int, int]]] = []
    now: list[tuple[int, int]] = []
    for window, length in zip(windows, lengths, strict=True):
        padded = next(step for step in LENGTH_STEPS if step >= length)
        if now and (len(now) + 1) * padded > BATCH_EVENTS:
            batches.append(now)
            now = []
        now.append(window)
    return [*batches, now] if now else batches
