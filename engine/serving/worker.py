"""The engine's own process: loads TensorFlow and the weights once, then composes.

Runs in a spawned child. What native libraries print goes to ``engine.log`` in the
cache folder; nothing but answers leaves on the connection.
"""

from __future__ import annotations

import logging
import signal
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from engine.errors import EngineError
from engine.serving.loading import load_networks
from engine.serving.messages import Done, EngineConfig, Failed, Job, Progress, Ready
from engine.serving.quiet import keep_quiet

if TYPE_CHECKING:
    from models.networks import Networks

_LOG = logging.getLogger("fusebox.engine")


def serve(connection: Connection, config: EngineConfig) -> None:
    """Answer jobs from ``connection`` until it is closed or a None comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keep_quiet(config.cache_dir)
    networks = _loaded(connection, config)
    if networks is None:
        return
    connection.send(Ready(networks.genres, networks.version))
    while True:
        try:
            job = connection.recv()
        except (EOFError, OSError):
            return
        if job is None:
            return
        _answer(connection, networks, job)


def _answer(connection: Connection, networks: Networks, job: Job) -> None:
    from engine.composition import compose
    from models.errors import ModelError

    try:
        composition = compose(
            job.request,
            networks,
            on_step=lambda step: connection.send(Progress(job.number, step)),
        )
        connection.send(Done(job.number, composition))
    except (EngineError, ModelError) as error:
        connection.send(Failed(job.number, str(error)))
    except Exception:  # the border of the process: the owner hears a sentence, the log all
        _LOG.exception("job %s failed", job.number)
        connection.send(
            Failed(job.number, "the engine stumbled over this request; see engine.log, try another")
        )


def _loaded(connection: Connection, config: EngineConfig) -> Networks | None:
    try:
        from models.errors import ModelError

        return load_networks(config)
    except ImportError as error:
        _LOG.exception("TensorFlow can't be loaded")
        connection.send(Failed(None, f"TensorFlow can't be loaded ({error}); run 'make setup'"))
    except ModelError as error:
        connection.send(Failed(None, str(error)))
    return None
