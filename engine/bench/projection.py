"""What more machines would carry, from what one piece costs here; and what breaks first.

Every part carries so many pieces a second; the chain carries what its weakest part does. Costs
are processor milliseconds a piece. Nothing is assumed to get faster by being spread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Measured with two replicas beside one: Ray's own processes take their part of each core.
SPREAD_SHARE = 0.83


@dataclass(frozen=True, slots=True)
class Limit:
    """A part of the chain and the pieces a second that it carries."""

    part: str
    per_second: float


def first_to_break(limits: Sequence[Limit]) -> Limit:
    """The weakest part; the first named of equals."""
    return min(limits, key=lambda limit: limit.per_second)


def limits_of(costs_ms: Mapping[str, float], *, replicas: int, bot_cores: int) -> list[Limit]:
    """A bot on a machine of its own whose engines are ``replicas`` of one core each elsewhere.

    ``costs_ms`` has ``engine``, ``bot`` and ``renderers``. The bot's Python runs on one core;
    renderers share all of its machine with it.
    """
    engines = replicas * 1000 / costs_ms["engine"] * (SPREAD_SHARE if replicas > 1 else 1.0)
    return [
        Limit("engines", engines),
        Limit("renderers", bot_cores * 1000 / (costs_ms["renderers"] + costs_ms["bot"])),
        Limit("the bot's process", 1000 / costs_ms["bot"]),
    ]


def projected(
    costs_ms: Mapping[str, float], replicas: Sequence[int], *, bot_cores: int
) -> dict[int, Limit]:
    """{replicas: the limit of the whole}."""
    return {
        count: first_to_break(limits_of(costs_ms, replicas=count, bot_cores=bot_cores))
        for count in replicas
    }
