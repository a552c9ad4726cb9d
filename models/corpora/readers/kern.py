"""Humdrum kern (being written)."""

from models.corpora.errors import UnreadablePiece
from models.corpora.score import Score


def read_kern(text: str) -> Score:
    """Not yet."""
    raise UnreadablePiece("kern is not read yet")
