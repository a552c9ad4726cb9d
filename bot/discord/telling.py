"""A piece in a message: while it is made, when it is there, and when it will not be.

Shapes what the desk tells into payloads. Knows no way of sending and no button's effect.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import discord

from bot.conversation.quoting import listed, quoted
from bot.conversation.request import ResolvedRequest
from bot.desk.events import Composed, Finished, Moved
from bot.discord.buttons import making_view, piece_view
from bot.discord.colours import colour_of, sign
from bot.discord.payload import Attached, Payload
from bot.discord.progress import bar, share_of
from bot.discord.texts import text
from engine import steps
from engine.percent import percent
from engine.request import TEMPERATURE_RANGE
from storage.piece import Piece

_SCALE_CELLS = 7
_MOST_NOTES = 6
_TROUBLED = discord.Colour.from_str("#D9534F")


@dataclass(frozen=True, slots=True)
class Told:
    """What the message of a piece says beside the piece: whose it is, what was made of their words.

    ``owner`` is the asker's number at Discord. ``number`` of ``count`` versions counts from 1.
    """

    owner: int
    locale: str
    asked: str = ""
    notes: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    number: int = 1
    count: int = 1

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Told:
        """Raises TypeError for a record that isn't one."""
        lists = {name: tuple(record[name]) for name in ("notes", "ignored") if name in record}
        return cls(**{**record, **lists})


def making_payload(
    told: Told, request: ResolvedRequest, event: Moved, job: int, share: float | None = None
) -> Payload:
    """The message while the piece is made; ``share`` where more was done already."""
    done = share_of(event) if share is None else max(share, share_of(event))
    embed = discord.Embed(
        title=_title(request.weights, told), colour=colour_of(request.weights),
        description=f"`{bar(done)}`\n{step_of(event, told.locale)}",
    )  # fmt: skip
    _add_understood(embed, told, request)
    return Payload(embed=embed, view=making_view(job, told.owner, told.locale))


def rendering_payload(event: Moved, locale: str) -> Payload:
    """Only the line over a piece that is there already, while its sound is made."""
    return Payload(text("piece.playing", locale, bar=bar(event.share)), words_only=True)


def piece_payload(told: Told, event: Composed | Finished, files: Mapping[str, bytes]) -> Payload:
    """The message of a piece that is there; ``files`` are all that have been made of it."""
    piece = event.piece
    request = ResolvedRequest.from_json(piece.request)
    picture = f"{piece.code}.png"
    embed = piece_embed(told, piece, request, event.facts)
    if "piece.png" in files:
        embed.set_image(url=f"attachment://{picture}")
    troubles = event.troubles if isinstance(event, Finished) else ()
    words = list(troubles)
    if isinstance(event, Composed):
        words = [text("piece.playing", told.locale, bar=bar(0.0))]
    view = piece_view(
        piece.code, told.owner, told.locale, tuple(piece.request["weights"]),
        up=piece.up, down=piece.down,
    )  # fmt: skip
    return Payload("\n".join(words), embed, attached(piece, files), view)


def attached(piece: Piece, files: Mapping[str, bytes]) -> tuple[Attached, ...]:
    """Files of a piece under names that say which; what is heard comes first."""
    order = {".ogg": 0, ".mp3": 1, ".mid": 2, ".png": 9}
    names = sorted(files, key=lambda name: (order.get("." + name.rpartition(".")[2], 5), name))
    genres = "-".join(name.replace(" ", "") for name in piece.request["weights"])
    return tuple(
        Attached(_name(piece.code, genres, name), files[name]) for name in names if files[name]
    )


def _name(code: str, genres: str, name: str) -> str:
    ending = name.removeprefix("piece")
    # The embed refers to the picture by its name.
    return f"{code}{ending}" if ending == ".png" else f"{genres[:40]}-{code}{ending}"


def piece_embed(
    told: Told, piece: Piece, request: ResolvedRequest, facts: Mapping[str, Any]
) -> discord.Embed:
    """All that is said of a piece."""
    locale = told.locale
    embed = discord.Embed(
        title=_title(request.weights, told), colour=colour_of(request.weights),
        description=_shape(request, facts, locale),
    )  # fmt: skip
    embed.add_field(name=text("piece.blend", locale), value=_heard(request, facts, locale))
    embed.add_field(name=text("piece.adventure", locale), value=adventure(request))
    original = _originality(facts, locale)
    if original:
        embed.add_field(name=text("piece.originality", locale), value=original)
    _add_notes(embed, told)
    embed.add_field(name=text("piece.recipe", locale), value=f"`{piece.recipe}`", inline=False)
    parent = f" · {text('piece.from', locale, code=piece.parent)}" if piece.parent else ""
    embed.set_footer(text=f"{piece.code}{parent} · {text('piece.hint', locale)}")
    return embed


def failed_payload(told: Told, sentence: str, *, cancelled: bool = False) -> Payload:
    """There will be no piece."""
    if cancelled:
        return Payload(text("piece.cancelled", told.locale))
    said = text("piece.failed", told.locale, sentence=sentence.rstrip("."))
    return Payload(embed=discord.Embed(description=said, colour=_TROUBLED))


def interrupted_payload(told: Told, *, has_piece: bool) -> Payload:
    """The process ends before the piece is done; where its MIDI is shown already, it stays."""
    return Payload(text("trouble.interrupted", told.locale), words_only=has_piece)


def adventure(request: ResolvedRequest) -> str:
    """``🛟 ──●────── 🌶️ 1.15``, the signs of the buttons that move it."""
    low, high = TEMPERATURE_RANGE
    place = round((request.temperature - low) / (high - low) * (_SCALE_CELLS - 1))
    scale = "".join("●" if i == place else "─" for i in range(_SCALE_CELLS))
    return f"🛟 `{scale}` 🌶️ {request.temperature:g}"


def blend(weights: Mapping[str, float]) -> str:
    """``🟠 70% jazz · 🔵 30% classical``."""
    return " · ".join(f"{sign(name)} {percent(share)} {name}" for name, share in weights.items())


def _title(weights: Mapping[str, float], told: Told) -> str:
    if told.count == 1:
        return blend(weights)
    version = text("piece.version", told.locale, number=told.number, count=told.count)
    return f"{blend(weights)} ({version})"


def step_of(event: Moved, locale: str) -> str:
    """Where a job is, in words."""
    if event.step is None:
        return text("step.rendering", locale)
    if event.step.stage == steps.QUEUED:
        key = "step.next" if event.step.position <= 1 else "step.queued"
        return text(key, locale, position=event.step.position)
    genres = listed([f"{sign(name)} {name}" for name in event.step.genres], ",")
    return text(f"step.{event.step.stage}", locale, genres=genres.replace(" , ", ", "))


def _shape(request: ResolvedRequest, facts: Mapping[str, Any], locale: str) -> str:
    """Key, tempo, length and band in a line or two."""
    length = "piece.bars_pickup" if facts.get("pickup_beats") else "piece.bars"
    parts = [
        f"**{request.key}**", f"**{request.tempo_bpm}** bpm", request.meter.name,
        text(length, locale, bars=request.bars),
    ]  # fmt: skip
    audio = facts.get("audio") or {}
    if audio.get("seconds"):
        minutes, seconds = divmod(round(float(audio["seconds"])), 60)
        parts.append(f"{minutes}:{seconds:02}")
    if facts.get("form"):
        parts.append(text("piece.form", locale, form=facts["form"]))
    lines = [" · ".join(parts), *_band(request, locale)]
    if request.path is not None:
        ends = [max(p.weights, key=p.weights.__getitem__) for p in request.path]
        lines.append(text("piece.path", locale, path=" → ".join(dict.fromkeys(ends))))
    return "\n".join(lines)


def _band(request: ResolvedRequest, locale: str) -> list[str]:
    said = []
    if request.instruments:
        key = "piece.only" if request.only else "piece.for"
        said.append(text(key, locale, names=", ".join(request.instruments)))
    if request.without:
        said.append(text("piece.without", locale, names=", ".join(request.without)))
    if request.intro:
        said.append(text("piece.intro", locale, bars=request.intro))
    if request.loop:
        said.append(text("piece.loop", locale))
    if request.base is not None:
        said.append(text("piece.base", locale))
    return [" · ".join(said)] if said else []


def _heard(request: ResolvedRequest, facts: Mapping[str, Any], locale: str) -> str:
    names = list(request.weights)
    asked = "/".join(f"{100 * request.weights[name]:.0f}" for name in names)
    heard = facts.get("heard")
    if len(names) == 1:
        return text("piece.one_genre", locale, genre=names[0])
    if not heard:
        return text("piece.not_heard", locale, asked=asked)
    shares = "/".join(f"{100 * float(heard.get(name, 0)):.0f}" for name in names)
    return text("piece.heard", locale, asked=asked, heard=shares)


def _originality(facts: Mapping[str, Any], locale: str) -> str | None:
    found = facts.get("originality")
    if not found:
        return None
    work = found.get("nearest_work")
    if not work:
        return text("piece.original", locale)
    title = quoted(str(work.get("title") or work.get("id")))
    return text("piece.nearest", locale, notes=found["longest_run_notes"], title=title)


def _add_understood(embed: discord.Embed, told: Told, request: ResolvedRequest) -> None:
    lines = [_shape(request, {}, told.locale), adventure(request)]
    if request.preset:
        lines.append(text("piece.preset", told.locale, name=quoted(request.preset)))
    embed.add_field(
        name=text("piece.understood", told.locale), value="\n".join(lines), inline=False
    )
    _add_notes(embed, told)


def _add_notes(embed: discord.Embed, told: Told) -> None:
    if told.notes:
        value = bullets(told.notes, told.locale)
        embed.add_field(name=text("piece.assumed", told.locale), value=value, inline=False)
    if told.ignored:
        value = ", ".join(quoted(word) for word in told.ignored)
        embed.add_field(name=text("piece.ignored", told.locale), value=value, inline=False)


def bullets(lines: Sequence[str], locale: str) -> str:
    """Lines as a list, the last of too many as a count."""
    shown = [f"• {line}" for line in lines[:_MOST_NOTES]]
    if len(lines) > _MOST_NOTES:
        shown.append(text("word.more", locale, count=len(lines) - _MOST_NOTES))
    return "\n".join(shown)


def versioned(told: Told, number: int, count: int) -> Told:
    """The same for one of several versions; what was assumed is said once."""
    notes = told.notes if number == 1 else ()
    ignored = told.ignored if number == 1 else ()
    return replace(told, number=number, count=count, notes=notes, ignored=ignored)
