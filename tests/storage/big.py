"""A memory as large as a busy community's, and how long every command's question takes on it.

``python -m tests.storage.big FOLDER [PIECES VOTES]`` builds it (once) and prints the table
of docs/scaling.md: the median and the slowest of 20 runs in ms.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from storage.memory import FILE_NAME, Memory
from storage.ranking import wilson

USERS, PLACES = 20_000, 200
YEAR = 365 * 86_400


# Rows are made by SQLite itself, which is quick; {n} counts from 1, random() is SQLite's own.
_COUNTED = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {count}) "
_ANY = "(1 + abs(random()) % {most})"
_REQUEST = json.dumps({
    "weights": {"jazz": 0.7, "classical": 0.3}, "temperature": 1.15, "bars": 16,
    "tempo_bpm": 132, "key": "D minor", "meter": "4/4", "instruments": ["piano"],
    "without": ["drums"], "count": 1, "seed": 91827, "path": None, "loop": False,
})  # fmt: skip
_METRICS = json.dumps({f"metric {n}": n / 7 for n in range(20)})
_POINT = '{"weights":{"jazz":0.7,"folk":0.3},"adventure":1.0,"pace":0.0}'
MIDI_BYTES = 4_000


def build(folder: Path, pieces: int, votes: int) -> None:
    """Fill an empty memory: a year of pieces, most of them public or seen in a place."""
    user, place = _ANY.format(most=USERS), _ANY.format(most=PLACES)
    piece = _ANY.format(most=pieces)
    # A few pieces get most of the votes, as everywhere.
    liked = f"(1 + (abs(random()) % {pieces}) * (abs(random()) % 1000) / 1000)"
    steps: tuple[tuple[int, str], ...] = (
        (USERS, "INSERT INTO users SELECT n, 'u' || n, 'big', n, 'name ' || n, :now FROM n"),
        (PLACES, "INSERT INTO places SELECT n, 'p' || n, 'big', n, 'name ' || n, :now FROM n"),
        (pieces, f"""
            INSERT INTO pieces (token, code, user, place, parent, difference, visibility, title,
                recipe, model_version, request, metrics, provenance, created_at)
            SELECT 'piece' || n, printf('P%06d', n), {user}, {place},
                CASE WHEN n > 10 AND random() % 5 > 2 THEN 1 + abs(random()) % (n - 1) END,
                '{{"tempo_bpm":132}}',
                CASE abs(random()) % 10 WHEN 0 THEN 'private' WHEN 1 THEN 'public'
                    WHEN 2 THEN 'public' WHEN 3 THEN 'public' ELSE 'place' END,
                '70% jazz, 30% classical in D minor', printf('FX-%060d', n), '0011aabb',
                :request, :metrics, '{{"jazz": 0.68, "classical": 0.32}}',
                :now - {YEAR}.0 * (1 - n * 1.0 / {pieces}) FROM n
        """),
        (pieces, f"INSERT INTO files SELECT 'midi' || n, 'midi', {MIDI_BYTES}, "
                 f"randomblob({MIDI_BYTES}), :now FROM n"),
        (pieces, "INSERT INTO piece_files SELECT n, 'piece.mid', 'midi' || n FROM n"),
        (votes, f"INSERT OR IGNORE INTO votes SELECT {liked}, {user}, "
                "CASE WHEN random() % 4 = 0 THEN -1 ELSE 1 END, :now FROM n"),
        (60_000, f"INSERT OR IGNORE INTO presets (user, name, folded, request, saved_at, shared_in)"
                 f" SELECT {user}, 'preset ' || n % 50, 'preset ' || n % 50, :request, :now, "
                 f"CASE WHEN n % 5 = 0 THEN {place} END FROM n"),
        (200_000, f"INSERT INTO opinions (user, place, piece, kind, liking, features, formed_at) "
                  f"SELECT {user}, {place}, {piece}, 'vote', 1, :point, :now FROM n"),
        (20_000, f"INSERT INTO battles (code, caller, place, kind, left_piece, right_piece, "
                 f"left_user, right_user, left_name, right_name, opened_at, closes_at, closed_at, "
                 f"left_votes, right_votes) SELECT printf('B%06d', n), 1, {place}, 'members', "
                 f"{piece}, {piece}, {user}, {user}, 'a', 'b', :now, :now, :now, 3, 2 FROM n"),
    )  # fmt: skip
    with Memory(folder) as memory:
        given = {
            "now": memory.database.clock(), "request": _REQUEST, "metrics": _METRICS,
            "point": _POINT,
        }  # fmt: skip

        def work(connection: sqlite3.Connection) -> None:
            for count, statement in steps:
                begin = time.process_time()
                connection.execute(_COUNTED.format(count=count) + statement, given)
                words = " ".join(statement.split()[:5])
                print(f"{words} … {count:,}: {time.process_time() - begin:.1f} s", flush=True)
            _count(connection)

        memory.database.write(work)
        memory.database.truncate_log()


def _count(connection: sqlite3.Connection) -> None:
    connection.create_function("wilson", 2, wilson, deterministic=True)
    connection.execute(
        "UPDATE pieces SET up = v.up, down = v.down, score = wilson(v.up, v.down) FROM ("
        "SELECT p.id, sum(v.value = 1) AS up, sum(v.value = -1) AS down FROM votes v "
        "JOIN pieces p ON p.id = v.piece WHERE v.user <> p.user GROUP BY p.id) AS v "
        "WHERE v.id = pieces.id"
    )


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
