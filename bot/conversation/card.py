"""The interpretation card: what was understood, assumed and ignored, in plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.quoting import quoted
from bot.conversation.request import ResolvedRequest, normalised
from engine.request import TEMPERATURE_RANGE

if TYPE_CHECKING:
    from bot.conversation.reading import Reading

_BAR_CELLS = 20
_SCALE_CELLS = 11


def interpretation_card(reading: Reading) -> str:
    """Weights as bars, adventure on a scale, and the rest line by line."""
    if reading.request is None:
        return "\n".join(reading.notes)
    lines = [*_weights(reading.request), *_rest(reading.request)]
    if reading.notes:
        lines += ["assumed    " + reading.notes[0]]
        lines += ["           " + note for note in reading.notes[1:]]
    if reading.ignored:
        lines.append("ignored    " + ", ".join(quoted(word) for word in reading.ignored))
    return "\n".join(lines)


def _weights(request: ResolvedRequest) -> list[str]:
    if request.path is None:
        return _bars(dict(request.weights))
    lines: list[str] = []
    for point in request.path:
        lines.append(f"at {round(point.at * 100)}%")
        lines += _bars(dict(point.weights))
    return lines


def _bars(weights: dict[str, float]) -> list[str]:
    width = max(10, *(len(genre) for genre in weights))
    return [
        f"{genre:<{width}} {'█' * max(1, round(share * _BAR_CELLS)):<{_BAR_CELLS}} "
        f"{round(share * 100)}%"
        for genre, share in normalised(weights).items()
    ]


def _edges(request: ResolvedRequest) -> str:
    intro = f", after {request.intro} of intro" if request.intro else ""
    return intro + (", as a loop" if request.loop else "")


def _rest(request: ResolvedRequest) -> list[str]:
    low, high = TEMPERATURE_RANGE
    place = round((request.temperature - low) / (high - low) * (_SCALE_CELLS - 1))
    scale = "".join("●" if i == place else "─" for i in range(_SCALE_CELLS))
    lines = [
        f"adventure  safe {scale} wild ({request.temperature:g})",
        f"tempo      {request.tempo_bpm} bpm, {request.meter.name}",
        f"key        {request.key}",
        f"length     {request.bars} bars{_edges(request)}",
        f"band       {'only ' if request.only else ''}"
        f"{', '.join(request.instruments) or 'as the genres like it'}"
        + (f", without {', '.join(request.without)}" if request.without else ""),
        f"seed       {request.seed}",
    ]
    if request.count > 1:
        lines.append(f"versions   {request.count}")
    if request.base is not None:
        lines.append("melody     built on a melody of yours")
    if request.preset:
        lines.append(f"preset     {request.preset}")
    return lines
