"""The arranger: a lead sheet and a request become a piece for a band.

Ties the stages together: cast the band, share the layers out, let each player
play, perform. Knows the order; the rules are in the players' own files.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.arrange.band import write_band
from engine.arrange.casting import Part, cast
from engine.arrange.chart import Chart, write_chart
from engine.arrange.edges import leading_back, with_intro
from engine.arrange.layers import LayerChoice
from engine.arrange.leadin import play_lead_in
from engine.arrange.performing import Feel, perform
from engine.arrange.pickup import moved, over_end, over_intro, with_pickup, without_pickup
from engine.arrange.plan import Plan, make_plan
from engine.arrange.register import LOWEST_TUNE, place_melody
from engine.arrange.ringing import is_plucked
from engine.arrange.styles import style_of
from engine.request import CompositionRequest
from music.instruments import find_instrument
from music.leadsheet import LeadSheet, Note
from music.piece import Piece, Track


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A piece and the layers it is made of.

    ``piece`` is as played (swung, humanised); ``score`` is the same band as written:
    exact times for notation, plain velocities.
    """

    piece: Piece
    score: Piece
    layers: tuple[LayerChoice, ...]


def arrange(
    sheet: LeadSheet, request: CompositionRequest, *, title: str, recipe: str
) -> Arrangement:
    """Arrange a lead sheet for the band that the request's weights and words ask for.

    The same sheet, request and texts always give the same arrangement. The tune's
    track is named ``Melody``. An introduction adds its bars before the sheet's, of which a
    pickup takes the last; a loop has no last chord, and a pickup at its end. Raises
    RequestError where every part is excluded.
    """
    rng = random.Random(f"{request.seed}")
    parts = cast(request, rng)
    lead = next((part for part in parts if part.role == "melody"), None)
    tune = lead.instrument if lead else find_instrument("piano")
    lowest = LOWEST_TUNE if len(parts) > 1 else 0
    sheet = replace(sheet, melody=place_melody(sheet.melody, tune, lowest=lowest))
    sheet, pickup = without_pickup(sheet)
    sheet = with_intro(sheet, request.intro)
    if pickup and request.loop:
        sheet, pickup = over_end(sheet, pickup), ()
    if pickup and request.intro:
        sheet, pickup = over_intro(sheet, pickup, request.intro), ()
    if request.loop:
        sheet = leading_back(sheet)
    chart = write_chart(sheet, loops=request.loop)
    plan = make_plan(chart, parts, request, rng)
    written = write_band(chart, parts, plan, request, rng)
    if pickup:
        before = play_lead_in(chart, pickup, parts, plan, request)
        chart = with_pickup(chart, pickup)
        written = [
            [*early, *_after(pickup, part, notes, chart)]
            for part, early, notes in zip(parts, before, written, strict=True)
        ]
    tracks = [(part, notes) for part, notes in zip(parts, written, strict=True) if notes]
    feel = _feel(request)
    score = Piece(
        title=title,
        key=sheet.key,
        meter=sheet.meter,
        tempo_bpm=float(request.tempo_bpm),
        bars=chart.bars,
        tracks=tuple(_track(part, tuple(notes)) for part, notes in tracks),
        chords=chart.chords,
        sections=chart.sections,
        recipe=recipe,
        pickup_beats=sheet.meter.bar_beats - pickup[0].start_beats if pickup else 0.0,
    )
    played = tuple(
        _track(
            part,
            perform(
                chart,
                part.role,
                notes,
                feel,
                tempo_bpm=request.tempo_bpm,
                strummed=is_plucked(part.instrument),
                rng=random.Random(f"{request.seed} {part.name}"),
            ),
        )
        for part, notes in tracks
    )
    return Arrangement(
        piece=replace(score, tracks=played),
        score=score,
        layers=_layers(plan, [part for part, _ in tracks], chart.first_bar),
    )


def _after(pickup: Sequence[Note], part: Part, notes: Sequence[Note], chart: Chart) -> list[Note]:
    """A part a bar later; who plays the tune plays its pickup too."""
    later = moved(notes, chart.meter.bar_beats)
    if part.role == "melody":
        return [*pickup, *later]
    if part.doubles == "melody":
        return list(place_melody(chart.melody, part.instrument))
    return list(later)


def _layers(plan: Plan, parts: Sequence[Part], waits: int) -> tuple[LayerChoice, ...]:
    """What each role plays in each section, for the parts that sound; the band ``waits`` bars."""
    found = []
    for (section, role), layer in plan.items():
        part = next((part for part in parts if part.role == role), None)
        if part is None:
            continue
        name = part.instrument.name
        if role == "drums" and not part.asked:  # a drummer changes drums with the groove
            name = style_of(layer.genre).bands[0].drums
        found.append(LayerChoice(section.label, section.start_bar + waits, section.bars, role,
                                 layer.genre, layer.figure.name, name))  # fmt: skip
    return tuple(found)


def _track(part: Part, notes: tuple[Note, ...]) -> Track:
    is_drums = part.role == "drums"
    program = 0 if is_drums else part.instrument.program
    return Track(part.name, part.role, program, notes, is_drums, part.instrument.name)


def _feel(request: CompositionRequest) -> Feel:
    """The styles' numbers, mixed by weight."""
    styles = [(style_of(genre), weight) for genre, weight in request.weights.items()]
    return Feel(
        swing=sum(style.swing * weight for style, weight in styles),
        dynamics=sum(style.dynamics * weight for style, weight in styles),
        legato=sum(style.legato * weight for style, weight in styles),
        laid_back_beats=sum(style.laid_back_beats * weight for style, weight in styles),
    )
