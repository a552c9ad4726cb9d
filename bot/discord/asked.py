"""Who asks what where: one form for slash commands, presses, mentions, replies and messages."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

import discord

from bot.conversation.memory.session import Who
from bot.discord.addresses import Address
from bot.discord.limits import FILE_BYTES

FRONT = "discord"
_PRIVATE = ":private"


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who asks, and where the answer goes.

    ``is_private`` pieces are seen by their asker alone. ``lacks`` names permissions that the bot
    would need there, ``is_admin`` says that they manage the server.
    """

    who: Who
    address: Address
    is_private: bool = False
    lacks: tuple[str, ...] = ()
    is_admin: bool = False

    @property
    def locale(self) -> str:
        return self.address.locale

    @property
    def visibility(self) -> str:
        return "private" if self.is_private else "place"

    @property
    def others_read(self) -> bool:
        """Whether what is answered is seen by more than the asker."""
        return not self.address.is_ephemeral and not self.who.place.startswith("dm:")


def of_interaction(
    interaction: discord.Interaction[Any],
    *,
    message: int | None,
    private: bool = False,
    alone: bool = False,
) -> Asked:
    """Who pressed or typed a command; ``message`` is the one that its deferral began.

    ``private`` asks for a private piece, ``alone`` only for an answer that no other reads.
    """
    user, guild = interaction.user, interaction.guild_id
    in_dm = guild is None and interaction.context.dm_channel
    channel = interaction.channel_id or 0
    is_member = in_dm or (guild is not None and interaction.client.get_guild(guild) is not None)
    address = Address(
        channel=channel, user=user.id, guild=guild, message=message,
        token=interaction.token, application=interaction.application_id, at=time.time(),
        is_ephemeral=(alone or private) and not in_dm, is_member=is_member,
        locale=interaction.locale.value, file_bytes=interaction.filesize_limit,
    )  # fmt: skip
    who = who_of(
        user, _place(user, guild, channel, in_dm), channel, private, interaction.locale.value
    )
    return Asked(who, address, private, is_admin=interaction.permissions.manage_guild)


def of_message(message: discord.Message, *, locale: str) -> Asked:
    """Who wrote a message to the bot."""
    user, guild = message.author, message.guild
    address = Address(
        channel=message.channel.id, user=user.id, guild=None if guild is None else guild.id,
        reply_to=message.id, at=time.time(), locale=locale,
        file_bytes=FILE_BYTES if guild is None else guild.filesize_limit,
    )  # fmt: skip
    place = _place(user, address.guild, message.channel.id, guild is None)
    is_admin = isinstance(user, discord.Member) and user.guild_permissions.manage_guild
    who = who_of(user, place, message.channel.id, False, locale)
    return Asked(who, address, is_admin=is_admin)


def who_of(
    user: discord.User | discord.Member, place: str, channel: int, private: bool, locale: str
) -> Who:
    """A private request has a conversation of its own, so that nothing of it shows elsewhere."""
    aside = _PRIVATE if private and not place.startswith("dm:") else ""
    return Who(FRONT, str(user.id), user.display_name, place, f"{channel}{aside}", locale)


def in_public(who: Who) -> Who:
    """The same user's conversation that others see."""
    return replace(who, channel=who.channel.removesuffix(_PRIVATE))


def _place(user: discord.abc.User, guild: int | None, channel: int, in_dm: bool) -> str:
    if guild is not None:
        return str(guild)
    return f"dm:{user.id}" if in_dm else f"group:{channel}"
