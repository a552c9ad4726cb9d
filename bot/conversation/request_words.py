"""A request in words: in one line to be read, in a sentence to be understood again."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation.language import say, speaking
from bot.conversation.quoting import listed
from bot.conversation.request import ResolvedRequest


def weights_line(weights: Mapping[str, float]) -> str:
    """``"70% jazz 30% classical"``."""
    return " ".join(f"{percent(weight)}% {genre}" for genre, weight in weights.items())


def percent(weight: float) -> str:
    """A weight in percent, with no more digits than it needs."""
    return f"{weight * 100:.7f}".rstrip("0").rstrip(".")


def request_sentence(request: ResolvedRequest) -> str:
    """A request in words that are understood as that request again, seed and all."""
    if request.path is None:
        parts = [weights_line(request.weights)]
    else:
        first, *middle, last = (weights_line(point.weights) for point in request.path)
        parts = [f"start with {first}", *(f"move through {one}" for one in middle)]
        parts.append(f"end with {last}")
    parts += [
        f"temperature {request.temperature:g}", f"{request.tempo_bpm} bpm", f"in {request.key}",
        f"in {request.meter.name}", f"{request.bars} bars",
    ]  # fmt: skip
    if request.instruments:
        with speaking("en"):  # whoever reads it, it is written to be understood
            band = listed(request.instruments)
        parts.append(f"for {'only ' if request.only else ''}{band}")
    parts += [f"without {name}" for name in request.without]
    if request.intro:
        parts.append(f"with a {request.intro} bar intro")
    parts += ["as a loop"] if request.loop else []
    if request.pickup is not None:
        parts.append("with a pickup" if request.pickup else "no pickup")
    if request.count > 1:
        parts.append(f"{request.count} versions")
    return ", ".join([*parts, f"seed {request.seed}"])


def request_line(request: ResolvedRequest) -> str:
    """A request in one line."""
    blend = " ".join(f"{round(w * 100)}% {g}" for g, w in request.weights.items())
    return say(
        "{blend}, {key}, {tempo} bpm, {meter}, {bars} bars",
        blend=blend,
        key=request.key,
        tempo=request.tempo_bpm,
        meter=request.meter.name,
        bars=request.bars,
    )
