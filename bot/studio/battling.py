"""Calling a battle: what isn't composed yet is composed first, then both sides are blind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.conversation.memory.session import Session
from bot.conversation.memory.wants import BattleWanted
from bot.studio.shapes import battle_json
from bot.studio.studio import Studio
from bot.studio.tale import Tale
from bot.studio.visitors import Visitor
from engine.errors import EngineBusy
from storage.battles import Battle
from storage.errors import StorageError

_SIDES = ("left", "right")


async def begin_battle(
    studio: Studio, visitor: Visitor, wanted: BattleWanted, conversation: str
) -> tuple[dict[str, Any] | None, list[Tale]]:
    """(the battle, where it is open already; the jobs that it waits for).

    Raises LimitReached, EngineBusy, NotFound.
    """
    pieces = {side: getattr(wanted, side).piece for side in _SIDES}
    if all(pieces.values()):
        battle = await _open(studio, visitor, wanted, conversation, pieces)
        return battle_json(battle, studio.memory.database.clock()), []
    tales: list[Tale] = []
    waiting = {side for side in _SIDES if pieces[side] is None}

    async def made(tale: Tale) -> None:
        side = sides[tale.job]
        waiting.discard(side)
        pieces[side] = tale.piece
        if waiting or tale.error is not None or not all(pieces.values()):
            return
        try:
            opened = await _open(studio, visitor, wanted, conversation, pieces)
        except StorageError as error:
            tale.error = str(error)
            return
        for one in tales:
            one.battle = opened.code

    sides: dict[int, str] = {}
    for side in sorted(waiting):
        request = getattr(wanted, side).request
        assert request is not None
        one = replace(request.composition(), count=1)
        try:
            tale = await studio.tales.begin(
                visitor, conversation, one, None, belongs=False, purpose="battle", before_end=made
            )
        except (StorageError, EngineBusy):
            for begun in tales:
                await studio.tales.cancel(begun)
            raise
        sides[tale.job] = side
        tales.append(tale)
    return None, tales


async def _open(
    studio: Studio,
    visitor: Visitor,
    wanted: BattleWanted,
    conversation: str,
    pieces: dict[str, str | None],
) -> Battle:
    left, right = pieces["left"], pieces["right"]
    assert left is not None
    assert right is not None

    def work(session: Session) -> Battle:
        return session.begin_battle(wanted, left, right)

    return await studio.desk.sessions.use(visitor.who(conversation), work)
