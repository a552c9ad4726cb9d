"""What a server's administrators have set, as every answer obeys it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.discord.quotas import Quota

_HOUR_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class PlaceSettings:
    """The values by their names in the memory; empty or None is the usual.

    ``channels`` are the only ones where the bot answers, ``weights`` the blend where nobody
    names one (``70% jazz 30% folk``), ``quiet`` answers without a notification, ``bars`` the
    longest piece, ``quota`` pieces per user and hour, ``battles`` who may open one.
    """

    channels: tuple[int, ...] = ()
    weights: str = ""
    quiet: bool = False
    bars: int | None = None
    quota: int | None = None
    battles: str = "everybody"

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> PlaceSettings:
        return cls(
            channels=tuple(int(one) for one in values.get("channels", ())),
            weights=str(values.get("weights", "")),
            quiet=bool(values.get("quiet", False)),
            bars=values.get("bars"),
            quota=values.get("quota"),
            battles=str(values.get("battles", "everybody")),
        )

    @property
    def per_user(self) -> Quota | None:
        return None if self.quota is None else Quota(self.quota, _HOUR_SECONDS)
