"""The trained networks, warm: chords, phase 1 and phase 2 behind three calls.

Everything random comes in as a NumPy generator; the same generator, plan and
weights give the same music on one machine and build. Everything is in C major or
A minor; the caller moves it to the key that was asked for.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
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
from models.sampler.benches import Benches, events_for
from models.sampler.frames import Commission, FormPlan, Voice, WrittenMelody
from models.sampler.weights import sampler_weights
from models.sampler.workshop import IsGone, Workshop
from models.shape import GENRE_SLOTS, NetworkSize, genre_offset

Ints = NDArray[np.int32]

FUSED_CANDIDATES = 24
# Counts changes of the composing rules that give other pieces for the same recipe: a part of
# the model version, as the weights are.
COMPOSING_REVISION = 10
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
        self._benches = Benches(room, (self._size, self._phase1), (self._fusion_size, flat))
        self._is_gone: IsGone = lambda: False
        self._workshop = Workshop(room.threads)

    def write_chords(
        self,
        forms: Sequence[ChordForm],
        *,
        genres: Sequence[str],
        blend: NDArray[np.float32],
        temperature: float,
        rng: np.random.Generator,
        colour: float = 0.0,
        restless: float = 0.0,
        given: Ints | None = None,
    ) -> list[Ints]:
        """A progression for each form, [bars * per_bar] chord classes; ``blend`` is [bars, genres].

        The forms differ in what comes back and nothing else. ``colour`` and ``restless``
        are added to the genres' own. ``given`` chords stand, 0 where one is to be written.
        """
        habits = [self._habits.get(genre, Habit()) for genre in genres]
        shares = blend.mean(axis=0)
        restless += float(shares @ np.array([habit.restless for habit in habits]))
        offsets = rng.normal(0.0, RESTLESS_SPREAD, len(forms))
        return write_progressions(
            self._cells,
            forms,
            genre_slots=[self._slot(genre) for genre in genres],
            blend=blend,
            temperature=temperature,
            rng=rng,
            colour=colour + float(shares @ np.array([habit.colour for habit in habits])),
            restless=(restless + offsets).tolist(),
            hold_bars=float(shares @ np.array([habit.hold_bars for habit in habits])),
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
        events = events_for(forms[0])
        uniforms = iter(_uniforms(rng, len(genres) * candidates, events))
        written = self._workshop.write(
            [
                (self._benches.own(genre, events), Commission(form, voices[genre], next(uniforms)))
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
        bench = self._benches.fusing(len(genres), events_for(forms[0]), self.candidates)
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
        return self._benches.usual(self.genres[0], self.candidates)

    @property
    def traces(self) -> int:
        """How often a sampling loop was compiled for a shape that it hadn't met."""
        return self._benches.traces

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


def _uniforms(rng: np.random.Generator, melodies: int, events: int) -> NDArray[np.float32]:
    return rng.random((melodies, events, 2), np.float32)


def _with_none(blend: NDArray[np.float32]) -> NDArray[np.float32]:
    """The weights with a first column for the condition without a genre."""
    return np.pad(blend, ((0, 0), (1, 0)))


def _digest(versions: list[str]) -> str:
    return hashlib.sha256("".join(versions).encode()).hexdigest()[:8]
