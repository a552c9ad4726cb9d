"""A surface to draw on in final pixels, kept at twice the size for smooth edges."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from engine.render.files import write_atomically
from engine.render.fonts import load_font

Color = tuple[int, int, int]
_SCALE = 2
_GLOW_SCALE = 4


def rgb(text: str) -> Color:
    """``rgb("#FF8000") == (255, 128, 0)``."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def mixed(color: Color, ground: Color, share: float) -> Color:
    """``share`` (0 to 1) of a colour over a ground."""
    red, green, blue = (round(g + (c - g) * share) for c, g in zip(color, ground, strict=True))
    return red, green, blue


class Canvas:
    """A picture ``width`` × ``height`` pixels; all coordinates are in final pixels."""

    def __init__(self, width: int, height: int, ground: Color) -> None:
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * _SCALE, height * _SCALE), ground)
        self._draw = ImageDraw.Draw(self._image)
        glow_size = (width // _GLOW_SCALE + 1, height // _GLOW_SCALE + 1)
        self._glow = Image.new("RGB", glow_size)
        self._glow_draw = ImageDraw.Draw(self._glow)

    def box(
        self, x: float, y: float, width: float, height: float, color: Color, *, radius: float = 0
    ) -> None:
        """A filled rectangle, at least half a pixel wide and high."""
        place = (
            x * _SCALE,
            y * _SCALE,
            max(x + width, x + 0.5) * _SCALE - 1,
            max(y + height, y + 0.5) * _SCALE - 1,
        )
        if radius:
            self._draw.rounded_rectangle(place, radius * _SCALE, fill=color)
        else:
            self._draw.rectangle(place, fill=color)

    def glow(self, x: float, y: float, width: float, height: float, color: Color) -> None:
        """Light around a rectangle, added by ``light_up``."""
        s = _GLOW_SCALE
        self._glow_draw.rectangle((x / s, y / s, (x + width) / s, (y + height) / s), fill=color)

    def light_up(self, strength: float) -> None:
        """Add all glows drawn so far; call it before the things that shine are drawn."""
        soft = self._glow.filter(ImageFilter.GaussianBlur(2.2)).point(lambda v: int(v * strength))
        covered = (0, 0, self.width / _GLOW_SCALE, self.height / _GLOW_SCALE)
        # Light has no fine edges: it is smoothed at final size, which is four times quicker.
        soft = soft.resize((self.width, self.height), Image.Resampling.BILINEAR, box=covered)
        soft = soft.resize(self._image.size, Image.Resampling.NEAREST)
        self._image = ImageChops.add(self._image, soft)
        self._draw = ImageDraw.Draw(self._image)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        color: Color,
        *,
        bold: bool = False,
        anchor: str = "ls",
    ) -> None:
        """One line of text; ``anchor`` is Pillow's (``ls``: left end of the baseline)."""
        font = load_font(round(size * _SCALE), bold=bold)
        self._draw.text((x * _SCALE, y * _SCALE), words, fill=color, font=font, anchor=anchor)

    @staticmethod
    def text_width(words: str, size: float, *, bold: bool = False) -> float:
        """How wide a line of text is, in pixels."""
        return load_font(round(size * _SCALE), bold=bold).getlength(words) / _SCALE

    def pixels(self) -> NDArray[np.uint8]:
        """The picture at final size: height × width × red, green and blue."""
        return np.asarray(self._image.reduce(_SCALE), np.uint8)

    def save_png(self, path: Path) -> None:
        """Write the picture at final size. Raises RenderError where that fails."""
        buffer = io.BytesIO()
        self._image.reduce(_SCALE).save(buffer, "PNG", compress_level=3)
        write_atomically(path, buffer.getvalue())
