"""Battles: two pieces side by side, blind until a set time, then settled once.

Names and counts of an open battle leave this module for nobody. The closing time lies
in the file, so that a battle closes on time even over a restart. Votes of contestants
are kept and don't count.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from storage.codes import new_code, read_code
from storage.database import Database
from storage.errors import BattleClosed, NotFound

SIDES = ("left", "right")
KINDS = ("presets", "members", "adventures")


@dataclass(frozen=True, slots=True)
class Side:
    """A contestant: a piece, and what stands behind it."""

    piece: int
    name: str
    user: int | None = None
    preset: int | None = None


@dataclass(frozen=True, slots=True)
class Battle:
    """A battle as anybody may see it: until it is closed names are None and counts 0.

    ``left`` and ``right`` are the codes of the two pieces.
    """

    id: int
    code: str
    place: int
    kind: str
    left: str
    right: str
    opened_at: float
    closes_at: float
    is_closed: bool
    left_name: str | None = None
    right_name: str | None = None
    left_votes: int = 0
    right_votes: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A settled battle between two contestants; ``left_share`` is 1, 0.5 or 0."""

    left: tuple[int, str]
    right: tuple[int, str]
    left_share: float


_COLUMNS = """
    b.id, b.code, b.place, b.kind, l.code AS left_code, r.code AS right_code, b.opened_at,
    b.closes_at, b.closed_at, b.left_name, b.right_name, b.left_votes, b.right_votes
"""
_FROM = "battles b JOIN pieces l ON l.id = b.left_piece JOIN pieces r ON r.id = b.right_piece"


class Battles:
    """Battles of all places; each is seen and voted for in its own place only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(
        self, caller: int, place: int, kind: str, left: Side, right: Side, *, seconds: float
    ) -> Battle:
        """Begin a battle that closes in ``seconds``."""
        if kind not in KINDS:
            raise ValueError(f"a battle is between {', '.join(KINDS)}, not {kind!r}")
        now = self._database.clock()

        def work(connection: sqlite3.Connection) -> Battle:
            row = connection.execute(
                "INSERT INTO battles (code, caller, place, kind, left_piece, right_piece, "
                "left_user, right_user, left_preset, right_preset, left_name, right_name, "
                "opened_at, closes_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                "RETURNING code",
                (
                    new_code(), caller, place, kind, left.piece, right.piece, left.user,
                    right.user, left.preset, right.preset, left.name, right.name, now,
                    now + seconds,
                ),
            ).fetchone()  # fmt: skip
            return _find(connection, row["code"], place)

        return self._database.write(work)

    def find(self, code: str, place: int) -> Battle:
        """A battle of this place. Raises NotFound."""
        return self._database.read(lambda c: _find(c, code, place))

    def pieces(self, code: str, place: int) -> tuple[int, int]:
        """The numbers of the two pieces, for a front end that plays them blind. Raises NotFound."""
        battle = self.find(code, place)
        row = self._database.read(
            lambda c: c.execute(
                "SELECT left_piece, right_piece FROM battles WHERE id = ?", (battle.id,)
            ).fetchone()
        )
        return int(row["left_piece"]), int(row["right_piece"])

    def latest(self, place: int, limit: int = 10) -> list[Battle]:
        """The battles of a place, the newest first."""
        rows = self._database.read(
            lambda c: c.execute(
                f"SELECT {_COLUMNS} FROM {_FROM} WHERE b.place = ? ORDER BY b.id DESC LIMIT ?",
                (place, limit),
            ).fetchall()
        )
        return [_battle_of(row) for row in rows]

    def vote(self, user: int, code: str, side: str, place: int) -> Battle:
        """Vote for a side; the last vote holds. Raises NotFound or BattleClosed."""
        if side not in SIDES:
            raise ValueError(f"a battle's sides are left and right, not {side!r}")

        def work(connection: sqlite3.Connection) -> Battle:
            battle = _find(connection, code, place)
            now = self._database.clock()
            if battle.is_closed or now >= battle.closes_at:
                raise BattleClosed(f"the battle {battle.code} is over")
            connection.execute(
                "INSERT INTO battle_votes (battle, user, side, cast_at) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (battle, user) DO UPDATE "
                "SET side = excluded.side, cast_at = excluded.cast_at",
                (battle.id, user, side, now),
            )
            return battle

        return self._database.write(work)

    def close_due(self) -> list[Battle]:
        """Settle every battle whose time is up; each is returned exactly once, with names."""

        def work(connection: sqlite3.Connection) -> list[Battle]:
            now = self._database.clock()
            due = connection.execute(
                "SELECT id, code, place FROM battles "
                "WHERE closed_at IS NULL AND closes_at <= ? ORDER BY closes_at",
                (now,),
            ).fetchall()
            for row in due:
                count_battle(connection, row["id"])
                connection.execute(
                    "UPDATE battles SET closed_at = ? WHERE id = ?", (now, row["id"])
                )
            return [_find(connection, row["code"], row["place"]) for row in due]

        if self.next_close() is None:
            return []
        return self._database.write(work)

    def next_close(self) -> float | None:
        """When the next battle closes, in seconds of the clock; None where none is open."""
        (soonest,) = self._database.read(
            lambda c: c.execute(
                "SELECT min(closes_at) FROM battles WHERE closed_at IS NULL"
            ).fetchone()
        )
        return None if soonest is None else float(soonest)

    def outcomes(self, place: int, kind: str, limit: int = 300) -> list[Outcome]:
        """The latest settled battles of a kind between contestants that still exist."""
        what = {"presets": "preset", "members": "user"}[kind]
        rows = self._database.read(
            lambda c: c.execute(
                f"SELECT left_{what} AS l, right_{what} AS r, left_name, right_name, left_votes, "
                "right_votes FROM battles WHERE place = ? AND kind = ? AND closed_at IS NOT NULL "
                f"AND left_votes + right_votes > 0 AND left_{what} IS NOT NULL "
                f"AND right_{what} IS NOT NULL ORDER BY closed_at DESC LIMIT ?",
                (place, kind, limit),
            ).fetchall()
        )
        return [
            Outcome(
                (row["l"], row["left_name"]),
                (row["r"], row["right_name"]),
                (1 + (row["left_votes"] > row["right_votes"])
                 - (row["left_votes"] < row["right_votes"])) / 2,
            )
            for row in rows
        ]  # fmt: skip


def count_battle(connection: sqlite3.Connection, battle: int) -> None:
    """Bring a battle's counts in line with its votes, contestants' own left out."""
    connection.execute(
        "UPDATE battles SET "
        + ", ".join(
            f"{side}_votes = (SELECT count(*) FROM battle_votes v WHERE v.battle = battles.id "
            f"AND v.side = '{side}' AND v.user IS NOT battles.left_user "
            "AND v.user IS NOT battles.right_user)"
            for side in SIDES
        )
        + " WHERE id = ?",
        (battle,),
    )


def _find(connection: sqlite3.Connection, code: str, place: int) -> Battle:
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE b.code = ? AND b.place = ?",
        (read_code(code), place),
    ).fetchone()
    if row is None:
        raise NotFound(f"there is no battle {code[:80]!r} here")
    return _battle_of(row)


def _battle_of(row: sqlite3.Row) -> Battle:
    seen = Battle(
        id=row["id"], code=row["code"], place=row["place"], kind=row["kind"],
        left=row["left_code"], right=row["right_code"], opened_at=row["opened_at"],
        closes_at=row["closes_at"], is_closed=row["closed_at"] is not None,
    )  # fmt: skip
    if not seen.is_closed:
        return seen
    return Battle(
        id=seen.id, code=seen.code, place=seen.place, kind=seen.kind, left=seen.left,
        right=seen.right, opened_at=seen.opened_at, closes_at=seen.closes_at, is_closed=True,
        left_name=row["left_name"], right_name=row["right_name"], left_votes=row["left_votes"],
        right_votes=row["right_votes"],
    )  # fmt: skip
