"""Readying a process that works for the bot: its priority, its compiled code, its words."""

from __future__ import annotations

import contextlib
import logging
import os
from pathlib import Path

from engine.priority import give_way


def keep_quiet(cache_dir: Path | None) -> None:
    """Native logging into a file, compiled code into the cache; call before TensorFlow loads.

    The file is ``engine.log`` in the cache folder; without a folder all of it is dropped. The
    process gives way to the bot from now on.
    """
    give_way()
    keep_compiled(cache_dir)
    target = os.devnull if cache_dir is None else str(cache_dir / "engine.log")
    with contextlib.suppress(OSError):
        log = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(log, 2)
    logging.basicConfig(level=logging.WARNING)


def keep_compiled(cache_dir: Path | None) -> None:
    """Compiled code into the cache, and nothing but warnings; call before TensorFlow loads."""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
    if cache_dir is None:
        return
    with contextlib.suppress(OSError):
        compiled = cache_dir / "compiled"
        compiled.mkdir(parents=True, exist_ok=True)
        os.environ["TF_XLA_FLAGS"] = (
            f"--tf_xla_persistent_cache_directory={compiled} "
            "--tf_xla_persistent_cache_device_types=CPU"
        )
