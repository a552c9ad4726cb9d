"""Files that somebody uploads: their size is checked before a byte is fetched."""

from __future__ import annotations

import discord

from bot.discord.conversation import Tune
from bot.discord.patience import patiently
from bot.errors import BadInput

MOST_BYTES = 2 * 1024 * 1024
_ENDINGS = (".mid", ".midi", ".musicxml", ".xml", ".mxl", ".abc")


async def read_upload(upload: discord.Attachment, *, keep: bool = False) -> Tune:
    """What is in an upload. Raises BadInput for a file that is too large or of another kind."""
    if not upload.filename.lower().endswith(_ENDINGS):
        raise BadInput(
            f"I can build on a MIDI, MusicXML or ABC file, not on {upload.filename[:60]!r}"
        )
    if upload.size > MOST_BYTES:
        raise BadInput(
            f"{upload.filename[:60]!r} has {upload.size / 1_048_576:.1f} MB; "
            f"a tune may have {MOST_BYTES // 1_048_576} MB"
        )
    return Tune(upload.filename, await patiently(upload.read), keep)
