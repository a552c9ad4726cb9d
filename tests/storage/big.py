"""A memory as large as a busy community's, and how long every command's question takes on it.

``python -m tests.storage.big FOLDER [PIECES VOTES]`` builds it (once) and prints the table
of docs/scaling.md: the median and the slowest of 20 runs in ms.
"""

from __future__ import annotations

import json
import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from storage.memory import FILE_NAME, Memory
from storage.ranking import wilson

USERS, PLACES = 20_000, 200
YEAR = 365 * 86_400


def build(folder: Path, pieces: int, votes: int) -> None:
    """Fill an empty memory: a year of pieces, most of them public or seen in a place."""
    rng = random.Random(1)
    with Memory(folder) as memory:
        now = memory.database.clock()
        memory.database.write(lambda c: _people(c, now))
        memory.database.write(lambda c: _pieces(c, rng, pieces, now))
        memory.database.write(lambda c: _votes(c, rng, pieces, votes, now))
        memory.database.write(_count)
        memory.database.write(lambda c: _rest(c, rng, pieces, now))
        memory.database.truncate_log()


def _people(connection: sqlite3.Connection, now: float) -> None:
    for table, count in (("users", USERS), ("places", PLACES)):
        connection.executemany(
            f"INSERT INTO {table} (token, front, outside, name, met_at) VALUES (?, ?, ?, ?, ?)",
            ((f"{table}{n}", "big", str(n), f"name {n}", now) for n in range(1, count + 1)),
        )


def _pieces(connection: sqlite3.Connection, rng: random.Random, count: int, now: float) -> None:
    request = json.dumps({
        "weights": {"jazz": 0.7, "classical": 0.3}, "temperature": 1.15, "bars": 16,
        "tempo_bpm": 132, "key": "D minor", "meter": "4/4", "instruments": ["piano"],
        "without": ["drums"], "count": 1, "seed": 91827, "path": None, "loop": False,
    })  # fmt: skip
    facts = json.dumps({f"metric {n}": round(rng.random(), 6) for n in range(20)})

    def rows() -> Iterator[tuple[object, ...]]:
        for n in range(1, count + 1):
            parent = rng.randrange(1, n) if n > 10 and rng.random() < 0.4 else None
            seen = rng.choices(("private", "place", "public"), (1, 5, 4))[0]
            yield (
                f"piece{n}", f"P{n:06d}",
                rng.randint(1, USERS), rng.randint(1, PLACES), parent, '{"tempo_bpm":132}', seen,
                "70% jazz, 30% classical in D minor", f"FX-{n:060d}", "0011aabb", request, facts,
                '{"jazz": 0.68, "classical": 0.32}', now - YEAR * (1 - n / count),
            )  # fmt: skip

    connection.executemany(
        "INSERT INTO pieces (token, code, user, place, parent, difference, visibility, title, "
        "recipe, model_version, request, metrics, provenance, created_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows(),
    )
    content = rng.randbytes(4_000)

    def files() -> Iterator[tuple[object, ...]]:
        for n in range(1, count + 1):
            yield (f"midi{n}", "midi", 4_000, n.to_bytes(8, "big") + content[8:], now)

    connection.executemany("INSERT INTO files VALUES (?, ?, ?, ?, ?)", files())
    connection.executemany(
        "INSERT INTO piece_files VALUES (?, 'piece.mid', ?)",
        ((n, f"midi{n}") for n in range(1, count + 1)),
    )


def _votes(
    connection: sqlite3.Connection, rng: random.Random, pieces: int, votes: int, now: float
) -> None:
    def rows() -> Iterator[tuple[object, ...]]:
        for _ in range(votes):
            # A few pieces get most of the votes, as everywhere.
            piece = 1 + int(pieces * rng.random() ** 2)
            yield piece, rng.randint(1, USERS), rng.choice((1, 1, 1, -1)), now

    connection.executemany("INSERT OR IGNORE INTO votes VALUES (?, ?, ?, ?)", rows())


def _count(connection: sqlite3.Connection) -> None:
    connection.create_function("wilson", 2, wilson, deterministic=True)
    connection.execute(
        "UPDATE pieces SET up = v.up, down = v.down, score = wilson(v.up, v.down) FROM ("
        "SELECT p.id, sum(v.value = 1) AS up, sum(v.value = -1) AS down FROM votes v "
        "JOIN pieces p ON p.id = v.piece WHERE v.user <> p.user GROUP BY p.id) AS v "
        "WHERE v.id = pieces.id"
    )


def _rest(connection: sqlite3.Connection, rng: random.Random, pieces: int, now: float) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO presets (user, name, folded, request, saved_at, shared_in) "
        "VALUES (?, ?, ?, '{}', ?, ?)",
        ((rng.randint(1, USERS), f"preset {n % 50}", f"preset {n % 50}", now,
          rng.randint(1, PLACES) if n % 5 == 0 else None) for n in range(60_000)),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO opinions (user, place, piece, kind, liking, features, formed_at) "
        "VALUES (?, ?, ?, 'vote', 1, "
        "'{\"weights\":{\"jazz\":0.7,\"folk\":0.3},\"adventure\":1.0,\"pace\":0.0}', ?)",
        ((rng.randint(1, USERS), rng.randint(1, PLACES), rng.randint(1, pieces), now)
         for _ in range(200_000)),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO battles (code, caller, place, kind, left_piece, right_piece, left_user, "
        "right_user, left_name, right_name, opened_at, closes_at, closed_at, left_votes, "
        "right_votes) VALUES (?, 1, ?, 'members', ?, ?, ?, ?, 'a', 'b', ?, ?, ?, 3, 2)",
        ((f"B{n:06d}", rng.randint(1, PLACES), rng.randint(1, pieces), rng.randint(1, pieces),
          rng.randint(1, USERS), rng.randint(1, USERS), now, now, now) for n in range(20_000)),
    )  # fmt: skip


def commands(memory: Memory) -> dict[str, Callable[[], object]]:
    """What each command asks, for an active user in a busy place."""
    from bot.conversation.memory.stored import place_opinions
    from bot.taste.model import learn
    from bot.taste.ratings import rate
    from music.genres import GENRE_NAMES

    user, place = 77, 7
    piece = memory.pieces.latest(user)[0]

    def rated() -> object:
        outcomes = memory.battles.outcomes(place, "members")
        return rate([(one.left[0], one.right[0], one.left_share) for one in outcomes])

    return {
        "top, a day, everywhere": lambda: memory.votes.top(user, span="day"),
        "top, a week, everywhere": lambda: memory.votes.top(user, span="week"),
        "top, a month, everywhere": lambda: memory.votes.top(user, span="month"),
        "top, ever, everywhere": lambda: memory.votes.top(user),
        "top, a week, here": lambda: memory.votes.top(user, span="week", place=place),
        "top, ever, here": lambda: memory.votes.top(user, place=place),
        "piece by code": lambda: memory.pieces.find(piece.code, user, place),
        "piece by recipe": lambda: memory.pieces.find(piece.recipe, user, place),
        "family tree": lambda: memory.pieces.family(piece, user, place),
        "history": lambda: memory.pieces.latest(user),
        "vote (written and synced)": lambda: memory.votes.cast(user, piece.id, 1, place=place),
        "presets": lambda: memory.presets.all(user),
        "shared presets": lambda: memory.presets.shared(place),
        "own taste, read": lambda: memory.opinions.of_user(user),
        "taste of a place, learned": lambda: learn(
            place_opinions(memory, place, GENRE_NAMES)[1], GENRE_NAMES),
        "ratings of members": rated,
        "battles": lambda: memory.battles.latest(place),
        "privacy": lambda: memory.privacy.summary(user),
        "a piece's MIDI": lambda: memory.files.read(piece.id, "piece.mid", user, place),
        "a job noted": lambda: memory.jobs.add(user, {}, front="big", place=place, most=10**9),
    }  # fmt: skip


def main(folder: Path, pieces: int = 100_000, votes: int = 1_000_000) -> None:
    """Build if need be, measure, print."""
    if not (folder / FILE_NAME).exists():
        begin = time.perf_counter()
        build(folder, pieces, votes)
        print(f"built in {time.perf_counter() - begin:.0f} s")
    with Memory(folder) as memory:
        sizes = memory.database.read(_sizes)
        print(f"file {(folder / FILE_NAME).stat().st_size / 1e6:.0f} MB; " + sizes)
        for name, ask in commands(memory).items():
            times, used = [], []
            for _ in range(20):
                begin, cpu = time.perf_counter(), time.process_time()
                ask()
                times.append(1000 * (time.perf_counter() - begin))
                used.append(1000 * (time.process_time() - cpu))
            print(f"| {name} | {statistics.median(times):.2f} | {max(times):.1f} | "
                  f"{statistics.median(used):.2f} |")  # fmt: skip
        begin = time.perf_counter()
        memory.privacy.delete_user(99)
        print(f"| delete everything of a user | {1000 * (time.perf_counter() - begin):.1f} |")


def _sizes(connection: sqlite3.Connection) -> str:
    counts = {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("pieces", "votes", "users", "presets", "opinions", "battles")
    }
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
