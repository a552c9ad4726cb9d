"""Which process goes first where processors are short: the one that people talk to."""

from __future__ import annotations

import contextlib
import os

_NICENESS = 10


def give_way() -> None:
    """Let the bot's own process go first: whoever computes can wait, its event loop can't.

    A thread of the bot's that is put aside by the system while it holds Python's lock would keep
    the event loop waiting for as long.
    """
    with contextlib.suppress(OSError, AttributeError):  # Windows has no niceness
        os.nice(_NICENESS)
