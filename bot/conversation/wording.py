"""Every sentence that a person reads: errors, notes, hints, help, cards.

Words of a user are quoted by `quoted`, which leaves no markup, mention or control
character alive. Knows how to say things, not when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.conversation.language import say
from bot.conversation.normalise import MAX_LENGTH
from bot.conversation.notes import NOTES
from bot.conversation.preferences import Usual
from bot.conversation.presets import NAME_LENGTH
from bot.conversation.quoting import listed, quoted
from bot.conversation.request import ResolvedRequest
from bot.conversation.request_words import request_line, weights_line
from music.genres import Genre, known_genres
from music.instruments import INSTRUMENTS
from music.meter import KNOWN_METERS

if TYPE_CHECKING:
    from bot.conversation.reading import Reading

EXAMPLES: tuple[str, ...] = (
    "70% jazz 30% classical",
    "mostly folk with a touch of blues, in D minor at 96 bpm",
    "start with hymn, end with ragtime, 32 bars",
    "celtic in 6/8 for flute and harp, no drums",
    "more adventurous",
    "a bit slower and up a tone",
    "swap jazz for blues",
    "again",
    "undo",
    "save this as sunday morning",
    "my presets",
    "genres",
)


# Errors


def too_long(length: int) -> str:
    return say(
        "That message has {length:,} characters; I read up to {most}. Say it "
        'shorter, for example "70% jazz 30% classical".',
        length=length,
        most=MAX_LENGTH,
    )


def unknown_genre(word: str, nearest: Sequence[str]) -> str:
    offers = listed([f'"{name}"' for name in nearest], "or")
    return say(
        'I have not learnt {word}. The nearest I play: {offers}. Say "genres" to see them all.',
        word=quoted(word),
        offers=offers,
    )


def unknown_instrument(word: str, nearest: Sequence[str]) -> str:
    return say(
        "Nobody in my band plays {word}. The nearest I have: {offers}.",
        word=quoted(word),
        offers=listed([f'"{name}"' for name in nearest], "or"),
    )


def unknown_meter(name: str) -> str:
    return say(
        "I can't play in {name}. Metres I know: {known}.",
        name=quoted(name),
        known=", ".join(KNOWN_METERS),
    )


def no_passages(passage: str) -> str:
    return say(
        "I can't change single bars ({passage}) yet; say what should change in the whole "
        'piece, for example "slower".',
        passage=quoted(passage),
    )


def nothing_left(word: str) -> str:
    return say(
        "Without {word} no genre is left to play. Name one that should be in, for example "
        '"50% jazz 50% folk".',
        word=quoted(word),
    )


def nothing_to_undo() -> str:
    return say('There is nothing before this to go back to. Ask for a piece first, or say "help".')


def nothing_to_redo() -> str:
    return say('Nothing was undone, so there is nothing to redo. "undo" goes one step back.')


def nothing_to_repeat() -> str:
    return say(
        'There is no piece yet to repeat. Ask for one first, for example "70% jazz 30% folk".'
    )


def nothing_to_save() -> str:
    return say('There is no piece yet to save. Ask for one first, for example "70% jazz 30% folk".')


def preset_needs_name() -> str:
    return say('Under which name? Say for example "save this as sunday morning".')


def bad_preset_name(name: str) -> str:
    low, high = NAME_LENGTH
    return say(
        "{name} can't be a preset's name: use {low} to {high} letters, digits, blanks, "
        "hyphens or apostrophes.",
        name=quoted(name),
        low=low,
        high=high,
    )


def too_many_presets(count: int) -> str:
    return say("You have {count} presets, the most that I keep. Delete one first.", count=count)


def preset_is_genre(name: str) -> str:
    return say(
        '{name} is a genre, so a preset can\'t be called that. Try "my {plain}".',
        name=quoted(name),
        plain=_plain(name),
    )


def preset_is_command(name: str) -> str:
    return say(
        '{name} is a command, so a preset can\'t be called that. Try "my {plain}".',
        name=quoted(name),
        plain=_plain(name),
    )


def _plain(name: str) -> str:
    return quoted(name).strip('"')


def no_preset(name: str, closest: Sequence[str]) -> str:
    if not closest:
        return say(
            'There is no preset {name}; nothing is saved yet. Say "save this as sunday '
            'morning" after a piece.',
            name=quoted(name),
        )
    near = listed([quoted(one) for one in closest], "or")
    return say("There is no preset {name}. Did you mean {near}?", name=quoted(name), near=near)


def note(kind: str, words: Sequence[str]) -> str:
    """The sentence of a remark."""
    return NOTES[kind](*words)


def hint(has_piece: bool) -> str:
    """What to say instead, for a message that ordered nothing."""
    if has_piece:
        return say('I compose music. Try "more adventurous", "slower", "again", or say "help".')
    return say('I compose music. Try "70% jazz 30% classical", or say "help".')


def redone() -> str:
    return "redone"


def reset() -> str:
    return say("Cleared: the next message starts anew.")


def preset_saved(name: str) -> str:
    return say("saved as {name}", name=quoted(name))


def preset_deleted(name: str) -> str:
    return say("deleted {name}", name=quoted(name))


def preferences_cleared() -> str:
    return say("your preferences are cleared")


def bad_formats(trouble: str) -> str:
    return say('{trouble}. Say for example "my formats are midi and mp3".', trouble=trouble)


def privacy() -> str:
    return say(
        'I keep your requests, presets and preferences, and nothing else. Say "reset my '
        'preferences" or "delete NAME" to remove them one by one.'
    )


def presets_list(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return (say('No presets yet. Say "save this as sunday morning" after a piece.'),)
    return (say("Presets: ") + ", ".join(quoted(name) for name in names),)


def history_list(past: Sequence[ResolvedRequest]) -> tuple[str, ...]:
    if not past:
        return (say("Nothing composed yet in this conversation."),)
    return tuple(f"{i}. {request_line(one)}" for i, one in enumerate(past[-10:], start=1))


def preferences_list(usual: Usual) -> tuple[str, ...]:
    values = usual.to_json()
    if not values:
        return (say('No preferences yet. Say for example "always use 24 bars".'),)
    said = [f"{say(_PREFERENCE_NAMES[name])} {_value(value)}" for name, value in values.items()]
    return (say("Your usual: ") + ", ".join(said),)


_PREFERENCE_NAMES = {
    "weights": "blend", "temperature": "temperature", "bars": "bars", "tempo_bpm": "tempo",
    "key": "key", "meter": "metre", "instruments": "band", "without": "without",
    "count": "versions", "loop": "as a loop", "intro": "bars of intro",
    "pickup": "with a pickup", "formats": "files",
}  # fmt: skip


def _value(value: object) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, Mapping):
        return weights_line(value)
    if isinstance(value, list | tuple):
        return listed([str(one) for one in value]) or say("as usual")
    return f"{value:g}" if isinstance(value, float) else str(value)


def genres_line(genres: Sequence[Genre] | None = None) -> str:
    """These genres in one line; all that this process knows by default."""
    names = [g.name for g in (known_genres() if genres is None else genres)]
    return say("Genres: ") + ", ".join(names)


def genres_text(genres: Sequence[Genre] | None = None) -> str:
    """These genres, or all known, with what they are and what else they are called."""
    lines = []
    for genre in known_genres() if genres is None else genres:
        others = f" ({', '.join(genre.other_names[:3])})" if genre.other_names else ""
        lines.append(f"{genre.name}: {genre.blurb}{others}")
    return "\n".join(lines)


def instruments_line() -> str:
    """All that a band can have in one line."""
    return say("Instruments: ") + ", ".join(row.name for row in INSTRUMENTS)


def short_help() -> str:
    return say(
        'Say which genres and how much, for example "70% jazz 30% classical"; then change '
        'it: "slower", "more jazz", "again", "undo". "genres" lists what I play.'
    )


def help_text() -> str:
    """What can be said, with examples that all work in this order."""
    return "\n".join(
        [say("Tell me what to compose, in your own words:"), *(f"  {e}" for e in EXAMPLES)]
    )


def greeting() -> str:
    return say(
        '{genres}\n{help} "help" shows more.',
        genres=genres_line(),
        help=short_help(),
    )


def reply(reading: Reading) -> str:
    """The answer to a message in plain text."""
    from bot.conversation.card import interpretation_card

    if reading.error is not None:
        return reading.error
    if reading.intent == "help":
        return help_text()
    if reading.intent == "genres":
        players = instruments_line()
        return players if players in reading.notes else genres_text()
    if reading.request is None or reading.intent not in _ABOUT_MUSIC:
        return "\n".join(reading.notes)
    card = interpretation_card(reading)
    if reading.intent == "undo":  # going back composes nothing by itself
        return "\n".join((card, say('Say "the same" to hear it.')))
    return card


_ABOUT_MUSIC = frozenset({"compose", "edit", "repeat", "undo", "use_preset"})
