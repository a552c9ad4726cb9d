"""From a sentence to its files: when the MIDI, the picture and the sound are there."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bot.app import App
from bot.conversation.dialogue import Dialogue
from bot.errors import BadInput
from engine.delivery import finish_delivery
from engine.render.formats import DEFAULT_FORMATS
from engine.request import CompositionRequest

# A minute of music: 128 beats at 128 a minute.
BLEND = "60% {0} 40% {1}, in 4/4 at 128 bpm"
BARS = 32
_STEM = "piece"
_WARM_UPS, _SHORT_BARS = 2, 8


@dataclass(frozen=True, slots=True)
class Moments:
    """Milliseconds after the sentence was said; ``audio_seconds`` is how long the music is."""

    understood: float
    composed: float
    midi: float
    roll: float
    audio: float
    everything: float
    audio_seconds: float


def median_moments(app: App, blend: str, folder: Path, repeats: int) -> Moments:
    """The usual files of a blend in a minute of music, every time from another seed.

    Short pieces go before, uncounted: each render process has its libraries to load.
    """
    for seed in range(_WARM_UPS):
        moments_of(app, f"{blend}, {_SHORT_BARS} bars", folder, seed=seed)
    rows = [moments_of(app, f"{blend}, {BARS} bars", folder, seed=seed) for seed in range(repeats)]
    return Moments(*(median(column) for column in zip(*map(_values, rows), strict=True)))


def moments_of(app: App, sentence: str, folder: Path, *, seed: int) -> Moments:
    """Read, compose and render once. Raises EngineError, or BadInput where it asks for nothing."""
    begin = time.perf_counter()

    def now() -> float:
        return (time.perf_counter() - begin) * 1000

    request = understood(sentence, seed=seed)
    read = now()
    composition = app.engine.submit(request).future.result()
    composed = now()
    begun = app.begin_delivery(composition, folder, stem=_STEM, formats=DEFAULT_FORMATS)
    midi = now()
    ends: dict[str, float] = {}
    for order in begun.orders:
        order.job.add_done_callback(_noting(ends, list(order.paths), now))
    delivery = finish_delivery(begun, [order.finished() for order in begun.orders])
    seconds = delivery.audio.seconds if delivery.audio else 0.0
    return Moments(read, composed, midi, ends["png"], ends["ogg"], now(), seconds)


def understood(sentence: str, *, seed: int) -> CompositionRequest:
    """The request of a sentence that asks for one piece."""
    reading = Dialogue(new_seed=lambda: seed).say(sentence)
    if reading.request is None:
        raise BadInput(f"{sentence!r} asks for no music: {reading.error}")
    return reading.request.composition()


def _noting(ends: dict[str, float], names: Sequence[str], now: Any) -> Any:
    def note(_: Future[Any]) -> None:
        ends.update(dict.fromkeys(names, now()))

    return note


def _values(moments: Moments) -> tuple[float, ...]:
    return (
        moments.understood, moments.composed, moments.midi, moments.roll, moments.audio,
        moments.everything, moments.audio_seconds,
    )  # fmt: skip
