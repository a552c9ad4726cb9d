"""The one message that answers somebody: sent once, then edited, by whichever way still works.

The ways, in order: the interaction's token, the bot in the channel, and for what only its
asker may see a direct message.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.discord.addresses import Address
from bot.discord.fitting import Room, fitted
from bot.discord.patience import passes, patiently
from bot.discord.payload import Payload
from bot.discord.sending import editing, post, sending
from bot.discord.texts import text

if TYPE_CHECKING:
    from bot.discord.bot import Bot

_LOG = logging.getLogger("fusebox.discord")
_UNKNOWN_MESSAGE = 10008
_TOO_LARGE = 40005
# The token is spent, unknown or another's.
_TOKEN_IS_GONE = frozenset({50027, 10015, 10062})

Noted = Callable[[Address], Awaitable[None]]


async def _not_noted(_: Address) -> None:
    return


class Unreachable(Exception):
    """Nothing that the bot may do reaches the asker."""


class Post:
    """An answer at an address. ``noted`` is told when the address changes, to keep it."""

    def __init__(self, bot: Bot, address: Address, noted: Noted = _not_noted) -> None:
        self.bot = bot
        self.address = address
        self.noted = noted
        self._one_at_a_time = asyncio.Lock()

    async def show(self, payload: Payload, nonce: str | None = None) -> None:
        """Make the message show this. Raises Unreachable, or what Discord's last answer was."""
        async with self._one_at_a_time:
            first, *rest = fitted(payload, self._room)
            try:
                await self._shown(first, nonce)
            except discord.HTTPException as error:
                if error.code != _TOO_LARGE and error.status != 413:
                    raise
                await self._shown(self._without_largest(first), nonce)
            for one in rest:
                await self._added(one)

    async def _shown(self, payload: Payload, nonce: str | None) -> None:
        if self.address.is_fresh(time.time()):
            try:
                return await self._by_token(payload)
            except discord.HTTPException as error:
                if passes(error) or error.code not in (*_TOKEN_IS_GONE, _UNKNOWN_MESSAGE):
                    raise
                _LOG.info("an interaction's token is of no use any more (%s)", error.code)
                await self._move(replace(self.address, token=None))
        if self.address.is_reachable:
            return await self._by_bot(payload, nonce)
        return await self._directly(payload)

    async def _by_token(self, payload: Payload) -> None:
        webhook = self._webhook()
        number = self.address.message
        if number is not None:
            await patiently(lambda: self._webhook().edit_message(number, **editing(payload)))
        elif not payload.words_only:
            sent = await patiently(
                lambda: webhook.send(
                    ephemeral=self.address.is_ephemeral, silent=self.address.is_quiet, wait=True,
                    **sending(payload),
                )
            )  # fmt: skip
            await self._move(replace(self.address, message=sent.id))

    async def _by_bot(self, payload: Payload, nonce: str | None) -> None:
        number = self.address.message
        if number is not None:
            try:
                await patiently(
                    lambda: self._channel().get_partial_message(number).edit(**editing(payload))
                )
                return
            except discord.NotFound as error:
                if error.code != _UNKNOWN_MESSAGE:
                    raise
        if payload.words_only:
            return
        sent = await post(
            self._channel(), payload, self._room, reply_to=self._reference(), nonce=nonce,
            silent=self.address.is_quiet,
        )  # fmt: skip
        await self._move(replace(self.address, message=sent.id))

    async def _directly(self, payload: Payload) -> None:
        """Only its asker may see it, and the interaction is over."""
        if payload.words_only:
            return
        try:
            user = await patiently(lambda: self.bot.client.fetch_user(self.address.user))
            channel = await patiently(user.create_dm)
            sent = await post(channel, payload, self._room)
        except discord.HTTPException as error:
            if passes(error):
                raise
            raise Unreachable(f"a direct message was refused ({error.code})") from error
        moved = Address(
            channel=channel.id, user=self.address.user, message=sent.id,
            locale=self.address.locale, asked=self.address.asked,
        )  # fmt: skip
        await self._move(moved)

    async def _added(self, payload: Payload) -> None:
        """What didn't fit, as a message of its own."""
        address = self.address
        if address.is_fresh(time.time()):
            hook = self._webhook()
            await patiently(
                lambda: hook.send(ephemeral=address.is_ephemeral, wait=True, **sending(payload))
            )
        elif address.is_reachable:
            await post(self._channel(), payload, self._room)

    async def _move(self, address: Address) -> None:
        self.address = address
        await self.noted(address)

    def _without_largest(self, payload: Payload) -> Payload:
        """Discord found the request too large after all."""
        files = sorted(payload.files, key=lambda file: len(file.content))
        gone = files[-1].name if files else "?"
        told = text(
            "files.too_large", self.address.locale, names=gone,
            megabytes=self.address.file_bytes // (1024 * 1024),
        )  # fmt: skip
        content = "\n".join(filter(None, (payload.content, told)))
        kept = tuple(file for file in payload.files if file.name != gone)
        return fitted(replace(payload, content=content, files=kept), self._room)[0]

    @property
    def _room(self) -> Room:
        return Room(self.address.locale, self.address.file_bytes)

    def _webhook(self) -> discord.Webhook:
        assert self.address.application is not None
        assert self.address.token is not None
        client = self.bot.client
        webhook = discord.Webhook.partial(
            self.address.application, self.address.token, client=client
        )
        # discord.py leaves it out where a webhook is made by hand.
        webhook.proxy = client.http.proxy
        return webhook

    def _channel(self) -> discord.PartialMessageable:
        return self.bot.client.get_partial_messageable(
            self.address.channel, guild_id=self.address.guild
        )

    def _reference(self) -> discord.MessageReference | None:
        if self.address.reply_to is None:
            return None
        return discord.MessageReference(
            message_id=self.address.reply_to, channel_id=self.address.channel,
            guild_id=self.address.guild, fail_if_not_exists=False,
        )  # fmt: skip
