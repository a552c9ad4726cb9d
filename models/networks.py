"""The trained networks, warm: chords, phase 1 and phase 2 behind three calls.

Everything random comes in as a NumPy generator; the same generator, plan and
weights give the same music on one machine and build. Everything is in C major or
A minor; the caller moves it to the key that was asked for.
"""

from __future__ import annotations

import copy
import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
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
from models.runtime import ready_tensorflow
from models.sampler.frames import Commission, FormPlan, Voice, WrittenMelody
from models.sampler.lanes import Shape
from models.sampler.loop import build_sampler
from models.sampler.weights import sampler_weights
from models.sampler.workshop import Bench, IsGone, Workshop
from models.shape import GENRE_SLOTS, NetworkSize, genre_offset

Ints = NDArray[np.int32]

# The loop is compiled once per number of events and of genres; requests are padded to these.
EVENT_STEPS = (384, 1536)
GENRE_STEPS = (1, 2, 3, 4, 6, 9, 12)
_USUAL_GENRES = (2, 1, 3, 4)
FUSED_CANDIDATES = 24
# Counts changes of the composing rules that give other pieces for the same recipe: a part of
# the model version, as the weights are.
COMPOSING_REVISION = 6
# How far a progression's restlessness lies from its blend's: those to choose from should differ.
RESTLESS_SPREAD = 0.5


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
        room = ready_tensorflow()
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
        self._fusion = _constants(flat)
        self._write_one = build_sampler(self._size, guidance=False)
        self._write_fused = build_sampler(self._fusion_size, guidance=True)
        self._tensors: dict[str, dict[str, Any]] = {}
        self._benches: dict[tuple[str, int, int, int], Bench] = {}
        self._room = room
        self._is_gone: IsGone = lambda: False
        self._workshop = Workshop(room.threads)
        self._lock = threading.Lock()

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
        """Phase 1: a melody for each form by every genre's own network.

        ``voices`` are the genres' own; the forms have the same bars and metre.
        """
        genres, candidates = list(voices), len(forms)
        for genre in genres:
            self._slot(genre)
        events = _events_for(forms[0])
        uniforms = iter(_uniforms(rng, len(genres) * candidates, events))
        written = self._workshop.write(
            [
                (self._bench(genre, events), Commission(form, voices[genre], next(uniforms)))
                for genre in genres
                for form in forms
            ],
            is_gone=self._is_gone,
        )
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
        slots = (0, *(self._slot(genre) for genre in genres))
        bench = self._fusing_bench(len(genres), _events_for(forms[0]))
        uniforms = _uniforms(rng, len(guides), bench.shape.events)
        parts = zip(forms, voices, uniforms, guides, blends, strict=True)
        written = self._workshop.write(
            [
                (bench, Commission(form, voice, numbers, guide, slots, _with_none(blend)))
                for form, voice, numbers, guide, blend in parts
            ],
            is_gone=self._is_gone,
        )
        return [
            WrittenMelody(m.pitch, m.ticks, m.start, m.scores[:, : 1 + len(genres)])
            for m in written
        ]

    def heeding(self, is_gone: IsGone) -> Networks:
        """The same networks, whose melodies are given up (Gone) once ``is_gone`` says so."""
        same = copy.copy(self)
        same._is_gone = is_gone
        return same

    def usual(self) -> Iterator[Callable[[], None]]:
        """What to call so that the usual pieces find their loops compiled, likeliest first."""
        for events in EVENT_STEPS:
            yield self._bench(self.genres[0], events).warm_up
            for genres in _USUAL_GENRES:
                yield self._fusing_bench(genres, events).warm_up

    @property
    def traces(self) -> int:
        """How often a sampling loop was compiled for a shape that it hadn't met."""
        loops = (self._write_one, self._write_fused)
        return sum(loop.experimental_get_tracing_count() for loop in loops)

    def _bench(self, genre: str, events: int) -> Bench:
        """Where melodies of a genre are written; one compiled loop serves all genres."""
        key = (genre, self._room.phase1_lanes, 1, events)
        with self._lock:
            if key not in self._benches:
                if genre not in self._tensors:
                    self._tensors[genre] = _constants(self._phase1[genre])
                shape = Shape(self._room.phase1_lanes, events)
                self._benches[key] = Bench(self._write_one, self._tensors[genre], self._size, shape)
            return self._benches[key]

    def _fusing_bench(self, genres: int, events: int) -> Bench:
        """Where melodies of so many genres are fused."""
        conditions = 1 + next(step for step in GENRE_STEPS if step >= genres)
        # Two threads share the tunes of a request; a fixed number of lanes keeps every bit.
        lanes = min(self._room.fusing_lanes, -(-self.candidates // 2))
        key = ("", lanes, conditions, events)
        with self._lock:
            if key not in self._benches:
                shape = Shape(lanes, events, conditions)
                self._benches[key] = Bench(
                    self._write_fused, self._fusion, self._fusion_size, shape, urgency=1
                )
            return self._benches[key]

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


def _events_for(form: FormPlan) -> int:
    """Room for one event every three ticks at the densest stretches of a piece."""
    likely = form.bars * form.bar_ticks // 4
    return next((step for step in EVENT_STEPS if step >= likely), EVENT_STEPS[-1])


def _uniforms(rng: np.random.Generator, melodies: int, events: int) -> NDArray[np.float32]:
    return rng.random((melodies, events, 2), np.float32)


def _with_none(blend: NDArray[np.float32]) -> NDArray[np.float32]:
    """The weights with a first column for the condition without a genre."""
    return np.pad(blend, ((0, 0), (1, 0)))


def _constants(weights: Mapping[str, NDArray[np.float32]]) -> dict[str, Any]:
    return {name: tf.constant(value) for name, value in weights.items()}


def _digest(versions: list[str]) -> str:
    return hashlib.sha256("".join(versions).encode()).hexdigest()[:8]
