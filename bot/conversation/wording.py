"""Every sentence that a person reads: errors, notes, hints, help, cards.

Words of a user are quoted by `quoted`, which leaves no markup, mention or control
character alive. Knows how to say things, not when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.conversation.normalise import MAX_LENGTH
from bot.conversation.notes import NOTES
from bot.conversation.preferences import Usual
from bot.conversation.presets import NAME_LENGTH
from bot.conversation.quoting import listed, quoted
from bot.conversation.request import ResolvedRequest
from music.genres import Genre, known_genres
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
    return (
        f"That message has {length:,} characters; I read up to {MAX_LENGTH}. "
        'Say it shorter, for example "70% jazz 30% classical".'
    )


def unknown_genre(word: str, nearest: Sequence[str]) -> str:
    offers = listed([f'"{name}"' for name in nearest], "or")
    return (
        f"I have not learnt {quoted(word)}. The nearest I play: {offers}. "
        'Say "genres" to see them all.'
    )


def unknown_meter(name: str) -> str:
    return f"I can't play in {quoted(name)}. Metres I know: {', '.join(KNOWN_METERS)}."


def no_passages(passage: str) -> str:
    return (
        f"I can't change single bars ({quoted(passage)}) yet; "
        'say what should change in the whole piece, for example "slower".'
    )


def nothing_left(word: str) -> str:
    return (
        f"Without {quoted(word)} no genre is left to play. "
        'Name one that should be in, for example "50% jazz 50% folk".'
    )


def nothing_to_undo() -> str:
    return 'There is nothing before this to go back to. Ask for a piece first, or say "help".'


def nothing_to_redo() -> str:
    return 'Nothing was undone, so there is nothing to redo. "undo" goes one step back.'


def nothing_to_repeat() -> str:
    return 'There is no piece yet to repeat. Ask for one first, for example "70% jazz 30% folk".'


def nothing_to_save() -> str:
    return 'There is no piece yet to save. Ask for one first, for example "70% jazz 30% folk".'


def preset_needs_name() -> str:
    return 'Under which name? Say for example "save this as sunday morning".'


def bad_preset_name(name: str) -> str:
    low, high = NAME_LENGTH
    return (
        f"{quoted(name)} can't be a preset's name: use {low} to {high} letters, digits, "
        "blanks, hyphens or apostrophes."
    )


def too_many_presets(count: int) -> str:
    return f"You have {count} presets, the most that I keep. Delete one first."


def preset_is_genre(name: str) -> str:
    return f'{quoted(name)} is a genre, so a preset can\'t be called that. Try "my {_plain(name)}".'


def preset_is_command(name: str) -> str:
    return (
        f'{quoted(name)} is a command, so a preset can\'t be called that. Try "my {_plain(name)}".'
    )


def _plain(name: str) -> str:
    return quoted(name).strip('"')


def no_preset(name: str, closest: Sequence[str]) -> str:
    if not closest:
        return (
            f"There is no preset {quoted(name)}; nothing is saved yet. "
            'Say "save this as sunday morning" after a piece.'
        )
    near = listed([quoted(one) for one in closest], "or")
    return f"There is no preset {quoted(name)}. Did you mean {near}?"


def note(kind: str, words: Sequence[str]) -> str:
    """The sentence of a remark."""
    return NOTES[kind](*words)


def hint(has_piece: bool) -> str:
    """What to say instead, for a message that ordered nothing."""
    if has_piece:
        return 'I compose music. Try "more adventurous", "slower", "again", or say "help".'
    return 'I compose music. Try "70% jazz 30% classical", or say "help".'


def redone() -> str:
    return "redone"


def reset() -> str:
    return "Cleared: the next message starts anew."


def preset_saved(name: str) -> str:
    return f"saved as {quoted(name)}"


def preset_deleted(name: str) -> str:
    return f"deleted {quoted(name)}"


def preferences_cleared() -> str:
    return "your preferences are cleared"


def bad_formats(trouble: str) -> str:
    return f'{trouble}. Say for example "my formats are midi and mp3".'


def privacy() -> str:
    return (
        "I keep your requests, presets and preferences, and nothing else. "
        'Say "reset my preferences" or "delete NAME" to remove them one by one.'
    )


def presets_list(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ('No presets yet. Say "save this as sunday morning" after a piece.',)
    return ("Presets: " + ", ".join(quoted(name) for name in names),)


def history_list(past: Sequence[ResolvedRequest]) -> tuple[str, ...]:
    if not past:
        return ("Nothing composed yet in this conversation.",)
    return tuple(f"{i}. {request_line(one)}" for i, one in enumerate(past[-10:], start=1))


def preferences_list(usual: Usual) -> tuple[str, ...]:
    values = usual.to_json()
    if not values:
        return ('No preferences yet. Say for example "always use 24 bars".',)
    said = [f"{_PREFERENCE_NAMES[name]} {_value(value)}" for name, value in values.items()]
    return ("Your usual: " + ", ".join(said),)


_PREFERENCE_NAMES = {
    "weights": "blend", "temperature": "temperature", "bars": "bars", "tempo_bpm": "tempo",
    "key": "key", "meter": "metre", "instruments": "band", "without": "without",
    "count": "versions", "loop": "as a loop", "intro": "bars of intro", "formats": "files",
}  # fmt: skip


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return weights_line(value)
    if isinstance(value, list | tuple):
        return listed([str(one) for one in value]) or "as usual"
    return f"{value:g}" if isinstance(value, float) else str(value)


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
        parts.append(f"for {'only ' if request.only else ''}{listed(request.instruments)}")
    parts += [f"without {name}" for name in request.without]
    if request.intro:
        parts.append(f"with a {request.intro} bar intro")
    parts += ["as a loop"] if request.loop else []
    if request.count > 1:
        parts.append(f"{request.count} versions")
    return ", ".join([*parts, f"seed {request.seed}"])


def request_line(request: ResolvedRequest) -> str:
    """A request in one line."""
    blend = " ".join(f"{round(w * 100)}% {g}" for g, w in request.weights.items())
    return (
        f"{blend}, {request.key}, {request.tempo_bpm} bpm, {request.meter.name}, {request.bars}"
        " bars"
    )


def genres_line(genres: Sequence[Genre] | None = None) -> str:
    """These genres in one line; all that this process knows by default."""
    return "Genres: " + ", ".join(g.name for g in (known_genres() if genres is None else genres))


def genres_text(genres: Sequence[Genre] | None = None) -> str:
    """These genres, or all known, with what they are and what else they are called."""
    lines = []
    for genre in known_genres() if genres is None else genres:
        others = f" ({', '.join(genre.other_names[:3])})" if genre.other_names else ""
        lines.append(f"{genre.name}: {genre.blurb}{others}")
    return "\n".join(lines)


def short_help() -> str:
    return (
        'Say which genres and how much, for example "70% jazz 30% classical"; then change it: '
        '"slower", "more jazz", "again", "undo". "genres" lists what I play.'
    )


def help_text() -> str:
    """What can be said, with examples that all work in this order."""
    return "\n".join(["Tell me what to compose, in your own words:", *(f"  {e}" for e in EXAMPLES)])


def greeting() -> str:
    return f'{genres_line()}\n{short_help()} "help" shows more.'


def reply(reading: Reading) -> str:
    """The answer to a message in plain text."""
    from bot.conversation.card import interpretation_card

    if reading.error is not None:
        return reading.error
    if reading.intent == "help":
        return help_text()
    if reading.intent == "genres":
        return genres_text()
    if reading.request is None or reading.intent not in _ABOUT_MUSIC:
        return "\n".join(reading.notes)
    return interpretation_card(reading)


_ABOUT_MUSIC = frozenset({"compose", "edit", "repeat", "undo", "use_preset"})
