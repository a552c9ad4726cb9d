"""The optional fields of ``/compose`` as words of the sentence: there is but one parser."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fields:
    """What was filled in; None and empty are left open."""

    prompt: str = ""
    weights: str = ""
    adventure: int | None = None
    tempo: int | None = None
    key: str = ""
    bars: int | None = None
    band: str = ""
    seed: int | None = None
    preset: str = ""


def words_of(fields: Fields) -> str:
    """``"waltz, 70% jazz 30% folk, adventurousness 7/10, 120 bpm, in D minor"``.

    With a preset ``"tea time but slower"``; nothing at all is a wish to be surprised.
    """
    parts = [fields.prompt.strip(), fields.weights.strip()]
    if fields.adventure is not None:
        parts.append(f"adventurousness {fields.adventure}/10")
    if fields.tempo is not None:
        parts.append(f"{fields.tempo} bpm")
    if fields.key.strip():
        parts.append(f"in {fields.key.strip().removeprefix('in ')}")
    if fields.bars is not None:
        parts.append(f"{fields.bars} bars")
    if fields.band.strip():
        parts.append(f"for {fields.band.strip().removeprefix('for ')}")
    if fields.seed is not None:
        parts.append(f"seed {fields.seed}")
    said = ", ".join(part for part in parts if part)
    if fields.preset.strip():
        return f"use {fields.preset.strip()}" + (f" but {said}" if said else "")
    return said or "surprise me"
