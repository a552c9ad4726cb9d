"""From a sentence on the command line to requests for the engine."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console

from bot.conversation.dialogue import Dialogue
from bot.errors import BadInput
from engine.recipe import PREFIX, read_recipe
from engine.request import SEED_RANGE, CompositionRequest

_COMPOSING = ("compose", "edit", "repeat")


def requests_of(text: str, seed: int | None, *, where: str = "") -> list[CompositionRequest]:
    """The requests of one sentence, one for each version asked for.

    What was assumed is told on the error output, after ``where`` it stands. Raises BadInput where
    it asks for no music or can't be understood.
    """
    if seed is not None:
        low, high = SEED_RANGE
        if not low <= seed <= high:
            raise BadInput(f"the seed {seed} is outside {low} to {high}")
    if text.strip().upper().startswith(PREFIX):
        return [_from_recipe(text, seed)]
    # What the sentence leaves open, the key for one, is drawn from the seed too.
    dialogue = Dialogue() if seed is None else Dialogue(new_seed=lambda: seed)
    reading = dialogue.say(text)
    if reading.error is not None:
        raise BadInput(reading.error)
    if reading.intent not in _COMPOSING or reading.request is None:
        hint = " ".join(reading.notes) or 'say for example "70% jazz 30% classical"'
        raise BadInput(f"that asks for no music: {hint}")
    first = reading.request.composition()
    if seed is not None:
        first = replace(first, seed=seed)
    for note in reading.notes:
        Console(stderr=True).print(where + note, style="dim", markup=False, highlight=False)
    return [
        replace(first, seed=(first.seed + number) % (SEED_RANGE[1] + 1), count=1)
        for number in range(first.count)
    ]


def _from_recipe(code: str, seed: int | None) -> CompositionRequest:
    """The request that a recipe code holds, with another seed if one is given."""
    request, _ = read_recipe(code)
    return request if seed is None else replace(request, seed=seed)
