"""Preferences from facts: which usual values a message sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.conversation import facts
from bot.conversation.draft import Draft
from bot.conversation.fields import field_of
from bot.conversation.preferences import Usual
from bot.conversation.resolve import resolve

_FIELDS = ("temperature", "bars", "tempo_bpm", "key", "meter", "instruments", "without", "count",
           "loop", "intro", "pickup")  # fmt: skip


def changed_usual(
    usual: Usual, draft: Draft, said: Sequence[facts.Fact]
) -> tuple[Usual, list[facts.Remark]]:
    """The usual values after a message, and remarks on values that had to move.

    ``draft`` is a fresh request under the old values. Raises NothingLeft where no genre
    remains.
    """
    resolve(draft, said, key_is_open=False)
    request = draft.finish()
    about = {field_of(fact) for fact in said}
    changed: dict[str, Any] = {}
    if about & {"weights", "share"} or any(
        remark.kind in ("only_genre", "nothing_to_add_to") for remark in draft.remarks
    ):
        changed["weights"] = dict(request.weights)
    named = about | ({"instruments", "without"} if about & {"instruments", "without"} else set())
    for name in _FIELDS:
        if name in named:
            changed[name] = getattr(request, name)
    if "key" in changed:
        changed["key"] = str(request.key)
    if "meter" in changed:
        changed["meter"] = request.meter.name
    clamped = [remark for remark in draft.remarks if remark.kind == "clamped"]
    return replace(usual, **changed), clamped
