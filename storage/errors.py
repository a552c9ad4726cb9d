"""What can go wrong with what is remembered; one tree, one file. Messages are for people."""


class StorageError(Exception):
    """Something that could not be remembered or recalled, in one sentence."""


class CannotOpen(StorageError):
    """The memory's file can't be opened; names the file and what to do."""


class NotFound(StorageError):
    """No such thing, or none that this user may see or change: the two look the same."""


class LimitReached(StorageError):
    """More of something than one user may have."""


class NameTaken(StorageError):
    """A name that another of the user's things has already."""


class BattleClosed(StorageError):
    """A vote in a battle that is over."""


class BadBackup(StorageError):
    """A file that can't be restored."""
