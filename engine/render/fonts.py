"""Fonts for pictures: those that come with installed packages, never the system's.

DejaVu Sans arrives with music21's own plotting library and knows the signs for sharp
and flat; where it is missing, Pillow's built-in face draws plainer text.
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

_PACKAGE = "matplotlib"
_FOLDER = ("mpl-data", "fonts", "ttf")
FAMILY = "DejaVu Sans"
_REGULAR, _BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def font_files() -> tuple[Path, ...]:
    """The regular and the bold face as files; empty where they are not installed."""
    spec = importlib.util.find_spec(_PACKAGE)
    for place in (spec.submodule_search_locations or []) if spec else []:
        files = tuple(Path(place, *_FOLDER, name) for name in (_REGULAR, _BOLD))
        if all(file.is_file() for file in files):
            return files
    return ()


@lru_cache(maxsize=32)
def load_font(size: int, *, bold: bool = False) -> Font:
    """The text face at a size in pixels."""
    files = font_files()
    if not files:
        return ImageFont.load_default(size)
    return ImageFont.truetype(str(files[bold]), size)


def can_draw_signs() -> bool:
    """Whether the face has the musical signs for sharp and flat."""
    return bool(font_files())
