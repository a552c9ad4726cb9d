"""What went wrong, for two readers: a short code for the user, everything for the log."""

from __future__ import annotations

import logging
import secrets

import discord

from bot.discord.texts import text
from bot.errors import BotError
from engine.errors import EngineError
from music.errors import MusicError
from storage.errors import StorageError

_LOG = logging.getLogger("fusebox.discord")
# Their messages are sentences for people.
SAYABLE = (BotError, EngineError, MusicError, StorageError)
NEEDED = ("view_channel", "send_messages", "embed_links", "attach_files", "read_message_history")
NEEDED_IN_THREADS = tuple(
    "send_messages_in_threads" if name == "send_messages" else name for name in NEEDED
)
PERMISSIONS = discord.Permissions(**dict.fromkeys((*NEEDED, "send_messages_in_threads"), True))
_REFUSED = frozenset({50001, 50013, 10003})


def sentence_of(error: BaseException, locale: str) -> str:
    """What to tell a user of an error; what they can't act on is logged under a code."""
    if isinstance(error, SAYABLE):
        said = str(error).rstrip(".")
        return said[:1].upper() + said[1:] + "."
    return text("trouble.fault", locale, code=logged(error))


def logged(error: BaseException) -> str:
    """Log an error with everything that is known; the code under which it is found."""
    code = secrets.token_hex(3).upper()
    _LOG.error("fault %s", code, exc_info=error)
    return code


def is_refusal(error: discord.HTTPException) -> bool:
    """Whether Discord says that the bot may not do this there."""
    return isinstance(error, discord.Forbidden) or error.code in _REFUSED


def missing(permissions: discord.Permissions, *, in_thread: bool) -> list[str]:
    """The permissions that are needed to answer with a piece and aren't given."""
    names = NEEDED_IN_THREADS if in_thread else NEEDED
    return [name for name in names if not getattr(permissions, name)]


def missing_sentence(names: list[str], where: str, locale: str) -> str:
    """``I need Embed Links and Attach Files in #music …``, and what to do."""
    shown = ", ".join(f"**{name.replace('_', ' ').title()}**" for name in names)
    return text("trouble.permissions", locale, names=shown, where=where)
