"""Battles: both sides made where they aren't there, opened blind, and settled on time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.conversation.memory.session import Who
from bot.conversation.memory.wants import BattleWanted, Contestant
from bot.desk.events import Failed
from engine.errors import EngineError
from storage.battles import Battle

if TYPE_CHECKING:
    from bot.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class Sound:
    """One side as it is heard: a file that doesn't say whose it is."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A battle that is open now: what both sides sound like."""

    battle: Battle
    left: Sound
    right: Sound


async def open_battle(desk: Desk, who: Who, wanted: BattleWanted) -> Opened:
    """Have both sides made and the battle opened. Raises EngineError, StorageError."""
    codes = await asyncio.gather(
        *(_code_of(desk, who, side) for side in (wanted.left, wanted.right))
    )
    left, right = await asyncio.gather(*(_sound_of(desk, who, code) for code in codes))
    battle = await desk.sessions.use(who, lambda session: session.begin_battle(wanted, *codes))
    return Opened(battle, Sound("left.ogg", left), Sound("right.ogg", right))


async def _code_of(desk: Desk, who: Who, side: Contestant) -> str:
    """The code of a side's piece, composed where there is none yet."""
    if side.piece is not None:
        return side.piece
    assert side.request is not None
    request = replace(side.request.composition(), count=1)
    making = await desk.order(who, request, belongs=False)
    end = await making.over()
    if isinstance(end, Failed):
        await desk.gave_up(making.job, None if end.cancelled else end.sentence)
        raise EngineError(end.sentence)
    await desk.delivered(making.job)
    return end.piece.code


async def _sound_of(desk: Desk, who: Who, code: str) -> bytes:
    return (await desk.library.files(who, code, "ogg"))["piece.ogg"]
