"""Jobs: what was asked for and isn't delivered yet. A job is a row before any work starts.

Survives the process: whatever was waiting or running when it died is found again by
`unfinished`. Requests and addresses (where the reply goes) are plain JSON here.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storage.database import Database
from storage.errors import LimitReached

MOST_RUNNING = 5
MOST_ATTEMPTS = 3
_UNFINISHED = "state IN ('waiting', 'running')"


@dataclass(frozen=True, slots=True)
class Job:
    """One job. ``attempts`` counts how often it was started.

    ``piece`` is the number of the piece that was made for it, where only the reply is owed.
    """

    id: int
    user: int
    place: int | None
    address: Mapping[str, Any]
    request: Mapping[str, Any]
    state: str
    attempts: int
    piece: int | None = None


class Jobs:
    """The queue's memory."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        user: int,
        request: Mapping[str, Any],
        *,
        front: str,
        place: int | None = None,
        address: Mapping[str, Any] | None = None,
        most: int = MOST_RUNNING,
    ) -> int:
        """Note a job before it is begun. Raises LimitReached at ``most`` unfinished ones."""

        def work(connection: sqlite3.Connection) -> int:
            (running,) = connection.execute(
                f"SELECT count(*) FROM jobs WHERE user = ? AND {_UNFINISHED}", (user,)
            ).fetchone()
            if running >= most:
                raise LimitReached(
                    f"{running} pieces of yours are being made already; wait for one of them"
                )
            now = self._database.clock()
            row = connection.execute(
                "INSERT INTO jobs (user, place, front, address, request, state, asked_at, "
                "updated_at) VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?) RETURNING id",
                (user, place, front, json.dumps(address or {}), json.dumps(request), now, now),
            ).fetchone()
            return int(row["id"])

        return self._database.write(work)

    def start(self, job: int) -> bool:
        """Begin, or begin again after a crash; False where it is finished or tried too often.

        A job that was started three times and never finished fails.
        """

        def work(connection: sqlite3.Connection) -> bool:
            now = self._database.clock()
            connection.execute(
                "UPDATE jobs SET state = 'failed', trouble = 'ended the program each time', "
                f"updated_at = ? WHERE id = ? AND {_UNFINISHED} AND attempts >= ?",
                (now, job, MOST_ATTEMPTS),
            )
            begun = connection.execute(
                "UPDATE jobs SET state = 'running', attempts = attempts + 1, updated_at = ? "
                f"WHERE id = ? AND {_UNFINISHED}",
                (now, job),
            )
            return begun.rowcount > 0

        return self._database.write(work)

    def note_piece(self, job: int, piece: int) -> None:
        """The piece of a job is there: after a crash only the reply is owed."""
        self._database.write(
            lambda c: c.execute(
                f"UPDATE jobs SET piece = ? WHERE id = ? AND {_UNFINISHED}", (piece, job)
            )
        )

    def address_of(self, job: int) -> dict[str, Any]:
        """Where a job's reply goes; empty where there is no such job."""
        sql = "SELECT address FROM jobs WHERE id = ?"
        row = self._database.read(lambda c: c.execute(sql, (job,)).fetchone())
        return {} if row is None else dict(json.loads(row["address"]))

    def readdress(self, job: int, address: Mapping[str, Any]) -> None:
        """Where the reply goes from now on."""
        self._database.write(
            lambda c: c.execute(
                "UPDATE jobs SET address = ? WHERE id = ?", (json.dumps(address), job)
            )
        )

    def deliver(self, job: int, piece: int | None = None) -> bool:
        """Mark as delivered; False where it was finished before, so that nobody replies twice."""
        return self._finish(job, "delivered", piece=piece)

    def fail(self, job: int, trouble: str) -> bool:
        """Mark as failed, with the sentence that was told."""
        return self._finish(job, "failed", trouble=trouble)

    def cancel(self, job: int, user: int) -> bool:
        """Give up one's own job; False where it is another's or finished."""
        return self._finish(job, "cancelled", user=user)

    def unfinished(self, front: str) -> list[Job]:
        """What a front end still owes, in the order in which it was asked for."""
        rows = self._database.read(
            lambda c: c.execute(
                "SELECT id, user, place, address, request, state, attempts, piece FROM jobs "
                f"WHERE front = ? AND {_UNFINISHED} ORDER BY id",
                (front,),
            ).fetchall()
        )
        return [
            Job(
                row["id"], row["user"], row["place"], json.loads(row["address"]),
                json.loads(row["request"]), row["state"], row["attempts"], row["piece"],
            )
            for row in rows
        ]  # fmt: skip

    def _finish(
        self,
        job: int,
        state: str,
        *,
        piece: int | None = None,
        trouble: str | None = None,
        user: int | None = None,
    ) -> bool:
        def work(connection: sqlite3.Connection) -> bool:
            done = connection.execute(
                "UPDATE jobs SET state = ?, piece = coalesce(?, piece), trouble = ?, "
                f"updated_at = ? WHERE id = ? AND (? IS NULL OR user = ?) AND {_UNFINISHED}",
                (state, piece, trouble, self._database.clock(), job, user, user),
            )
            return done.rowcount > 0

        return self._database.write(work)
