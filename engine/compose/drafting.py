"""Drafting: every candidate for a request, from its form to the fused tunes.

Knows the order of the stages and how they fit; the music is in their own files. Which candidate
is kept is the business of ``fusing``. All randomness comes from the request's seed.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.compose import modes
from engine.compose.acting import acting_blends
from engine.compose.adventure import Adventure, adventure_of
from engine.compose.base import base_events, base_sheet, led_by
from engine.compose.blend import blend_by_bar, genres_of, with_pickup_bar
from engine.compose.choose import Candidate
from engine.compose.examples import Example, example_for
from engine.compose.frame import melody_form, melody_voice
from engine.compose.guide import Weave, credit, shares_of, weave
from engine.compose.leading import Lead, lead_of, together
from engine.compose.leanings import lean_of, varied
from engine.compose.sketch import Sketch, plan_forms, sketches_on
from engine.request import CompositionRequest
from engine.steps import CHORDS, FORM, PHASE1, PHASE2, OnStep, Step, unheard
from models.events import notes_of
from models.harmony.slots import slots_per_bar
from models.sampler.frames import FormPlan, WrittenMelody
from music.leadsheet import LeadSheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.networks import Networks

SKETCHES = 4
# Which of a seed's streams of numbers is for writing again. Others: ``breath``, ``examples``,
# ``upbeats``.
_AGAIN = 5


class Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        begin = time.perf_counter()
        yield
        took = self.seconds.get(name, 0.0) + time.perf_counter() - begin
        self.seconds[name] = round(took, 4)


@dataclass(frozen=True, slots=True)
class Drafts:
    """All that was written for a request before one tune was chosen.

    Phase 1 wrote a melody of every genre on each sketch; candidate n is fused on sketch n
    modulo their number. ``acting`` are the weights [bars, genres] under which each candidate was
    written, ``example`` is what they should be like, where there is one.
    """

    genres: Sequence[str]
    blend: NDArray[np.float32]
    sketches: Sequence[Sketch]
    melodies: Mapping[str, Sequence[WrittenMelody]]
    candidates: Sequence[Candidate]
    acting: Sequence[NDArray[np.float32]]
    example: Example | None = None

    @property
    def asked(self) -> Mapping[str, float]:
        """The mean weights over the piece."""
        return _mean_weights(self.genres, self.blend)


def write_drafts(
    request: CompositionRequest,
    networks: Networks,
    *,
    clock: Clock | None = None,
    on_step: OnStep = unheard,
    attempt: int = 0,
) -> Drafts:
    """Form, chords and both phases: every candidate. Raises UntrainedGenre.

    Another ``attempt`` draws other numbers and isn't led by its example, which may be what was
    quoted: a tune of one note asks for one.
    """
    clock = clock or Clock()
    rng = drafting_numbers(request.seed, attempt)
    genres = genres_of(request)
    asked = blend_by_bar(request, genres)
    weights = _mean_weights(genres, asked)
    example = example_for(request, weights)
    led = request.base is None and not attempt
    lead = lead_of(example, slots_per_bar(request.meter)) if led else Lead()
    bold = lead.on(adventure_of(request.temperature, request.bars, request.weights))
    on_step(Step(FORM))
    with clock.stage("form"):
        base = base_sheet(request)
        kept = base is not None and request.base is not None and request.base.keep
        models = example.forms if led and example is not None else None
        forms = plan_forms(request, base, 1 if kept else SKETCHES, rng, models)
        own = base_events(base, forms[0].bars) if base is not None else None
        blend = with_pickup_bar(asked, forms[0])
    on_step(Step(CHORDS))
    with clock.stage("chords"):
        sketches = sketches_on(
            forms,
            request,
            base,
            networks,
            genres=genres,
            blend=blend,
            bold=bold,
            rng=rng,
            restless=lead.restless,
        )
    if base is not None and kept:
        (sketch,) = sketches
        tune = replace(base, chords=sketch.spans, sections=sketch.form.sections, title="")
        return Drafts(genres, asked, sketches, {}, [Candidate(tune, {}, 0.0)], [blend], example)
    on_step(Step(PHASE1, genres=tuple(genres)))
    with clock.stage("phase1"):
        melodies = networks.write_melodies(
            [_frame(sketch, request, bold, rng, lead, guided=False) for sketch in sketches],
            {
                g: melody_voice(
                    bold,
                    together(lean_of({g: 1.0}), lead.lean),
                    guided=False,
                    compass=lead.compass(rng),
                )
                for g in genres
            },
            rng=rng,
        )
    on_step(Step(PHASE2, genres=tuple(genres)))
    with clock.stage("phase2"):
        acting = acting_blends(
            blend, genres, networks.acting, candidates=networks.candidates, rng=rng
        )
        on = [sketches[number % len(sketches)] for number in range(len(acting))]
        weaves = _weaves(melodies, genres, acting, sketches, request, bold, rng)
        lean = together(lean_of(request.weights), lead.lean)
        fused = networks.fuse(
            [_frame(sketch, request, bold, rng, lead, guided=True) for sketch in on],
            [
                melody_voice(bold, varied(lean, rng), guided=True, compass=lead.compass(rng))
                for _ in on
            ],
            genres=genres,
            blends=acting,
            guides=[w.guide if own is None else led_by(own, w.guide) for w in weaves],
            rng=rng,
        )
    candidates = [
        _candidate(melody, woven, sketch, request, genres, weights, asked=blend)
        for melody, woven, sketch, weights in zip(fused, weaves, on, acting, strict=True)
    ]
    return Drafts(genres, asked, sketches, melodies, candidates, acting, example)


def drafting_numbers(seed: int, attempt: int = 0) -> np.random.Generator:
    """What an attempt draws from; no other stage draws from the same."""
    return np.random.default_rng([seed, _AGAIN, attempt] if attempt else seed)


def _mean_weights(genres: Sequence[str], blend: NDArray[np.float32]) -> dict[str, float]:
    return dict(zip(genres, blend.mean(axis=0).tolist(), strict=True))


def _frame(
    sketch: Sketch,
    request: CompositionRequest,
    bold: Adventure,
    rng: np.random.Generator,
    lead: Lead,
    *,
    guided: bool,
) -> FormPlan:
    return melody_form(
        sketch.form,
        request,
        sketch.chords,
        bold,
        rng,
        close=sketch.close,
        guided=guided,
        climb=lead.climb,
        breath=lead.breath,
    )


def _weaves(
    melodies: Mapping[str, Sequence[WrittenMelody]],
    genres: Sequence[str],
    blends: Sequence[NDArray[np.float32]],
    sketches: Sequence[Sketch],
    request: CompositionRequest,
    bold: Adventure,
    rng: np.random.Generator,
) -> list[Weave]:
    """One guide for each fused candidate; the phase-1 candidates take turns."""
    woven = []
    for number, blend in enumerate(blends):
        turn = number % len(sketches)
        form = sketches[turn].form
        woven.append(
            weave(
                [melodies[genre][turn].as_guide() for genre in genres],
                blend,
                bar_ticks=request.meter.bar_ticks,
                motif_bars=bold.motif_bars,
                source_bars=form.source_bars(),
                rng=rng,
                upbeat=form.upbeat,
            )
        )
    return woven


def _candidate(
    melody: WrittenMelody,
    woven: Weave,
    sketch: Sketch,
    request: CompositionRequest,
    genres: Sequence[str],
    acting: NDArray[np.float32],
    *,
    asked: NDArray[np.float32],
) -> Candidate:
    """A written melody with its makers: what explains a note is weighed as it was asked for."""
    owners = credit(
        melody.start,
        melody.pitch,
        melody.ticks,
        melody.scores,
        woven=woven,
        blend=asked,
        bar_ticks=request.meter.bar_ticks,
        source_bars=sketch.form.source_bars(),
        upbeat=sketch.form.upbeat,
    )
    bars = np.minimum(melody.start // request.meter.bar_ticks, len(acting) - 1)
    likelihood = (acting[bars] * melody.scores[:, 1:]).sum(axis=1)
    sheet = sheet_of(melody, sketch, request, None, origins=[genres[owner] for owner in owners])
    return Candidate(
        sheet=sheet,
        provenance=shares_of(owners, melody.ticks, melody.pitch, genres),
        mean_bits=float(-likelihood.mean() / np.log(2)),
    )


def sheet_of(
    melody: WrittenMelody,
    sketch: Sketch,
    request: CompositionRequest,
    genre: str | None,
    *,
    origins: Sequence[str] = (),
) -> LeadSheet:
    """The melody as a lead sheet in the key in which it was written."""
    return LeadSheet(
        key=modes.written_key(request.key),
        meter=request.meter,
        bars=sketch.form.bars,
        melody=notes_of(
            melody.pitch.tolist(),
            melody.ticks.tolist(),
            start=int(melody.start[0]),
            genres=origins,
        ),
        chords=sketch.spans,
        sections=sketch.form.sections,
        genre=genre,
        tempo_bpm=request.tempo_bpm,
    )
