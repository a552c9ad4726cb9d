"""The key that signs sessions: made once, kept beside the memory for its owner alone."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from storage.errors import StorageError

FILE_NAME = "studio.key"
_BYTES = 32


def signing_key(folder: Path) -> bytes:
    """The key of this folder, made where there is none. Raises StorageError."""
    path = folder / FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            return _read(path)
        _make(path)
        return _read(path)
    except (OSError, ValueError) as error:
        raise StorageError(f"the studio's key {path} can't be used: {error}") from error


def _read(path: Path) -> bytes:
    key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    if len(key) != _BYTES:
        raise ValueError("it is damaged; delete it, and everybody must sign in again")
    if os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(0o600)
    return key


def _make(path: Path) -> None:
    """Whole or not at all; of two that begin together, the first one's key holds."""
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
