"""Where an answer goes, in a form that survives the process. Knows nothing of how it gets there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from bot.discord import limits

# Discord allows fifteen minutes; the last request must have arrived by then.
_MARGIN_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Address:
    """``message`` is the answer once it is there, ``reply_to`` the message that asked.

    With ``token`` (of an interaction, given ``at`` that unix time) it is reached for a quarter of
    an hour; afterwards only by the bot itself, where ``is_reachable``: the bot is a member there
    and the answer is for all to see. ``is_quiet`` answers notify nobody.
    """

    channel: int
    user: int
    guild: int | None = None
    message: int | None = None
    reply_to: int | None = None
    token: str | None = None
    application: int | None = None
    at: float = 0.0
    is_ephemeral: bool = False
    is_member: bool = True
    is_quiet: bool = False
    locale: str = "en-US"
    file_bytes: int = limits.FILE_BYTES
    asked: str = ""

    @property
    def is_reachable(self) -> bool:
        return self.is_member and not self.is_ephemeral

    def is_fresh(self, now: float) -> bool:
        """Whether the interaction's token can still be used."""
        return self.token is not None and now < self.at + limits.TOKEN_SECONDS - _MARGIN_SECONDS

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Address:
        """The address of a record; what else is in it is left. Raises TypeError, KeyError."""
        names = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in record.items() if name in names})
