"""The cards of trained networks as Markdown: curves and figures for docs/experiments.md."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from models import store


def training_report(folder: Path) -> str:
    """Validation curves and baselines of every network in a weights folder, as Markdown."""
    cards = {path.stem: json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))}
    phase1 = {n: c for n, c in cards.items() if c.get("kind") == "phase1"}
    parts = ["| network | melodies | events | uniform | 3-gram | network | of the 3-gram |"]
    parts.append("|---|---:|---:|---:|---:|---:|---:|")
    parts += [_row(card["genre"], card) for card in phase1.values()]
    fusion = cards[store.PHASE2]
    parts.append(_row("fusion, no guide", fusion, "valid_bits_without_guide"))
    parts.append(_row("fusion, damaged guide", fusion))
    for name, card in cards.items():
        parts += ["", f"### {name}", "", _chart(card["curve"])]
    return "\n".join(parts) + "\n"


def _row(name: str, card: Mapping[str, Any], figure: str = "valid_bits") -> str:
    figures = card["figures"]
    melodies, events = card.get("data", {}).get("train", ("", ""))
    bits = figures[figure]
    return (
        f"| {name} | {melodies} | {events} | {figures['uniform_bits']:.2f} "
        f"| {figures['trigram_bits']:.2f} | {bits:.2f} | {bits / figures['trigram_bits']:.2f} |"
    )


def _chart(curve: Sequence[Mapping[str, float]]) -> str:
    """A Mermaid line chart, which code hosts draw, of the validation bits by epoch."""
    bits = [point["valid_bits"] for point in curve]
    low, high = min(bits), max(bits)
    values = ", ".join(f"{value:.3f}" for value in bits)
    return (
        "```mermaid\nxychart-beta\n"
        f"  x-axis epoch 1 --> {len(bits)}\n"
        f'  y-axis "bits per event" {low - 0.05:.2f} --> {high + 0.05:.2f}\n'
        f"  line [{values}]\n```"
    )
