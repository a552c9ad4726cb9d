"""Changing the band: who is named, who joins, who is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bot.conversation import facts
from bot.conversation.draft import Draft


def _join(draft: Draft, names: Sequence[str]) -> None:
    for name in names:
        if name not in draft.instruments:
            draft.instruments.append(name)
        if name in draft.without:
            draft.without.remove(name)
    if draft.only:
        draft.only += [name for name in names if name not in draft.only]
    draft.stated.update(("instruments", "without", "only"))


def _set(draft: Draft, fact: facts.SetBand) -> None:
    if not draft.instruments and set(fact.names) <= set(draft.without):
        # "drums please" after "no drums": they come back to whoever plays.
        _bring_back(draft, facts.BringBack(fact.names))
        return
    draft.instruments = []
    draft.only = list(fact.names) if fact.alone or draft.only else []
    _join(draft, fact.names)


def _add(draft: Draft, fact: facts.AddBand) -> None:
    if not draft.instruments and set(fact.names) <= set(draft.without):
        _bring_back(draft, facts.BringBack(fact.names))
        return
    _join(draft, fact.names)


def _swap(draft: Draft, fact: facts.SwapBand) -> None:
    place = min(
        (draft.instruments.index(name) for name in fact.old if name in draft.instruments),
        default=len(draft.instruments),
    )
    if not any(name in draft.instruments for name in fact.old):
        draft.without += [name for name in fact.old if name not in draft.without]
    kept = [name for name in draft.instruments if name not in fact.old]
    place = min(place, len(kept))
    draft.instruments = kept[:place] + [n for n in fact.new if n not in kept] + kept[place:]
    draft.without = [name for name in draft.without if name not in fact.new]
    draft.only = list(draft.instruments) if draft.only else []
    draft.stated.update(("instruments", "without", "only"))


def _leave_out(draft: Draft, fact: facts.LeaveOut) -> None:
    draft.instruments = [name for name in draft.instruments if name not in fact.names]
    draft.without += [name for name in fact.names if name not in draft.without]
    draft.only = [name for name in draft.only if name not in fact.names]
    draft.stated.update(("instruments", "without", "only"))


def _bring_back(draft: Draft, fact: facts.BringBack) -> None:
    if not fact.names:
        draft.without = []
    for name in fact.names:
        if name in draft.without:
            draft.without.remove(name)
            # A band that was named needs the returning player by name too.
            if draft.instruments and name not in draft.instruments:
                draft.instruments.append(name)
        elif name not in draft.instruments:
            draft.instruments.append(name)
    if draft.only:
        draft.only += [name for name in fact.names if name not in draft.only]
    draft.stated.update(("instruments", "without", "only"))


def _reset(draft: Draft, fact: facts.ResetBand) -> None:
    draft.instruments, draft.without, draft.only = [], [], []
    draft.stated.difference_update(("instruments", "without", "only"))


BAND_RULES: dict[type[facts.Fact], Callable[[Draft, Any], None]] = {
    facts.SetBand: _set, facts.AddBand: _add, facts.SwapBand: _swap,
    facts.LeaveOut: _leave_out, facts.BringBack: _bring_back, facts.ResetBand: _reset,
}  # fmt: skip
