"""The trained networks, warm: chords, phase 1 and phase 2 behind three calls.

Everything random comes in as a NumPy generator; the same generator, plan and
weights give the same music on one machine and build. Everything is in C major or
A minor; the caller moves it to the key that was asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from models import originality, store
from models.errors import OwnGenreError, UntrainedGenre, WeightsError
from models.features import Guide
from models.harmony.cells import ChordCells
from models.harmony.colour import Habit
from models.harmony.slots import GENRE_OFFSET
from models.harmony.writer import ChordForm, write_progressions
from models.judge.acting import FILE as ACTING
from models.judge.acting import load_acting
from models.judge.judging import INDEPENDENT, SEARCH, Judge
from models.judge.loading import load_judge, stem_of
from models.originality import OriginalityIndex, load_index
from models.own_genres import OwnGenre
from models.own_weights import load_own_weights
from models.sampler.frames import FormPlan, Voice
from models.sampler.loop import build_sampler
from models.sampler.plan import tensors_of
from models.sampler.weights import sampler_weights, stack_weights
from models.shape import GENRE_SLOTS, NetworkSize, genre_offset

Ints = NDArray[np.int32]

# The loop is compiled once per number of events and of genres; requests are padded to these.
EVENT_STEPS = (384, 1536)
GENRE_STEPS = (1, 2, 4, 12)
FUSED_CANDIDATES = 24
# Counts changes of the composing rules that give other pieces for the same recipe: a part of
# the model version, as the weights are.
COMPOSING_REVISION = 2
# How far a progression's restlessness lies from its blend's: those to choose from should differ.
RESTLESS_SPREAD = 0.5


@dataclass(frozen=True, slots=True)
class WrittenMelody:
    """Events of one melody: pitch class numbers, ticks, onset ticks, each [n].

    ``scores`` [n, conditions] are log-likelihoods of each event: in phase 2 without a
    genre and then under each asked genre, in phase 1 under the genre's own network.
    """

    pitch: Ints
    ticks: Ints
    start: Ints
    scores: NDArray[np.float32]

    def as_guide(self) -> Guide:
        return Guide(self.start, self.pitch, self.ticks)


class Networks:
    """All shipped networks of a folder, loaded and checked once."""

    def __init__(
        self,
        folder: Path = store.SHIPPED,
        own: Sequence[OwnGenre] = (),
        *,
        candidates: int = FUSED_CANDIDATES,
    ) -> None:
        """``own`` are a user's genres; one that can't be used is refused when it is asked for.

        ``candidates`` fused tunes are written for each piece, of which composing keeps one;
        another number than the usual gives other pieces, and so another ``version``.
        """
        self.candidates = candidates
        self.judge = _shipped_judge(folder, SEARCH)
        # Takes no part in composing, and so none in the version.
        self.reporter = _shipped_judge(folder, INDEPENDENT)
        self.originality = _shipped_index(folder)
        self.acting = load_acting(folder / ACTING)
        fusion = store.load_network(folder, store.PHASE2)
        harmony = store.load_network(folder, store.HARMONY)
        self._slots: dict[str, int] = dict(fusion.card["genres"])
        self.genres = store.stored_genres(folder)
        if not self.genres:
            raise WeightsError(f"no phase-1 weights in {folder}; install Fusebox again")
        self._fusion_size = NetworkSize(**fusion.card["size"])
        flat = sampler_weights(fusion.arrays, self._fusion_size)
        self._cells = ChordCells(harmony.arrays)
        self._habits = {g: Habit(**row) for g, row in harmony.card.get("habits", {}).items()}
        phase1 = {
            genre: store.load_network(folder, store.file_name(store.PHASE1, genre))
            for genre in self.genres
        }
        sizes = {NetworkSize(**network.card["size"]) for network in phase1.values()}
        if len(sizes) != 1:
            raise WeightsError(f"the phase-1 weights in {folder} differ in size; train them again")
        self._size = sizes.pop()
        self._phase1 = {
            genre: sampler_weights(network.arrays, self._size) for genre, network in phase1.items()
        }
        versions = [fusion.version, harmony.version, *(n.version for n in phase1.values())]
        versions += [repr(self.acting)] if self.acting.curves else []
        versions += [self.judge.version] if self.judge is not None else []
        versions += [f"composing {COMPOSING_REVISION}"]
        versions += [str(candidates)] if candidates != FUSED_CANDIDATES else []
        self.version = _digest(versions)
        self._lost: dict[str, str] = {}
        for genre in own:
            self._join(genre, flat["table"])
        self._fusion = _constants([flat])
        self._write_one = build_sampler(self._size, guidance=False)
        self._write_fused = build_sampler(self._fusion_size, guidance=True)

    def write_chords(
        self,
        forms: Sequence[ChordForm],
        *,
        genres: Sequence[str],
        blend: NDArray[np.float32],
        temperature: float,
        rng: np.random.Generator,
        given: Ints | None = None,
    ) -> list[Ints]:
        """A progression for each form, [bars * per_bar] chord classes; ``blend`` is [bars, genres].

        The forms differ in what comes back and nothing else. ``given`` chords stand, 0 where
        one is to be written.
        """
        habits = [self._habits.get(genre, Habit()) for genre in genres]
        shares = blend.mean(axis=0)
        restless = float(shares @ np.array([habit.restless for habit in habits]))
        offsets = rng.normal(0.0, RESTLESS_SPREAD, len(forms))
        return write_progressions(
            self._cells,
            forms,
            genre_slots=[self._slot(genre) for genre in genres],
            blend=blend,
            temperature=temperature,
            rng=rng,
            colour=float(shares @ np.array([habit.colour for habit in habits])),
            restless=(restless + offsets).tolist(),
            given=given,
        )

    def write_melodies(
        self,
        forms: Sequence[FormPlan],
        voices: Mapping[str, Voice],
        *,
        rng: np.random.Generator,
    ) -> dict[str, list[WrittenMelody]]:
        """Phase 1: a melody for each form by every genre's own network, in one call.

        ``voices`` are the genres' own; the forms have the same bars and metre.
        """
        genres, candidates = list(voices), len(forms)
        for genre in genres:
            self._slot(genre)
        padded = _padded(list(genres), genres[0])
        weights = {
            name: tf.constant(value)
            for name, value in stack_weights([self._phase1[g] for g in padded]).items()
        }
        rows = len(padded) * candidates
        events = _events_for(forms[0])
        sung = [voices[genre] for genre in padded for _ in forms]
        tensors = tensors_of([*forms] * len(padded), sung, events=events)
        uniforms = tf.constant(rng.random((events, rows, 2)), tf.float32)
        written = _melodies(self._write_one(weights, tensors, uniforms))
        return {
            genre: written[index * candidates : (index + 1) * candidates]
            for index, genre in enumerate(genres)
        }

    def fuse(
        self,
        forms: Sequence[FormPlan],
        voices: Sequence[Voice],
        *,
        genres: Sequence[str],
        blends: Sequence[NDArray[np.float32]],
        guides: Sequence[Guide],
        rng: np.random.Generator,
    ) -> list[WrittenMelody]:
        """Phase 2: a fused melody for each guide, with a form, a voice and weights of its own.

        ``blends`` are [bars, genres]; the forms have the same bars and metre.
        """
        slots = [self._slot(genre) for genre in genres]
        padded = [0, *_padded(slots, slots[0])]
        weights = [np.pad(b, ((0, 0), (1, len(padded) - 1 - len(genres)))) for b in blends]
        rows, events = len(guides), _events_for(forms[0])
        tensors = tensors_of(
            forms,
            voices,
            events=events,
            guides=guides,
            genres=padded,
            blends=weights,
        )
        uniforms = tf.constant(rng.random((events, rows, 2)), tf.float32)
        written = _melodies(self._write_fused(self._fusion, tensors, uniforms))
        return [
            WrittenMelody(m.pitch, m.ticks, m.start, m.scores[:, : 1 + len(genres)])
            for m in written
        ]

    def _join(self, genre: OwnGenre, table: NDArray[np.float32]) -> None:
        """Give a user's genre the next free slot and its rows in both input tables."""
        slot = max(self._slots.values()) + 1
        widths = (table.shape[1], self._cells.table.shape[1])
        try:
            if slot >= GENRE_SLOTS:
                raise OwnGenreError(f"there is no room for {genre.name!r}: too many genres")
            weights = load_own_weights(genre, self._size, widths=widths)
        except OwnGenreError as error:
            self._lost[genre.name] = str(error)
            return
        table[genre_offset(self._fusion_size) + slot] = weights.fusion_row
        self._cells.table[GENRE_OFFSET + slot] = weights.chord_row
        self._phase1[genre.name] = sampler_weights(weights.phase1, self._size)
        self._slots[genre.name] = slot
        self.genres = (*self.genres, genre.name)

    def _slot(self, genre: str) -> int:
        if genre in self._lost:
            raise UntrainedGenre(self._lost[genre])
        if genre not in self._slots or genre not in self._phase1:
            raise UntrainedGenre(
                f"no weights are trained for {genre!r}; trained: {', '.join(self.genres)}"
            )
        return self._slots[genre]


def _shipped_judge(folder: Path, name: str) -> Judge | None:
    """A judge of a weights folder; None where none was trained, as in a test's folder."""
    if not (folder / f"{stem_of(name)}.npz").exists():
        return None
    return load_judge(name, folder)


def _shipped_index(folder: Path) -> OriginalityIndex | None:
    """The originality index of a weights folder; None where none was built."""
    return load_index(folder) if (folder / f"{originality.STEM}.npz").exists() else None


def _padded(items: list[Any], filler: Any) -> list[Any]:
    size = next((step for step in GENRE_STEPS if step >= len(items)), len(items))
    return items + [filler] * (size - len(items))


def _events_for(form: FormPlan) -> int:
    """Room for one event every three ticks at the densest stretches of a piece."""
    likely = form.bars * form.bar_ticks // 4
    return next((step for step in EVENT_STEPS if step >= likely), EVENT_STEPS[-1])


def _melodies(result: dict[str, Any]) -> list[WrittenMelody]:
    pitch, ticks = result["pitch"].numpy(), result["ticks"].numpy()
    start, scores = result["start"].numpy(), result["scores"].numpy()
    melodies = []
    for row in range(pitch.shape[1]):
        used = ticks[:, row] > 0
        melodies.append(
            WrittenMelody(pitch[used, row], ticks[used, row], start[used, row], scores[used, row])
        )
    return melodies


def _constants(stack: list[dict[str, NDArray[np.float32]]]) -> dict[str, Any]:
    return {name: tf.constant(value) for name, value in stack_weights(stack).items()}


def _digest(versions: list[str]) -> str:
    return hashlib.sha256("".join(versions).encode()).hexdigest()[:8]
