"""The child's side of isolated rendering: take a job, do it, say how it went.

Runs in a process of its own, where a crash of native code harms nobody. It ends by
itself when its parent is gone.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from engine.errors import EngineError, RenderError
from engine.priority import give_way
from music.errors import MusicError

# What travels to the parent: one of these words and what belongs to it.
PROGRESS, DONE, FAILED = "progress", "done", "failed"


def work(line: Connection, memory_bytes: int | None) -> None:
    """Serve jobs from ``line`` until it closes."""
    # Ctrl-C reaches the whole group; the parent decides when its children end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    give_way()
    if memory_bytes is not None:
        _bound_memory(memory_bytes)
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            line.send(_outcome(line, *line.recv()))


def _outcome(
    line: Connection,
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    wants_progress: bool,
) -> tuple[str, Any]:
    if wants_progress:
        kwargs = {**kwargs, "on_progress": lambda share: line.send((PROGRESS, share))}
    try:
        return DONE, function(*args, **kwargs)
    except (EngineError, MusicError) as error:
        return FAILED, str(error)
    except MemoryError:
        return FAILED, "there is not enough memory to render this piece; ask for fewer bars"
    except OSError as error:
        return FAILED, f"rendering failed: {(error.strerror or type(error).__name__).lower()}"
    except Exception as error:  # the border of the process: nothing may pass as a traceback
        return FAILED, f"rendering failed: {type(error).__name__}: {error}"


def _bound_memory(limit_bytes: int) -> None:
    """Refuse allocations beyond a limit, where the system can (Linux)."""
    if sys.platform != "linux":
        return
    import resource  # absent on Windows

    with contextlib.suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (limit_bytes, hard))


def result_of(message: tuple[str, Any]) -> Any:
    """The value of a finished job. Raises RenderError for a failed one."""
    word, value = message
    if word == FAILED:
        raise RenderError(value)
    return value
