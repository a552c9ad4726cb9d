"""Everything that is remembered, opened at one place: the face of this package."""

from __future__ import annotations

import time
from pathlib import Path

from storage.battles import Battles
from storage.database import Clock, Database
from storage.files import DEFAULT_BUDGET_BYTES, Files
from storage.gallery import Gallery
from storage.jobs import Jobs
from storage.ledger import append_ledger
from storage.opinions import Opinions
from storage.people import People
from storage.pieces import Pieces
from storage.presets import Presets
from storage.privacy import Privacy
from storage.ranking import Votes
from storage.upkeep import back_up, retire
from storage.wishes import Preferences, Settings

FILE_NAME = "fusebox.db"
FILES_FOLDER = "files"


class Memory:
    """A folder with a database and files, open. Safe to use from any thread.

    Every call blocks until it is read, or written and on disk (usually some
    milliseconds), so an event loop calls it in a thread. Raises CannotOpen.
    """

    def __init__(
        self,
        folder: Path,
        *,
        clock: Clock = time.time,
        files_budget_bytes: int = DEFAULT_BUDGET_BYTES,
    ) -> None:
        self.database = Database(folder / FILE_NAME, clock=clock)
        self.people = People(self.database)
        self.pieces = Pieces(self.database)
        self.gallery = Gallery(self.database)
        self.files = Files(self.database, folder / FILES_FOLDER, files_budget_bytes)
        self.presets = Presets(self.database)
        self.preferences = Preferences(self.database)
        self.settings = Settings(self.database)
        self.votes = Votes(self.database)
        self.battles = Battles(self.database)
        self.jobs = Jobs(self.database)
        self.opinions = Opinions(self.database)
        self.privacy = Privacy(self.database, self.files)
        # What a crash kept from being done after a deletion.
        append_ledger(self.privacy.ledger, self.privacy.deletions())
        self.files.sweep()

    def __enter__(self) -> Memory:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def back_up(self, target: Path) -> Path:
        """A copy of the database, made while it is in use."""
        return back_up(self.database.path, target)

    def retire(self, *, keep_days: int | None) -> int:
        """Delete what nobody wanted for so long; see `upkeep.retire`."""
        gone = retire(self.database, keep_days=keep_days)
        append_ledger(self.privacy.ledger, self.privacy.deletions())
        self.files.sweep()
        return gone

    def close(self) -> None:
        """Finish writing and close. Safe to call twice."""
        self.database.close()
