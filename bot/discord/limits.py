"""Discord's documented limits, and texts cut to fit them. Knows no payload and no sentence.

Source: the API documentation's pages on messages, components, interactions and uploads.
"""

from __future__ import annotations

CONTENT = 2000
EMBED_TITLE = 256
EMBED_DESCRIPTION = 4096
EMBED_FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1024
EMBED_FOOTER = 2048
EMBED_AUTHOR = 256
EMBED_TOTAL = 6000
ROWS = 5
LAYOUT_PARTS = 40
LAYOUT_TEXT = 4000
CUSTOM_ID = 100
BUTTON_LABEL = 80
OPTIONS = 25
OPTION_TEXT = 100
MODAL_TITLE = 45
INPUT_TEXT = 4000
CHOICES = 25
CHOICE_TEXT = 100
FILES = 10
FILE_BYTES = 10 * 1024 * 1024
REQUEST_BYTES = 25 * 1024 * 1024
TOKEN_SECONDS = 15 * 60


def shortened(text: str, most: int) -> str:
    """At most so many characters, an ellipsis where some were left out."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def pieces_of(text: str, most: int = CONTENT) -> list[str]:
    """A text in parts of at most ``most`` characters, broken at lines, else words, else anywhere.

    Together the parts hold every character but the blanks at which they were broken.
    """
    parts: list[str] = []
    rest = text
    while len(rest) > most:
        cut = _cut(rest, most)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip("\n ") if rest[cut : cut + 1] in ("\n", " ") else rest[cut:]
    if rest or not parts:
        parts.append(rest)
    return [part for part in parts if part] or [""]


def _cut(text: str, most: int) -> int:
    for mark in ("\n", " "):
        place = text.rfind(mark, 1, most + 1)
        if place > most // 2:
            return place
    return most
