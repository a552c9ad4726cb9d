"""The one place where a message is made to satisfy Discord's limits before it is sent.

What is too long is split or becomes a file, files that are too large are left out and named.
Buttons that break a limit are a fault of ours and raise ValueError.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import discord

from bot.discord import limits
from bot.discord.payload import Attached, Payload
from bot.discord.texts import text

_MOST_PARTS = 3
_FULL_TEXT = "answer.txt"
_FILE = "attachment://"


@dataclass(frozen=True, slots=True)
class Room:
    """How much a message may carry where it goes, and in which language it says so."""

    locale: str = "en-US"
    file_bytes: int = limits.FILE_BYTES


def fitted(payload: Payload, room: Room) -> list[Payload]:
    """The message as one or more that Discord will take; the first carries embed and buttons.

    Raises ValueError for buttons or layouts that break a limit.
    """
    check_view(payload.view or payload.layout)
    files, too_large = _sized(payload.files, room)
    content = payload.content
    if too_large:
        content = "\n".join(filter(None, (content, _left_out(too_large, room))))
    parts = limits.pieces_of(content)
    if len(parts) > _MOST_PARTS:
        files = (*files, Attached(_FULL_TEXT, content.encode()))
        parts = [limits.shortened(parts[0], limits.CONTENT)]
    batches = _batches(files)
    embed = _fitted_embed(payload.embed, {file.name for file in batches[0]})
    first = replace(payload, content=parts[0], embed=embed, files=batches[0])
    rest = [Payload(part) for part in parts[1:]]
    return [first, *rest, *(Payload(files=batch) for batch in batches[1:])]


def check_view(view: discord.ui.View | discord.ui.LayoutView | None) -> None:
    """Raise ValueError naming the limit that a view's buttons or menus break."""
    if view is None:
        return
    rows = view.to_components()
    if isinstance(view, discord.ui.View) and len(rows) > limits.ROWS:
        raise ValueError(f"{len(rows)} rows of buttons; a message takes {limits.ROWS}")
    seen: set[str] = set()
    for item in view.walk_children():
        name = getattr(item, "custom_id", None)
        if name is None:
            continue
        if len(name) > limits.CUSTOM_ID:
            raise ValueError(f"the custom id {name!r} is longer than {limits.CUSTOM_ID}")
        if name in seen:
            raise ValueError(f"the custom id {name!r} is there twice")
        seen.add(name)


def _sized(files: tuple[Attached, ...], room: Room) -> tuple[tuple[Attached, ...], list[str]]:
    most = min(room.file_bytes, limits.REQUEST_BYTES)
    small = tuple(file for file in files if len(file.content) <= most)
    return small, [file.name for file in files if len(file.content) > most]


def _left_out(names: list[str], room: Room) -> str:
    megabytes = room.file_bytes // (1024 * 1024)
    return text("files.too_large", room.locale, names=", ".join(names), megabytes=megabytes)


def _batches(files: tuple[Attached, ...]) -> list[tuple[Attached, ...]]:
    """Files in requests of at most ten and 25 MiB; one empty batch where there are none."""
    batches: list[list[Attached]] = [[]]
    for file in files:
        size = sum(len(one.content) for one in batches[-1])
        is_full = len(batches[-1]) == limits.FILES
        if batches[-1] and (is_full or size + len(file.content) > limits.REQUEST_BYTES):
            batches.append([])
        batches[-1].append(file)
    return [tuple(batch) for batch in batches]


def _fitted_embed(embed: discord.Embed | None, names: set[str]) -> discord.Embed | None:
    """``names`` are the files that go with it; Discord refuses a picture that isn't there."""
    if embed is None:
        return None
    embed = embed.copy()
    picture = embed.image.url or ""
    if picture.startswith(_FILE) and picture.removeprefix(_FILE) not in names:
        embed.set_image(url=None)
    embed.title = embed.title and limits.shortened(embed.title, limits.EMBED_TITLE)
    embed.description = embed.description and limits.shortened(
        embed.description, limits.EMBED_DESCRIPTION
    )
    if embed.footer.text:
        short = limits.shortened(embed.footer.text, limits.EMBED_FOOTER)
        embed.set_footer(text=short, icon_url=embed.footer.icon_url)
    fields = embed.fields[: limits.EMBED_FIELDS]
    embed.clear_fields()
    for one in fields:
        name = limits.shortened(one.name or "\u200b", limits.FIELD_NAME)
        value = limits.shortened(one.value or "\u200b", limits.FIELD_VALUE)
        embed.add_field(name=name, value=value, inline=one.inline)
    while len(embed) > limits.EMBED_TOTAL and embed.fields:
        embed.remove_field(len(embed.fields) - 1)
    over = len(embed) - limits.EMBED_TOTAL
    if over > 0 and embed.description:
        embed.description = limits.shortened(
            embed.description, max(1, len(embed.description) - over)
        )
    return embed
