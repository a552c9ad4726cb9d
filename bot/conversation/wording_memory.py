"""The sentences about what is remembered: pieces, votes, presets.

Taste and privacy have files of their own, `wording_taste` and `wording_privacy`. Words of users
go through `quoted` here as there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.conversation.language import say
from bot.conversation.quoting import listed, quoted
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
    by = say("you") if mine == piece.user else _who(piece.author)
    votes = f" · ▲{piece.up} ▼{piece.down}" if piece.up or piece.down else ""
    return f"{piece.code}  {shown(piece.title)} · {by}{votes}"


def shown(text: str) -> str:
    """A title that we wrote ourselves, made safe all the same."""
    return quoted(text.replace(" ·", ",").replace("→", "to")).strip('"')


def _who(name: str) -> str:
    return quoted(name).strip('"') or say("somebody")


def remembered(piece: Piece) -> str:
    parent = say(", from {parent}", parent=piece.parent) if piece.parent else ""
    return say(
        'remembered as {code}{parent} · "vote up", "remix {code}", "piece"',
        code=piece.code,
        parent=parent,
    )


def about_piece(
    piece: Piece, user: int, above: Sequence[Piece], below: Sequence[Piece], files: Sequence[str]
) -> tuple[str, ...]:
    """A piece, its recipe and its family tree."""
    lines = [piece_line(piece, mine=user), say("recipe   {recipe}", recipe=piece.recipe)]
    lines += _melody(piece, user)
    lines += (
        [say("seen     {visibility}", visibility=say(_SEEN[piece.visibility]))]
        if piece.user == user
        else []
    )
    lines += [say("files    {files}", files=", ".join(files))] if files else []
    if above or below:
        lines.append(say("family"))
        depth = {one.code: n for n, one in enumerate([*above, piece])}
        for one in [*above, piece, *below]:
            depth.setdefault(one.code, depth.get(one.parent or "", len(above)) + 1)
            changed = f" ({changes(one.difference)})" if one.difference else ""
            here = say(" ← this one") if one.id == piece.id else ""
            indent = "  " * depth[one.code]
            lines.append(f"  {indent}{piece_line(one, mine=user)}{changed}{here}")
    return tuple(lines)


def _melody(piece: Piece, user: int) -> list[str]:
    """Whose melody a piece was built on; its notes are not kept."""
    base = piece.request.get("base")
    if not base:
        return []
    whose = say("yours") if user == piece.user else say("{name}'s", name=_who(piece.author))
    kept = say(", kept note for note") if base.get("keep") else ""
    return [say("melody   built on a melody of {whose}{kept}", whose=say(whose), kept=kept)]


def other_version() -> str:
    return say("this recipe is from another model version: the piece may differ")


def melody_is_missing(name: str) -> str:
    return say(
        "This was built on somebody's melody ({name}), whose notes I don't keep: give the "
        'same file again with "fusebox compose RECIPE --melody FILE".',
        name=quoted(name),
    )


def changes(difference: Mapping[str, object]) -> str:
    """``"tempo 96, key D minor"``: the fields that a piece has otherwise than its parent."""
    return ", ".join(
        _SAID[name](value) if name in _SAID else f"{_field(name)} {_value(value)}"
        for name, value in difference.items()
    )


def _field(name: str) -> str:
    return say(_FIELD_NAMES.get(name, name))


_SAID: Mapping[str, Callable[[Any], str]] = {
    "loop": lambda on: say("as a loop") if on else say("no loop"),
    "intro": lambda bars: say("{bars} bars of intro", bars=bars) if bars else say("no intro"),
    "pickup": lambda on: say("with a pickup") if on else say("no pickup"),
    "base": lambda base: say("built on a melody") if base else say("on no melody"),
}


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return " ".join(f"{float(share):.0%} {genre}" for genre, share in value.items())
    if isinstance(value, list):
        return say("changed") if any(isinstance(one, Mapping) for one in value) else listed(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def no_piece(code: str = "") -> str:
    if not code:
        return say(
            'There is no piece yet to talk about. Ask for one, for example "70% jazz 30% folk".'
        )
    return say(
        "There is no piece {code} that you can see. Codes look like K7M2QX.", code=quoted(code)
    )


def not_your_piece(code: str) -> str:
    return say("{code} is no piece of yours, so that is its author's to say.", code=quoted(code))


def seen_as(piece: Piece) -> str:
    return f"{piece.code}: {say(_SEEN[piece.visibility])}"


def piece_deleted(code: str) -> str:
    return say("deleted {code} with its files and votes", code=code)


def history(pieces: Sequence[Piece], user: int) -> tuple[str, ...]:
    return tuple(piece_line(one, mine=user) for one in pieces)


# Votes


def voted(code: str, tally: Tally) -> str:
    own = say(" (your own vote is yours to know and doesn't count)") if tally.is_own else ""
    return f"{code}: ▲{tally.up} ▼{tally.down}{own}"


def top(pieces: Sequence[Piece], span: str, where: str, user: int) -> tuple[str, ...]:
    when = {
        "day": say("of the day"),
        "week": say("of the week"),
        "month": say("of the month"),
        "ever": say("of all time"),
    }
    if not pieces:
        return (
            say(
                'Nothing {where} was voted up by somebody else yet ({span}). Say "vote '
                'up" after a piece of another.',
                where=say(where),
                span=when[span],
            ),
        )
    lines = [f"{n}. {piece_line(one, mine=user)}" for n, one in enumerate(pieces, start=1)]
    return (say("The best {span} {where}:", span=when[span], where=say(where)), *lines)


# Presets


def no_preset_here(name: str) -> str:
    return say(
        'There is no preset {name} here. Say "my presets" or "shared presets".', name=quoted(name)
    )


def name_taken(name: str) -> str:
    return say('You have a preset {name} already. Say "… as ANOTHER NAME".', name=quoted(name))


def full() -> str:
    return say(
        "You have {count} presets, the most that I keep. Delete one first.",
        count=MOST_PRESETS,
    )


def shared(name: str) -> str:
    return say("everybody here can use and fork {name} now", name=quoted(name))


def unshared(name: str) -> str:
    return say("{name} is yours alone again; forks of it stay", name=quoted(name))


def shared_list(presets: Sequence[Preset]) -> tuple[str, ...]:
    if not presets:
        return (say('Nobody shared a preset here yet. Say "share sunday morning".'),)
    return tuple(
        say(
            "{name} by {author}{credit}",
            name=quoted(one.name),
            author=_who(one.author),
            credit=_credit(one),
        )
        for one in presets
    )


def forked(preset: Preset) -> str:
    return say("{name} is yours now{credit}", name=quoted(preset.name), credit=_credit(preset))


def _credit(preset: Preset) -> str:
    if preset.credit is not None:
        return say(
            ", after {name} by {author}",
            name=quoted(preset.credit[0]),
            author=_who(preset.credit[1]),
        )
    return say(", after one that is gone") if preset.is_fork else ""


def renamed(old: str, new: str) -> str:
    return say("{old} is called {new} now", old=quoted(old), new=quoted(new))


def imported(name: str) -> str:
    return say("imported as {name}", name=quoted(name))


# What was interrupted, and what can't be made


def going_on() -> str:
    return say("The last chat ended before this piece was done; here it is:")


def unlearnt(genres: Sequence[str]) -> str:
    return say(
        "I have not learnt {genres}, which it needs.",
        genres=listed([quoted(one) for one in genres]),
    )
