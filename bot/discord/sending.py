"""Every message leaves through here: fitted to the limits, without mentions, patiently.

Knows the ways (answering an interaction, editing by its token, by the bot itself) and no
sentence. What people wrote is escaped by those who compose the text, with `escaped`.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

import discord

from bot.discord.fitting import Room, check_view, fitted
from bot.discord.patience import SHORT_WAITS_SECONDS, patiently
from bot.discord.payload import Payload

NOBODY = discord.AllowedMentions.none()
_ALREADY_ANSWERED, _TOO_LATE = 40060, 10062
_LOG = logging.getLogger("fusebox.discord")


def escaped(words: str) -> str:
    """What somebody typed, with no markup and no mention left alive in it."""
    return discord.utils.escape_mentions(discord.utils.escape_markdown(words))


def room_of(interaction: discord.Interaction[Any]) -> Room:
    """How much an answer to an interaction may carry."""
    return Room(interaction.locale.value, interaction.filesize_limit)


async def defer(interaction: discord.Interaction[Any], *, private: bool) -> int | None:
    """Acknowledge, before anything else; the number of the message to come, where it is known.

    Nobody else reads a direct message, so there it is an ordinary one, which lasts.
    """
    hidden = private and not interaction.context.dm_channel
    try:
        answer = await patiently(
            lambda: interaction.response.defer(ephemeral=hidden, thinking=True),
            SHORT_WAITS_SECONDS,
        )
    except discord.HTTPException as error:
        if error.code == _TOO_LATE:
            _LOG.warning("an interaction was noticed too late; it is answered in the channel")
            return None
        if error.code != _ALREADY_ANSWERED:
            raise
        # An earlier try had arrived, and its answer got lost.
        return (await patiently(interaction.original_response)).id
    return None if answer is None else answer.message_id


async def acknowledge(interaction: discord.Interaction[Any]) -> None:
    """Take note of a press whose own message is going to be changed."""
    try:
        await patiently(lambda: interaction.response.defer(), SHORT_WAITS_SECONDS)
    except discord.HTTPException as error:
        if error.code != _ALREADY_ANSWERED:
            raise


async def answer(
    interaction: discord.Interaction[Any], payload: Payload, *, private: bool = True
) -> None:
    """Answer an interaction at once, or after `defer` in the place that was kept."""
    first, *rest = fitted(payload, room_of(interaction))
    if interaction.response.is_done():
        await patiently(lambda: interaction.edit_original_response(**editing(first)))
    else:
        await patiently(
            lambda: interaction.response.send_message(ephemeral=private, **sending(first)),
            SHORT_WAITS_SECONDS,
        )
    for one in rest:
        await follow_up(interaction, one, private=private)


async def follow_up(
    interaction: discord.Interaction[Any], payload: Payload, *, private: bool = True
) -> None:
    """One more message after an interaction was answered."""
    for one in fitted(payload, room_of(interaction)):
        await patiently(partial(_follow, interaction, one, private))


async def _follow(interaction: discord.Interaction[Any], payload: Payload, private: bool) -> None:
    await interaction.followup.send(ephemeral=private, wait=True, **sending(payload))


async def ask(interaction: discord.Interaction[Any], modal: discord.ui.Modal) -> None:
    """Show a form; nothing may have been answered before."""
    await patiently(lambda: interaction.response.send_modal(modal), SHORT_WAITS_SECONDS)


async def post(
    channel: discord.abc.Messageable,
    payload: Payload,
    room: Room,
    *,
    reply_to: discord.MessageReference | None = None,
    nonce: str | None = None,
    silent: bool = False,
) -> discord.Message:
    """Send to a channel; the first of the messages. A ``nonce`` sent twice is one message."""
    first, *rest = fitted(payload, room)
    told: dict[str, Any] = {"silent": silent}
    if reply_to is not None:
        told["reference"] = reply_to
    if nonce is not None:
        told["nonce"] = nonce
    sent = await patiently(partial(_send, channel, first, told))
    for one in rest:
        await patiently(partial(_send, channel, one, {}))
    return sent


async def _send(
    channel: discord.abc.Messageable, payload: Payload, told: Mapping[str, Any]
) -> discord.Message:
    return await channel.send(**sending(payload), **told)


def sending(payload: Payload) -> Mapping[str, Any]:
    """The words of a ``send`` for one fitted message; files are opened anew."""
    check_view(payload.view or payload.layout)
    words: dict[str, Any] = {"allowed_mentions": NOBODY}
    if payload.layout is None:
        words["content"] = payload.content or None
    if payload.embed is not None:
        words["embed"] = payload.embed
    if payload.files:
        words["files"] = _opened(payload)
    if payload.view or payload.layout:
        words["view"] = payload.view or payload.layout
    return words


def editing(payload: Payload) -> Mapping[str, Any]:
    """The words of an ``edit``: everything is replaced but what the payload says stays."""
    if payload.words_only:
        return {"content": payload.content or None, "allowed_mentions": NOBODY}
    words = dict(sending(payload))
    words.pop("files", None)
    if not payload.keeps_files:
        words["attachments"] = _opened(payload)
    if payload.layout is None:
        words["embed"] = payload.embed
        words["view"] = payload.view
    return words


def _opened(payload: Payload) -> list[discord.File]:
    return [discord.File(io.BytesIO(file.content), file.name) for file in payload.files]
