"""What was learned of a taste, where a request leaves something open.

`LearnedTaste` is what a memory implements; a dialogue without one suggests nothing.
What the user said, and their explicit preferences, always go first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.conversation import facts
from bot.conversation.beginning import Beginning
from bot.conversation.draft import half_up, implied_tempo
from bot.conversation.preferences import Usual
from engine.request import TEMPO_RANGE
from music.genres import Genre

_SURPRISE = re.compile(r"\bsurprise (?:me|us)\b(?! (?:more|again|less))", re.IGNORECASE)
_AUDIBLE_PACE = 0.1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A blend, and an adventure and pace (in octaves of tempo) where enough is known.

    ``because`` names what it was learned from; ``kind`` is the remark that says so.
    """

    weights: Mapping[str, float]
    adventure: float | None = None
    pace: float | None = None
    because: tuple[str, ...] = ()
    kind: str = "learned_weights"


class LearnedTaste(Protocol):
    """One user's taste, and that of the place they are in."""

    def suggest(self, *, surprising: bool) -> Suggestion | None:
        """What to fill open places with; None where too little is known.

        ``surprising`` explores, and always has something.
        """
        ...


def is_surprise(plain: str, said: Sequence[facts.Fact]) -> bool:
    """Whether a message leaves everything to the bot: "surprise me"."""
    return _SURPRISE.search(plain) is not None and not any(
        isinstance(fact, facts.Blend | facts.BlendPath) for fact in said
    )


def without_surprise(said: Sequence[facts.Fact]) -> tuple[facts.Fact, ...]:
    """The facts without the step of adventure that the word itself stands for elsewhere."""
    step = next((fact for fact in said if isinstance(fact, facts.StepTemperature)), None)
    return tuple(fact for fact in said if fact is not step)


def fill_open(usual: Usual, hint: Suggestion | None, *, over: bool) -> Usual:
    """Usual values with what was learned where they are open; ``over`` them for a surprise."""
    if hint is None:
        return usual
    adventure = usual.temperature if usual.temperature is not None and not over else None
    return replace(
        usual,
        weights=hint.weights if over or usual.weights is None else usual.weights,
        temperature=hint.adventure if adventure is None else adventure,
    )


def with_reasons(
    wished: Usual,
    usual: Usual,
    hint: Suggestion | None,
    start: Beginning,
    genres: Mapping[str, Genre],
) -> tuple[Usual, list[facts.Remark]]:
    """The wished values with the tempo that follows from the blend, and what to say of it."""
    if hint is None:
        return wished, start.remarks
    remarks = [
        facts.Remark(hint.kind, hint.because)
        if one.kind == "usual_weights" and wished.weights is not usual.weights
        else one
        for one in start.remarks
    ]
    if hint.adventure is not None and wished.temperature is not usual.temperature:
        remarks.append(facts.Remark("learned_adventure", (f"{hint.adventure:g}",)))
    if hint.pace is not None and usual.tempo_bpm is None and abs(hint.pace) >= _AUDIBLE_PACE:
        low, high = TEMPO_RANGE
        tempo = half_up(implied_tempo(start.weights, dict(genres)) * 2**hint.pace)
        wished = replace(wished, tempo_bpm=min(max(tempo, low), high))
        remarks.append(facts.Remark("learned_tempo", (str(wished.tempo_bpm),)))
    return wished, remarks
