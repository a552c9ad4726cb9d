"""Options of a command (fields to fill in) become the sentence that means the same.

So a form and a chat can never read one wish differently: there is one parser.
"""

from __future__ import annotations

from bot.conversation.dialogue import Dialogue
from bot.conversation.reading import Reading
from bot.conversation.request import ResolvedRequest

# Choices of adventure and the temperature each stands for.
ADVENTURE: dict[str, float] = {
    "very safe": 0.65, "safe": 0.85, "balanced": 1.0, "adventurous": 1.15, "wild": 1.35,
}  # fmt: skip


def sentence_from_options(
    *,
    prompt: str = "",
    weights: str = "",
    adventure: str = "",
    tempo_bpm: int | None = None,
    key: str = "",
    meter: str = "",
    bars: int | None = None,
    band: str = "",
    without: str = "",
    count: int | None = None,
    seed: int | None = None,
    preset: str = "",
    loop: bool | None = None,
    intro: int | None = None,
) -> str:
    """One sentence for all fields that are filled; ``adventure`` is a key of ADVENTURE.

    Raises KeyError for another choice. Fields stand after the prompt and correct it.
    """
    said = [weights, prompt]
    said += [f"temperature {ADVENTURE[adventure]:g}"] if adventure else []
    said += [f"{tempo_bpm} bpm"] if tempo_bpm is not None else []
    said += [f"in {key}"] if key else []
    said += [f"in {meter}"] if meter else []
    said += [f"{bars} bars"] if bars is not None else []
    said += [f"for {band}"] if band else []
    said += [f"without {without}"] if without else []
    said += [f"{count} versions"] if count is not None else []
    said += ["as a loop" if loop else "no loop"] if loop is not None else []
    said += [f"with an intro of {intro} bars" if intro else "no intro"] if intro is not None else []
    said += [f"seed {seed}"] if seed is not None else []
    sentence = ", ".join(part.strip() for part in said if part and part.strip())
    if not preset:
        return sentence
    return f"use {preset} but {sentence}" if sentence else f"use {preset}"


def resolve_options(
    dialogue: Dialogue, sentence: str, about: ResolvedRequest | None = None
) -> Reading:
    """The reading of a sentence made from options; the same as if it had been typed."""
    return dialogue.say(sentence, about=about)
