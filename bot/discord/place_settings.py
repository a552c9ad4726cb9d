"""What a server's administrators have set, as every answer obeys it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.discord.quotas import Quota

_HOUR_SECONDS = 3600.0
WHO_MAY_BATTLE = ("everybody", "admins", "nobody")


@dataclass(frozen=True, slots=True)
class PlaceSettings:
    """The values by their names in the memory; empty or None is the usual.

    ``channels`` are the only ones where the bot answers, ``weights`` the blend where nobody
    names one, ``quiet`` answers without a notification, ``bars`` the longest piece, ``quota``
    pieces per user and hour, ``battles`` who may open one, a row of WHO_MAY_BATTLE.
    """

    channels: tuple[int, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    quiet: bool = False
    bars: int | None = None
    quota: int | None = None
    battles: str = WHO_MAY_BATTLE[0]

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> PlaceSettings:
        return cls(
            channels=tuple(int(one) for one in values.get("channels", ())),
            weights=dict(values.get("weights", {})),
            quiet=bool(values.get("quiet", False)),
            bars=values.get("bars"),
            quota=values.get("quota"),
            battles=str(values.get("battles", WHO_MAY_BATTLE[0])),
        )

    @property
    def per_user(self) -> Quota | None:
        return None if self.quota is None else Quota(self.quota, _HOUR_SECONDS)

    def may_battle(self, *, is_admin: bool) -> bool:
        """Whether somebody may open a battle here."""
        return self.battles == "everybody" or (self.battles == "admins" and is_admin)
