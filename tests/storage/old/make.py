"""Writes a file as the version of a step left it: ``python -m tests.storage.old.make STEP``.

Run once, when a step is released; the files are kept as they are from then on.
"""

import lzma
import sqlite3
import sys
import tempfile
from pathlib import Path

from storage.database import prepare
from storage.migrations import STEPS

ROWS = (
    "INSERT INTO users VALUES (1, 'a1', 'terminal', 'ann', 'Ann', 1.0)",
    "INSERT INTO places VALUES (1, 'b1', 'terminal', 'here', 'here', 1.0)",
    "INSERT INTO conversations VALUES (1, 1, 1, 'main', '{\"done\":[]}', 2.0)",
    "INSERT INTO pieces (id, token, code, user, place, conversation, visibility, title, recipe, "
    "model_version, request, created_at) VALUES (1, 'c1', 'K7M2QX', 1, 1, 1, 'place', 'old', "
    "'FX-OLD', '00000000', '{\"tempo_bpm\":99}', 1700000000.0)",
    "INSERT INTO files VALUES ('d1', 'midi', 11, CAST('MThd of old' AS BLOB), 3.0)",
    "INSERT INTO piece_files VALUES (1, 'piece.mid', 'd1')",
    "INSERT INTO presets (user, name, folded, request, saved_at) "
    "VALUES (1, 'Sunday Morning', 'sunday morning', '{}', 4.0)",
    "INSERT INTO preferences VALUES (1, '{\"bars\":24}', 5.0)",
)


def make(step: str) -> Path:
    """Write the file of a step beside this one."""
    steps = list(STEPS)
    following = steps[steps.index(step) + 1 :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "old.db"
        prepare(path, stop_before=following[0] if following else None)
        connection = sqlite3.connect(path)
        with connection:
            for row in ROWS:
                connection.execute(row)
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.close()
        target = Path(__file__).parent / f"{step}.db.xz"
        target.write_bytes(lzma.compress(path.read_bytes(), preset=9))
    return target


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(make(name))
