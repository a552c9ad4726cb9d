"""Processes that answer as the engine's would, or worse: for tests of their owner.

A request's seed says what happens to it.
"""

import os
import pickle
import threading
import time
from multiprocessing.connection import Connection
from types import SimpleNamespace

from engine.serving.messages import Beat, Done, Drop, EngineConfig, Failed, Job, Progress, Ready
from engine.steps import FORM, Step

FINE, DIES, HANGS, BABBLES, SPOILS, WAITS, DIES_ONCE = range(7)
BEAT_SECONDS = 0.1


def serve_pretending(connection: Connection, config: EngineConfig) -> None:
    """Do at once what each job's seed says."""
    lock = threading.Lock()
    silent = threading.Event()

    def send(answer: object) -> None:
        with lock:
            connection.send(answer)

    def beat() -> None:
        while not silent.wait(BEAT_SECONDS):
            send(Beat())

    threading.Thread(target=beat, daemon=True).start()
    send(Ready(("jazz",), "pretended"))
    waiting: set[int] = set()
    while True:
        try:
            word = connection.recv()
        except EOFError:
            os._exit(0)
        if word is None:
            os._exit(0)
        if isinstance(word, Drop):
            if word.number in waiting:
                send(Failed(word.number, "dropped"))
            continue
        send(Progress(word.number, Step(FORM)))
        _answer(word, send, silent, waiting, config)


def _answer(job, send, silent, waiting, config) -> None:  # type: ignore[no-untyped-def]  # as above
    what = job.request.seed % 10
    mark = config.cache_dir / f"died-{job.number}" if config.cache_dir else None
    if what == WAITS:
        waiting.add(job.number)
    elif what == DIES or (what == DIES_ONCE and mark is not None and not mark.exists()):
        if mark is not None:
            mark.touch()
        time.sleep(0.2)  # others join it
        os._exit(9)
    elif what == HANGS:
        silent.set()
        threading.Event().wait()
    elif what == BABBLES:
        send("what?")
    elif what == SPOILS:
        send(_Spoilt())
    else:
        send(Done(job.number, SimpleNamespace(timings={"form": 0.1}, seed=job.request.seed)))


class _Spoilt:
    def __reduce__(self) -> object:
        return pickle.loads, (b"no pickle",)


__all__ = ["BABBLES", "DIES", "DIES_ONCE", "FINE", "HANGS", "SPOILS", "WAITS", "Job"]
