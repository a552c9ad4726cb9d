"""Reading the trained judges from their weights."""

from __future__ import annotations

from pathlib import Path

from models import store
from models.judge.judging import Judge


def load_judge(name: str, folder: Path = store.SHIPPED) -> Judge:
    """The judge ``search`` or ``independent``. Raises WeightsError where it is missing."""
    raise NotImplementedError(name, folder)
