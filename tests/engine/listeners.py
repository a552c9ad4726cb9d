"""A judge that only hears how long notes are: eighths are runs, quarters strides."""

import numpy as np

from models.judge.heads import LinearHead, Scale
from models.judge.judging import Judge
from models.judge.listening import Listened
from models.judge.turns import bar_means
from music.key import Key
from music.leadsheet import LeadSheet, Note
from music.meter import Meter

GENRES = ("runs", "strides", "airs")
_STRENGTH = 8.0


def _count(heard: Listened) -> np.ndarray:
    lengths = np.stack([heard.ticks <= 6, heard.ticks == 12, heard.ticks > 12], axis=1)
    ones = np.ones((heard.bars, 2), np.float32)
    means = bar_means(heard.bar, lengths.astype(np.float32), heard.bars)
    return np.concatenate([ones, means], axis=1)


def listener(card: dict[str, object] | None = None) -> Judge:
    """The judge, with a card of figures where a test needs one."""
    scale = Scale(np.zeros(3, np.float32), np.ones(3, np.float32), 0)
    head = LinearHead(scale, np.eye(3, dtype=np.float32) * _STRENGTH, np.zeros(3, np.float32))
    return Judge("listener", GENRES, _count, head, "1", card or {})


def bars_of(*genres: str) -> LeadSheet:
    """A bar a name: ``bars_of("runs", "airs")``."""
    lengths = {"runs": 0.5, "strides": 1.0, "airs": 2.0}
    notes = tuple(
        Note(60 + place % 5, 4 * bar + place * lengths[genre], lengths[genre])
        for bar, genre in enumerate(genres)
        for place in range(round(4 / lengths[genre]))
    )
    return LeadSheet(Key("C"), Meter("4/4"), len(genres), notes)
