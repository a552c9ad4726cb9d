"""Putting files where they belong, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from engine.errors import RenderError


def write_atomically(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` so that no reader ever sees half of it.

    The bytes go to a new file in the same folder, which then takes the name. Raises
    RenderError where the folder is missing, full or not writable; nothing is left.
    """
    spare: str | None = None
    try:
        handle, spare = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(spare, 0o666 & ~_umask())
        os.replace(spare, path)
    except OSError as error:
        if spare is not None and os.path.exists(spare):
            os.unlink(spare)
        reason = (error.strerror or "unknown reason").lower()
        raise RenderError(f"{path} can't be written: {reason}") from error


def _umask() -> int:
    # The only portable way to read it is to set it.
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
