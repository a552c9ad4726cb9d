"""What a message would mean, without anything being done, remembered or learned."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.conversation.dialogue import Dialogue
from bot.conversation.history import History
from bot.conversation.preferences import RememberedPreferences
from bot.conversation.presets import RememberedPresets
from bot.conversation.reading import Reading
from bot.conversation.request import ResolvedRequest
from music.genres import Genre


def peek(
    dialogue: Dialogue,
    text: str,
    about: ResolvedRequest | None,
    *,
    new_seed: Callable[[], int],
    genres: Sequence[Genre],
) -> Reading:
    """What a copy of the dialogue says; what was learned of a taste takes no part."""
    presets = RememberedPresets()
    for name in dialogue.presets.names():
        kept = dialogue.presets.find(name)
        if kept is not None:
            presets.save(name, kept)
    copy = Dialogue(
        presets=presets,
        preferences=RememberedPreferences(dialogue.preferences.usual()),
        new_seed=new_seed,
        genres=genres,
        history=History.from_json(dialogue.history.to_json()),
    )
    return copy.say(text, about=about)
