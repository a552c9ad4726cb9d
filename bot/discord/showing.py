"""Pieces that are there: one with its sound and buttons, and lists to choose one from."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import discord

from bot.conversation.wording_memory import piece_line
from bot.desk.events import Finished
from bot.desk.library import Shown
from bot.discord import limits
from bot.discord.asked import FRONT, Asked
from bot.discord.bot import Bot
from bot.discord.buttons import pieces_view
from bot.discord.conversation import tell
from bot.discord.payload import Payload
from bot.discord.post import Post
from bot.discord.telling import Told, piece_payload
from bot.discord.texts import text
from bot.discord.troubles import SAYABLE, sentence_of
from bot.discord.waiting import files_of
from engine.errors import EngineError
from storage.errors import NotFound, StorageError
from storage.piece import Piece

_SHOWN_FORMATS = ("ogg", "midi", "png")
_MOST = 10


async def show_piece(bot: Bot, asked: Asked, code: str) -> None:
    """A piece as it was first shown, wherever its author may be; private ones to them alone."""
    try:
        shown = await bot.desk.library.show(asked.who, code)
        if shown.piece.visibility == "private" and asked.others_read:
            said = text("show.is_private", asked.locale, code=shown.piece.code)
            await tell(bot, asked, Payload(said))
            return
        files = await _files(bot, asked, shown)
    except SAYABLE as error:
        await tell(bot, asked, Payload(sentence_of(error, asked.locale)))
        return
    owner = await _owner(bot, asked, shown)
    told = Told(owner, asked.locale)
    post = Post(bot, asked.address)
    await post.show(piece_payload(told, Finished(shown.piece, shown.facts), files))
    if post.address.message is not None and not asked.address.is_ephemeral:
        await bot.desk.library.posted(FRONT, str(post.address.message), shown.piece)


async def show_history(bot: Bot, asked: Asked) -> None:
    """One's own latest pieces, to choose from."""
    pieces = await bot.desk.library.latest(asked.who, _MOST)
    title = text("show.history", asked.locale)
    await _list(bot, asked, pieces, title, text("show.no_history", asked.locale))


async def show_top(bot: Bot, asked: Asked, span: str, *, everywhere: bool) -> None:
    """The best pieces of a span, here or everywhere, to choose from."""
    pieces = await bot.desk.library.top(asked.who, span, everywhere=everywhere)
    where = text("show.everywhere" if everywhere else "show.here", asked.locale)
    title = text("show.top", asked.locale, span=text(f"span.{span}", asked.locale), where=where)
    await _list(bot, asked, pieces, title, text("show.no_top", asked.locale))


async def _list(bot: Bot, asked: Asked, pieces: Sequence[Piece], title: str, none: str) -> None:
    if not pieces:
        await tell(bot, asked, Payload(none))
        return
    own = await bot.desk.sessions.use(asked.who, lambda session: session.user)
    lines = [f"`{n:>2}` {piece_line(one, mine=own)}" for n, one in enumerate(pieces, start=1)]
    description = limits.shortened("\n".join(lines), limits.EMBED_DESCRIPTION)
    embed = discord.Embed(title=title, description=description)
    rows = [(piece.code, piece.title) for piece in pieces]
    view = pieces_view(asked.address.user, asked.locale, rows)
    await tell(bot, asked, Payload(embed=embed, view=view))


async def _files(bot: Bot, asked: Asked, shown: Shown) -> dict[str, bytes]:
    """What is shown of a piece; a picture that can't be made any more is left out."""
    files: dict[str, bytes] = {}
    for wished in _SHOWN_FORMATS:
        with suppress(EngineError, NotFound):
            files |= await files_of(bot, asked, shown.piece.code, wished)
    return files


async def _owner(bot: Bot, asked: Asked, shown: Shown) -> int:
    """The author's number at Discord; 0 for one who isn't there, whose buttons are nobody's."""
    if shown.is_own:
        return asked.address.user
    with suppress(StorageError, ValueError):
        front, outside = await bot.desk.library.author_of(shown.piece)
        return int(outside) if front == FRONT else 0
    return 0
