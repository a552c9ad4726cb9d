"""What one message shows, before it is known how it is sent. Contents only, no files' handles."""

from __future__ import annotations

from dataclasses import dataclass, field

import discord


@dataclass(frozen=True, slots=True)
class Attached:
    """A file to send: its name and what is in it."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Payload:
    """One message. Classic (content, embed, view) or a layout, which has neither of the first two.

    ``words_only`` changes the text of a message that is there and leaves the rest as it is;
    ``keeps_files`` changes all but the files that it has.
    """

    content: str = ""
    embed: discord.Embed | None = None
    files: tuple[Attached, ...] = ()
    view: discord.ui.View | None = None
    layout: discord.ui.LayoutView | None = None
    words_only: bool = False
    keeps_files: bool = False
