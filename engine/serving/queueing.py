"""The order in which askers are served: everybody's first before anybody's second.

Pure: knows neither jobs nor processes.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from itertools import zip_longest
from typing import Generic, TypeVar

_T = TypeVar("_T")
_NONE = object()


class FairQueue(Generic[_T]):
    """Askers take turns; each one's own items keep their order.

    Whoever was served goes behind all others that wait, and so does one who comes anew.
    """

    def __init__(self) -> None:
        self._lines: OrderedDict[str, deque[_T]] = OrderedDict()

    def __len__(self) -> int:
        return sum(len(line) for line in self._lines.values())

    def push(self, asker: str, item: _T) -> None:
        """Queue an item behind the asker's others."""
        self._lines.setdefault(asker, deque()).append(item)

    def pop(self) -> _T:
        """The next item. Raises IndexError where none waits."""
        if not self._lines:
            raise IndexError("nothing waits")
        asker, line = self._lines.popitem(last=False)
        item = line.popleft()
        if line:
            self._lines[asker] = line
        return item

    def order(self) -> list[_T]:
        """All items in the order in which they will be served if nobody comes."""
        rounds = zip_longest(*self._lines.values(), fillvalue=_NONE)
        return [item for turn in rounds for item in turn if item is not _NONE]  # type: ignore[misc]  # _NONE is left out

    def drop(self, unwanted: Callable[[_T], bool]) -> list[_T]:
        """Take out the items for which ``unwanted`` holds; they are returned."""
        dropped: list[_T] = []
        for asker, line in list(self._lines.items()):
            kept: deque[_T] = deque()
            for item in line:
                (dropped if unwanted(item) else kept).append(item)
            if kept:
                self._lines[asker] = kept
            else:
                del self._lines[asker]
        return dropped
