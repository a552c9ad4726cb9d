"""Tokens: what a scanner hands to the meanings, and nothing about what they mean together."""

from dataclasses import dataclass
from typing import Any

# One letter a kind, for the form that patterns are matched against.
KIND_CODES: dict[str, str] = {
    "number": "n", "percent": "p", "slash": "s", "ratio": "r", "genre": "g", "genreish": "j",
    "genremore": "k", "foreign": "f", "instrument": "i", "absent": "a", "mode": "m",
    "word": "w", "unknown": "u", "filler": "l", "punct": "c", "stop": "e",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a message.

    ``kind`` is ``number``, ``percent``, ``slash`` (70/30), ``ratio`` (3:1), ``genre``,
    ``genreish`` (jazzy), ``genremore`` (jazzier), ``foreign`` (a genre not learnt),
    ``instrument``, ``absent`` (an instrument that no band has), ``mode``, ``word``, ``unknown``,
    ``filler``, ``punct`` or ``stop``. ``text`` is the plain lower-case form with ``_`` for
    blanks, ``raw`` what was typed, ``value`` what it stands for.
    """

    kind: str
    text: str
    raw: str
    value: Any = None

    @property
    def encoded(self) -> str:
        """The form that patterns are matched against: ``"vintage_pop~g "``."""
        return f"{self.text}~{KIND_CODES[self.kind]} "
