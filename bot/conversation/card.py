"""The interpretation card: what was understood, assumed and ignored, in plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.language import say
from bot.conversation.quoting import quoted
from bot.conversation.request import ResolvedRequest, normalised
from engine.percent import percent
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
        lines += [_row("assumed", reading.notes[0])]
        lines += ["           " + note for note in reading.notes[1:]]
    if reading.unexplained:
        lines.append(_row("ignored", ", ".join(quoted(word) for word in reading.unexplained)))
    return "\n".join(lines)


def _weights(request: ResolvedRequest) -> list[str]:
    if request.path is None:
        return _bars(dict(request.weights))
    lines: list[str] = []
    for point in request.path:
        lines.append(say("at {share}%", share=round(point.at * 100)))
        lines += _bars(dict(point.weights))
    return lines


def _bars(weights: dict[str, float]) -> list[str]:
    width = max(10, *(len(genre) for genre in weights))
    return [
        f"{genre:<{width}} {'█' * max(1, round(share * _BAR_CELLS)):<{_BAR_CELLS}} {percent(share)}"
        for genre, share in normalised(weights).items()
    ]


def _edges(request: ResolvedRequest) -> str:
    intro = say(", after {bars} of intro", bars=request.intro) if request.intro else ""
    if request.pickup is not None:
        intro += say(", with a pickup") if request.pickup else say(", no pickup")
    return intro + (say(", as a loop") if request.loop else "")


def _row(name: str, text: str) -> str:
    return f"{say(name):<10} {text}"


def _rest(request: ResolvedRequest) -> list[str]:
    low, high = TEMPERATURE_RANGE
    place = round((request.temperature - low) / (high - low) * (_SCALE_CELLS - 1))
    scale = "".join("●" if i == place else "─" for i in range(_SCALE_CELLS))
    lines = [
        _row("adventure", say("safe {scale} wild", scale=scale) + f" ({request.temperature:g})"),
        _row("tempo", f"{request.tempo_bpm} bpm, {request.meter.name}"),
        _row("key", str(request.key)),
        _row("length", say("{bars} bars", bars=request.bars) + _edges(request)),
        _row("band", _band(request)),
        _row("seed", str(request.seed)),
    ]
    if request.count > 1:
        lines.append(_row("versions", str(request.count)))
    if request.base is not None:
        lines.append(_row("melody", say("built on a melody of yours")))
    if request.preset:
        lines.append(_row("preset", request.preset))
    return lines


def _band(request: ResolvedRequest) -> str:
    names = ", ".join(request.instruments) or say("as the genres like it")
    playing = say("only {names}", names=names) if request.only else names
    if not request.without:
        return playing
    return playing + say(", without {names}", names=", ".join(request.without))
