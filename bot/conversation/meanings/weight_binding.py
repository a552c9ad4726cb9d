"""Which share belongs to which genre: the cheapest pairing of neighbours.

``jazz 70 blues 30`` binds to the left, ``70% jazz 30% blues`` to the right, and
``jazz 70% and 30% blues`` both ways; the words between decide what is near.
"""

from collections.abc import Sequence
from itertools import product

from bot.conversation.meanings.weight_items import Item

_NAMES = ("genre", "ish", "strange")
_FAR = {",": 3.0, "and": 3.0, "&": 3.0, "+": 3.0, "plus": 3.0, "with": 3.0, "-": 2.0, ";": 3.0,
        ".": 4.0, "/": 2.0, "but": 3.0, "|": 3.0, "x": 3.0, ")": 1.0}  # fmt: skip
_POINTS_LEFT = frozenset({":", "=", "at", "::", "(", "to"})
_POINTS_RIGHT = frozenset({"of", "on", "from"})
_UNBOUND = 30.0
_MOST_SHARES = 8


def bind(items: Sequence[Item]) -> dict[int, tuple[int, float]]:
    """For each share's index, the index of its name and the pairing's cost."""
    shares = [i for i, item in enumerate(items) if item.kind == "share"]
    names = [i for i, item in enumerate(items) if item.kind in _NAMES]
    if not shares or not names:
        return {}
    zipped = _listed_apart(items, shares, names)
    if zipped:
        return zipped
    options = [_neighbours(items, share, names) for share in shares[:_MOST_SHARES]]
    best: tuple[float, dict[int, tuple[int, float]]] = (float("inf"), {})
    for choice in product(*options):
        cost, taken, bound = 0.0, set[int](), {}
        for share, (name, price, side) in zip(shares, choice, strict=False):
            cost += price
            if name is None:
                continue
            if name in taken:
                cost += _UNBOUND
                continue
            cost += 0.4 if side != choice[0][2] else 0.0
            taken.add(name)
            bound[share] = (name, price)
        if cost < best[0]:
            best = (cost, bound)
    return best[1]


def _neighbours(
    items: Sequence[Item], share: int, names: Sequence[int]
) -> list[tuple[int | None, float, str]]:
    """The name before and the name after a share with their costs, and staying alone."""
    found: list[tuple[int | None, float, str]] = [(None, _UNBOUND, "none")]
    left = [name for name in names if name < share]
    right = [name for name in names if name > share]
    if left:
        found.append((left[-1], _price(items, left[-1], share, leftward=True), "left"))
    if right:
        found.append((right[0], _price(items, share, right[0], leftward=False), "right"))
    return found


def _price(items: Sequence[Item], low: int, high: int, *, leftward: bool) -> float:
    price = 0.0
    for item in items[low + 1 : high]:
        if item.kind in ("share", "ratio", "slash"):
            price += 6.0
        elif item.text in _POINTS_LEFT:
            price += 0.0 if leftward else 4.0
        elif item.text in _POINTS_RIGHT:
            price += 4.0 if leftward else 0.0
        else:
            price += _FAR.get(item.text, 0.3)
    share, name = (items[high], items[low]) if leftward else (items[low], items[high])
    # Claimed words (a tempo, a band) between the two count as distance too.
    gap = items[high].start - items[low].end - sum(i.end - i.start for i in items[low + 1 : high])
    price += 0.6 * max(0, gap)
    if leftward and share.unit != "number":
        price += 0.1
    return price + (0.2 if name.kind == "strange" and name.unit == "unknown" else 0.0)


def _listed_apart(
    items: Sequence[Item], shares: Sequence[int], names: Sequence[int]
) -> dict[int, tuple[int, float]]:
    """``70 30 jazz blues``: all numbers on one side of all genres pair in order."""
    if len(shares) < 2 or len(shares) != len(names):
        return {}
    if max(shares) < min(names) or max(names) < min(shares):
        return {share: (name, 0.0) for share, name in zip(shares, names, strict=True)}
    return {}
