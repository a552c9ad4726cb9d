"""Every sentence that a person reads: errors, notes, hints, help, cards.

Words of a user are quoted by `quoted`, which leaves no markup, mention or control
character alive. Knows how to say things, not when.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.conversation.normalise import MAX_LENGTH
from bot.conversation.preferences import Usual
from bot.conversation.presets import NAME_LENGTH
from bot.conversation.request import ResolvedRequest
from music.genres import GENRES, Genre
from music.meter import KNOWN_METERS

if TYPE_CHECKING:
    from bot.conversation.dialogue import Reading

_LONGEST_QUOTE = 40
_UNSAFE = re.compile(r"[^\w '\-+&.,/#%]")
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


def quoted(text: str) -> str:
    """A user's own words, safe to show anywhere: no markup, no mention, not too long."""
    plain = re.sub(r"\s+", " ", _UNSAFE.sub("", text.replace("_", " "))).strip()
    if len(plain) > _LONGEST_QUOTE:
        plain = plain[: _LONGEST_QUOTE - 1] + "…"
    return f'"{plain}"'


def _listed(names: Sequence[str], joined: str = "and") -> str:
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + f" {joined} {names[-1]}"


# Errors


def too_long(length: int) -> str:
    return (
        f"That message has {length:,} characters; I read up to {MAX_LENGTH}. "
        'Say it shorter, for example "70% jazz 30% classical".'
    )


def unknown_genre(word: str, nearest: Sequence[str]) -> str:
    offers = _listed([f'"{name}"' for name in nearest], "or")
    return (
        f"I have not learnt {quoted(word)}. The nearest I play: {offers}. "
        'Say "genres" to see them all.'
    )


def unknown_meter(name: str) -> str:
    return f"I can't play in {quoted(name)}. Metres I know: {', '.join(KNOWN_METERS)}."


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
    near = _listed([quoted(one) for one in closest], "or")
    return f"There is no preset {quoted(name)}. Did you mean {near}?"


# Notes


_UNITS = {
    "temperature": "temperature", "bars": "bars", "tempo_bpm": "tempo (bpm)",
    "count": "number of versions", "seed": "seed",
}  # fmt: skip


def _clamped(what: str, value: str, low: str, high: str) -> str:
    side = "more" if float(value) > float(high) else "less"
    limit = high if side == "more" else low
    return f"{_UNITS[what]} {value} is {side} than {limit}: the range is {low} to {high}"


_NOTES: Mapping[str, Callable[..., str]] = {
    "clamped": _clamped,
    "mended": lambda typed, read: f'read {quoted(typed)} as "{read}"',
    "other_name": lambda said, genre: f'{quoted(said)} is in "{genre}"',
    "scaled": lambda said, read: f"{said} is not 100%: read as {read}",
    "over_100": lambda genre, share: f"{share}% is more than 100%: all {genre}",
    "no_room": lambda *genres: f"nothing is left of 100% for {_listed(genres)}",
    "only_genre": lambda genre, share: (
        f"only {genre} was named, so it is all {genre} and not {share}%"
    ),
    "no_genre": lambda *genres: (
        f"no genre was named: {_listed([f'{100 // len(genres)}% {g}' for g in genres])}"
    ),
    "nothing_to_add_to": lambda *genres: f"nothing else was named, so it is all {_listed(genres)}",
    "usual_weights": lambda: "no genre was named: your usual blend",
    "jig": lambda: "a jig goes in 6/8 (a slip jig in 9/8)",
    "jig_is_celtic": lambda: "no genre was named: a jig is celtic",
    "tempo_word": lambda word, bpm: f"{quoted(word)} read as {bpm} bpm",
    "bare_tempo": lambda bpm: f"{bpm} read as the tempo",
    "temp_is_tempo": lambda value: f"temp {value} read as the tempo",
    "length_word": lambda word, bars: f"{quoted(word)} read as {bars} bars",
    "length_in_time": lambda bars, seconds, bpm, meter: (
        f"{bars} bars last about {seconds} s at {bpm} bpm in {meter}"
    ),
    "octave": lambda key: f"an octave changes no key: still {key}",
    "higher_is_a_tone": lambda: "higher read as up a tone",
    "lower_is_a_tone": lambda: "lower read as down a tone",
    "mood": lambda name, key, bpm, density: f"{name}: {key}, {bpm} bpm, {density}",
    "mood_kept": lambda name, kept: f"{kept} was stated and stays, {name} or not",
    "contradiction": lambda name: f"the {name} was given twice: the last one counts",
    "not_in_mix": lambda genre: f"{genre} is not in the mix",
    "already_alone": lambda genre: f"{genre} is all there is; name another genre to add",
    "at_most": lambda genre: f'{genre} stops at 95%; say "only {genre}" for all of it',
    "at_least": lambda genre: f'{genre} stops at 5%; say "no {genre}" to take it out',
    "ratio_unclear": lambda said, there: f"{said} shares for {there} genres: left as it was",
    "foreign_left_out": lambda word, *nearest: (
        f"{quoted(word)} is not learnt and was left out; the nearest: {_listed(nearest, 'or')}"
    ),
}


def note(kind: str, words: Sequence[str]) -> str:
    """The sentence of a remark."""
    return _NOTES[kind](*words)


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
    "count": "versions",
}  # fmt: skip


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return weights_line(value)
    if isinstance(value, list | tuple):
        return _listed([str(one) for one in value]) or "as usual"
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
        parts.append(f"for {_listed(request.instruments)}")
    parts += [f"without {name}" for name in request.without]
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


def genres_line(genres: Sequence[Genre] = GENRES) -> str:
    """All genres in one line."""
    return "Genres: " + ", ".join(genre.name for genre in genres)


def genres_text(genres: Sequence[Genre] = GENRES) -> str:
    """All genres with what they are and what else they are called."""
    lines = []
    for genre in genres:
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
    if reading.request is None or reading.intent in _TALK:
        return "\n".join(reading.notes)
    return interpretation_card(reading)


_TALK = frozenset(
    {"unknown", "list_presets", "show_prefs", "set_prefs", "privacy", "history", "save_preset",
     "delete_preset", "reset"}
)  # fmt: skip
