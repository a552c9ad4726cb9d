"""Who and what there is: ids, people, servers, channels, and how Discord writes them."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

TEXT, DIRECT = 0, 1
_EPOCH_MS = 1_420_070_400_000
_COUNTER = itertools.count(1)

VIEW, SEND, EMBED_LINKS, ATTACH_FILES = 1 << 10, 1 << 11, 1 << 14, 1 << 15
READ_HISTORY, EXTERNAL_APPS, MANAGE_GUILD = 1 << 16, 1 << 50, 1 << 5
USUAL = VIEW | SEND | EMBED_LINKS | ATTACH_FILES | READ_HISTORY | EXTERNAL_APPS


def new_id(at: float | None = None) -> str:
    """A snowflake of this moment, or of ``at`` in seconds since 1970."""
    ms = int((time.time() if at is None else at) * 1000) - _EPOCH_MS
    return str(ms << 22 | next(_COUNTER) & 0x3FFFFF)


def timestamp(at: float | None = None) -> str:
    """A moment as Discord writes it."""
    moment = time.gmtime(time.time() if at is None else at)
    return time.strftime("%Y-%m-%dT%H:%M:%S.000000+00:00", moment)


@dataclass(eq=False)
class User:
    """An account."""

    name: str
    bot: bool = False
    locale: str = "en-US"
    id: str = field(default_factory=new_id)
    takes_direct_messages: bool = True

    def payload(self) -> dict[str, Any]:
        """The account as others see it."""
        return {
            "id": self.id,
            "username": self.name.lower(),
            "global_name": None if self.bot else self.name,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }

    def member(self, permissions: int | None = None) -> dict[str, Any]:
        """The account in a server, without the account itself."""
        member: dict[str, Any] = {
            "roles": [],
            "nick": None,
            "avatar": None,
            "joined_at": timestamp(0),
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "pending": False,
            "communication_disabled_until": None,
        }
        return member if permissions is None else member | {"permissions": str(permissions)}


@dataclass(eq=False)
class Channel:
    """A text channel of a server, or the direct messages with one person.

    Where ``bot_is_member`` is false, the bot is there only through people who installed it for
    themselves.
    """

    name: str
    guild: Guild | None = None
    recipient: User | None = None
    id: str = field(default_factory=new_id)
    bot_permissions: int = USUAL
    file_bytes: int = 10 << 20
    bot_is_member: bool = True

    @property
    def kind(self) -> int:
        """Discord's number of the kind of channel."""
        return DIRECT if self.guild is None else TEXT

    def payload(self) -> dict[str, Any]:
        """The channel as Discord writes it."""
        if self.guild is None:
            assert self.recipient is not None
            recipients = [self.recipient.payload()]
            return {
                "id": self.id,
                "type": DIRECT,
                "recipients": recipients,
                "last_message_id": None,
            }
        hidden = VIEW | SEND | EMBED_LINKS | ATTACH_FILES
        denied = hidden & ~self.bot_permissions
        return {
            "id": self.id,
            "type": TEXT,
            "guild_id": self.guild.id,
            "name": self.name,
            "position": 0,
            "topic": None,
            "nsfw": False,
            "parent_id": None,
            "rate_limit_per_user": 0,
            "last_message_id": None,
            "flags": 0,
            "permission_overwrites": [
                {"id": self.guild.id, "type": 0, "allow": "0", "deny": str(denied)}
            ],
        }


@dataclass(eq=False)
class Guild:
    """A server with its channels; everybody has the one role that all have."""

    name: str
    owner: User
    id: str = field(default_factory=new_id)
    channels: list[Channel] = field(default_factory=list)
    members: list[User] = field(default_factory=list)

    def payload(self) -> dict[str, Any]:
        """The server as GUILD_CREATE brings it."""
        everyone = {
            "id": self.id,
            "name": "@everyone",
            "permissions": str(USUAL),
            "position": 0,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": False,
            "mentionable": False,
            "flags": 0,
        }
        return {
            "id": self.id,
            "name": self.name,
            "owner_id": self.owner.id,
            "icon": None,
            "afk_timeout": 300,
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "roles": [everyone],
            "emojis": [],
            "stickers": [],
            "features": [],
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "preferred_locale": "en-US",
            "system_channel_flags": 0,
            "premium_progress_bar_enabled": False,
            "joined_at": timestamp(0),
            "large": False,
            "unavailable": False,
            "member_count": len(self.members),
            "members": [m.member() | {"user": m.payload()} for m in self.members if m.bot],
            "channels": [channel.payload() for channel in self.channels],
            "voice_states": [],
            "threads": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }
