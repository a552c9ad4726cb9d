"""What an engine is to those who ask it, whichever process or cluster does the work.

Two engines exist: ``local`` (a process of its own) and ``ray`` (a cluster). Both take a
request and the terms on which it is asked, answer with a ticket, and tell each step.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from engine.composition import Composition
from engine.request import CompositionRequest
from engine.serving.messages import Ready
from engine.steps import OnStep


@dataclass(frozen=True, slots=True)
class Terms:
    """How a request is asked: by whom (for fairness; any text), and how long it may take.

    ``deadline_seconds`` counts from the asking; None is the engine's own.
    """

    asker: str = ""
    deadline_seconds: float | None = None


class Ticket(Protocol):
    """A job that was taken."""

    @property
    def future(self) -> Future[Composition]:
        """The composition; raises EngineError, such as JobCancelled or JobLate."""
        ...

    def cancel(self) -> bool:
        """Give the job up; False where it is finished. Its future then raises JobCancelled."""
        ...


class Engine(Protocol):
    """Composes. All methods may be called from any thread and return at once."""

    def start(self) -> Future[Ready]:
        """Begin to warm up; the future tells when it is done."""
        ...

    def submit(
        self, request: CompositionRequest, on_step: OnStep = ..., terms: Terms = ...
    ) -> Ticket:
        """Queue a request. Raises EngineBusy where the queue is full.

        ``on_step`` is called on a thread of the engine's, or in this call; it must return at
        once and wait for nothing.
        """
        ...

    def waiting(self) -> int:
        """How many jobs are queued and not begun."""
        ...

    def close(self) -> None:
        """End; what is waiting fails with EngineError."""
        ...
