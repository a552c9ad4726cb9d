"""From an empty or an older file to the present schema, step by step and all or nothing.

Knows which steps there are and in what order; the steps themselves lie in `versions`.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database as SqliteUtils
from sqlite_utils import Migrations

from storage.errors import CannotOpen
from storage.versions import v1_music, v2_community, v3_work, v4_taste, v5_gallery

STEPS: dict[str, tuple[str, ...]] = {
    "v1_music": v1_music.STATEMENTS,
    "v2_community": v2_community.STATEMENTS,
    "v3_work": v3_work.STATEMENTS,
    "v4_taste": v4_taste.STATEMENTS,
    "v5_gallery": v5_gallery.STATEMENTS,
}
_SET = "fusebox"


def migrate(database: SqliteUtils, *, stop_before: str | None = None) -> None:
    """Apply the steps that a file still lacks; ``stop_before`` names one to leave out.

    Inside the caller's transaction, where there is one, each step is a savepoint of it.

    Raises CannotOpen where the file was written by a newer version.
    """
    steps = Migrations(_SET)
    unknown = {step.name for step in steps.applied(database)} - set(STEPS)
    if unknown:
        raise CannotOpen(
            f"the memory was written by a newer Fusebox (it has {', '.join(sorted(unknown))}): "
            "update Fusebox, or restore a backup that this version made"
        )
    for name, statements in STEPS.items():
        steps(name=name)(_step(statements))
    steps.apply(database, stop_before=stop_before)


def _step(statements: tuple[str, ...]) -> Callable[[SqliteUtils], None]:
    def step(database: SqliteUtils) -> None:
        for statement in statements:
            database.execute(statement)

    return step
