"""Melodies that users brought, kept in this process for a while, each for its user alone."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from music.leadsheet import LeadSheet

KEPT_SECONDS = 3_600
_MOST_OF_ONE, _MOST = 8, 500


class Melodies:
    """Melodies by id. The oldest go first, of one user and of all."""

    def __init__(self, *, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[tuple[str, str], LeadSheet, float]] = OrderedDict()

    def keep(self, owner: tuple[str, str], sheet: LeadSheet) -> str:
        """Keep a melody; its id."""
        self._drop_old()
        name = secrets.token_hex(8)
        self._kept[name] = (owner, sheet, self._clock() + KEPT_SECONDS)
        own = [one for one, (whose, _, _) in self._kept.items() if whose == owner]
        surplus = [*own[: max(0, len(own) - _MOST_OF_ONE)]]
        surplus += list(self._kept)[: max(0, len(self._kept) - _MOST)]
        for one in surplus:
            self._kept.pop(one, None)
        return name

    def find(self, owner: tuple[str, str], name: str) -> LeadSheet | None:
        """One's own melody."""
        self._drop_old()
        kept = self._kept.get(name)
        return kept[1] if kept is not None and kept[0] == owner else None

    def forget(self, owner: tuple[str, str], name: str | None = None) -> bool:
        """Drop one melody of a user, or all; False where there was none."""
        gone = [
            one for one, (whose, _, _) in self._kept.items()
            if whose == owner and name in (None, one)
        ]  # fmt: skip
        for one in gone:
            del self._kept[one]
        return bool(gone)

    def _drop_old(self) -> None:
        now = self._clock()
        for one in [one for one, (_, _, until) in self._kept.items() if until < now]:
            del self._kept[one]
