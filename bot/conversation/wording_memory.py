"""The sentences about what is remembered: pieces, votes, presets, taste, privacy.

The other half of `wording`; words of users go through `quoted` here as there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.conversation.quoting import listed, quoted
from bot.taste.features import Point
from storage.piece import Piece
from storage.presets import MOST_PRESETS, Preset
from storage.ranking import Tally

_SEEN = {
    "private": "only you can see it", "place": "seen here", "public": "seen everywhere",
}  # fmt: skip
_FIELD_NAMES = {
    "weights": "blend", "tempo_bpm": "tempo", "temperature": "adventure", "meter": "metre",
    "bars": "length", "instruments": "band", "path": "path of the blend",
}  # fmt: skip


# Pieces


def piece_line(piece: Piece, *, mine: int | None = None) -> str:
    """A piece in one line: its code, what it is, whose, and how it is liked."""
    by = "you" if mine == piece.user else _who(piece.author)
    votes = f" · ▲{piece.up} ▼{piece.down}" if piece.up or piece.down else ""
    return f"{piece.code}  {shown(piece.title)} · {by}{votes}"


def shown(text: str) -> str:
    """A title that we wrote ourselves, made safe all the same."""
    return quoted(text.replace(" ·", ",").replace("→", "to")).strip('"')


def _who(name: str) -> str:
    return quoted(name).strip('"') or "somebody"


def remembered(piece: Piece) -> str:
    parent = f", from {piece.parent}" if piece.parent else ""
    return f'remembered as {piece.code}{parent} · "vote up", "remix {piece.code}", "piece"'


def about_piece(
    piece: Piece, user: int, above: Sequence[Piece], below: Sequence[Piece], files: Sequence[str]
) -> tuple[str, ...]:
    """A piece, its recipe and its family tree."""
    lines = [piece_line(piece, mine=user), f"recipe   {piece.recipe}"]
    lines += _melody(piece, user)
    lines += [f"seen     {_SEEN[piece.visibility]}"] if piece.user == user else []
    lines += [f"files    {', '.join(files)}"] if files else []
    if above or below:
        lines.append("family")
        depth = {one.code: n for n, one in enumerate([*above, piece])}
        for one in [*above, piece, *below]:
            depth.setdefault(one.code, depth.get(one.parent or "", len(above)) + 1)
            changed = f" ({changes(one.difference)})" if one.difference else ""
            here = " ← this one" if one.id == piece.id else ""
            indent = "  " * depth[one.code]
            lines.append(f"  {indent}{piece_line(one, mine=user)}{changed}{here}")
    return tuple(lines)


def _melody(piece: Piece, user: int) -> list[str]:
    """Whose melody a piece was built on; its notes are not kept."""
    base = piece.request.get("base")
    if not base:
        return []
    whose = "yours" if user == piece.user else _who(piece.author) + "'s"
    kept = ", kept note for note" if base.get("keep") else ""
    return [f"melody   built on a melody of {whose}{kept}"]


def melody_is_missing(name: str) -> str:
    return (
        f"This was built on somebody's melody ({quoted(name)}), whose notes I don't keep: give the "
        'same file again with "fusebox compose RECIPE --melody FILE".'
    )


def changes(difference: Mapping[str, object]) -> str:
    """``"tempo 96, key D minor"``: the fields that a piece has otherwise than its parent."""
    return ", ".join(
        _SAID[name](value) if name in _SAID else f"{_FIELD_NAMES.get(name, name)} {_value(value)}"
        for name, value in difference.items()
    )


_SAID: Mapping[str, Callable[[Any], str]] = {
    "loop": lambda on: "as a loop" if on else "no loop",
    "intro": lambda bars: f"{bars} bars of intro" if bars else "no intro",
    "base": lambda base: "built on a melody" if base else "on no melody",
}


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return " ".join(f"{float(share):.0%} {genre}" for genre, share in value.items())
    if isinstance(value, list):
        return "changed" if any(isinstance(one, Mapping) for one in value) else listed(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def no_piece(code: str = "") -> str:
    if not code:
        return 'There is no piece yet to talk about. Ask for one, for example "70% jazz 30% folk".'
    return f"There is no piece {quoted(code)} that you can see. Codes look like K7M2QX."


def not_your_piece(code: str) -> str:
    return f"{quoted(code)} is no piece of yours, so that is its author's to say."


def seen_as(piece: Piece) -> str:
    return f"{piece.code}: {_SEEN[piece.visibility]}"


def piece_deleted(code: str) -> str:
    return f"deleted {code} with its files and votes"


def history(pieces: Sequence[Piece], user: int) -> tuple[str, ...]:
    return tuple(piece_line(one, mine=user) for one in pieces)


# Votes


def voted(code: str, tally: Tally) -> str:
    own = " (your own vote is yours to know and doesn't count)" if tally.is_own else ""
    return f"{code}: ▲{tally.up} ▼{tally.down}{own}"


def top(pieces: Sequence[Piece], span: str, where: str, user: int) -> tuple[str, ...]:
    when = {"day": "of the day", "week": "of the week", "month": "of the month", "ever": "ever"}
    if not pieces:
        return (
            f"Nothing {where} was voted up by somebody else yet ({when[span]}). "
            'Say "vote up" after a piece of another.',
        )
    lines = [f"{n}. {piece_line(one, mine=user)}" for n, one in enumerate(pieces, start=1)]
    return (f"The best {when[span]} {where}:", *lines)


# Presets


def no_preset_here(name: str) -> str:
    return f'There is no preset {quoted(name)} here. Say "my presets" or "shared presets".'


def name_taken(name: str) -> str:
    return f'You have a preset {quoted(name)} already. Say "… as ANOTHER NAME".'


def full() -> str:
    return f"You have {MOST_PRESETS} presets, the most that I keep. Delete one first."


def shared(name: str) -> str:
    return f"everybody here can use and fork {quoted(name)} now"


def unshared(name: str) -> str:
    return f"{quoted(name)} is yours alone again; forks of it stay"


def shared_list(presets: Sequence[Preset]) -> tuple[str, ...]:
    if not presets:
        return ('Nobody shared a preset here yet. Say "share sunday morning".',)
    return tuple(f"{quoted(one.name)} by {_who(one.author)}{_credit(one)}" for one in presets)


def forked(preset: Preset) -> str:
    return f"{quoted(preset.name)} is yours now{_credit(preset)}"


def _credit(preset: Preset) -> str:
    if preset.credit is not None:
        return f", after {quoted(preset.credit[0])} by {_who(preset.credit[1])}"
    return ", after one that is gone" if preset.is_fork else ""


def renamed(old: str, new: str) -> str:
    return f"{quoted(old)} is called {quoted(new)} now"


def imported(name: str) -> str:
    return f"imported as {quoted(name)}"


# Taste


def taste(
    point: Point | None, because: Sequence[str], *, whose: str, frozen: bool
) -> tuple[str, ...]:
    if point is None:
        return (
            f"I know too little of {whose} taste yet: vote, save and change pieces, "
            'or say "my taste is 60% jazz 40% folk".',
        )
    blend = " ".join(f"{share:.0%} {genre}" for genre, share in point.weights.items())
    pace = 2**point.pace
    speed = "at their own pace" if abs(pace - 1) < 0.07 else f"at {pace:.0%} of their own pace"
    lines = [f"I think {whose} taste is {blend}, temperature {point.adventure:g}, {speed}."]
    if because:
        lines.append("Because of " + listed([quoted(one) for one in because]) + ".")
    if frozen:
        lines.append('It is frozen: nothing new is learned ("unfreeze my taste").')
    elif whose == "your":
        lines.append('"my taste is …" corrects it; "freeze my taste", "forget my taste".')
    return tuple(lines)


def taste_frozen() -> str:
    return 'I learn nothing more of your taste until you say "unfreeze my taste".'


def taste_thawed() -> str:
    return "I learn from what you vote for, save and change again."


def taste_forgotten(count: int) -> str:
    return f"forgotten: {count} sign{'' if count == 1 else 's'} of your taste, and what you told"


def taste_told(weights: str, temperature: float) -> str:
    return f"noted: your taste is {weights}, temperature {temperature:g}"


# Privacy


def privacy(summary: Mapping[str, int]) -> tuple[str, ...]:
    return (
        f"I keep of you: {_counted(summary)}. Nothing else, and nobody else sees private pieces.",
        '"export my data" gives you all of it as an archive.',
        '"delete my data" erases all of it, with files and learned taste.',
        '"delete NAME", "delete K7M2QX", "reset my preferences", "forget my taste" erase a part.',
    )


def _counted(summary: Mapping[str, int]) -> str:
    return ", ".join(f"{words} ({count})" for words, count in summary.items()) or "nothing"


def sure_to_delete(summary: Mapping[str, int]) -> str:
    return (
        f"That erases for good: {_counted(summary)}. It can't be undone, not even from a backup. "
        'If you are sure, say "delete everything for good".'
    )


def not_asked_to_delete() -> str:
    return 'Say "delete my data" first: I will tell you what goes.'


def all_deleted(summary: Mapping[str, int]) -> str:
    return f"erased: {_counted(summary)}. You are a stranger to me now."


def exported(path: object) -> str:
    return f"all that I keep of you: {path}"


def going_on() -> str:
    return "The last chat ended before this piece was done; here it is:"


def unlearnt(genres: Sequence[str]) -> str:
    return f"I have not learnt {listed([quoted(one) for one in genres])}, which it needs."
