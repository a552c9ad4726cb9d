"""What happens to a piece while it is made, as a front end is told it, in this order.

``Moved`` any number of times, then ``Composed``, ``Moved`` again while the sound is made,
and at last one of ``Finished`` and ``Failed``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.steps import Step
from storage.piece import Piece


@dataclass(frozen=True, slots=True)
class Moved:
    """The job is at another step. ``rendering`` is what is being made after composing (such as
    ``sound``), ``share`` how much of it is done, 0 to 1."""

    step: Step | None = None
    rendering: str | None = None
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Composed:
    """The piece is there and has its code; MIDI and picture are made, the sound is not.

    ``facts`` is what its ``.json`` file holds; ``files`` are contents by name (``piece.mid``).
    """

    piece: Piece
    facts: Mapping[str, Any]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Finished:
    """Everything is there. ``files`` are those that came after ``Composed``; ``troubles`` are
    sentences about files that could not be made."""

    piece: Piece
    facts: Mapping[str, Any]
    files: Mapping[str, bytes] = field(default_factory=dict)
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """There will be no piece, and why, in one sentence for a person."""

    sentence: str
    cancelled: bool = False


Event = Moved | Composed | Finished | Failed
