"""The page of music as files: one tall picture, A4 pages as pictures, or a PDF."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from engine.errors import RenderError
from engine.render.engraving import (
    PAGE_HEIGHT,
    PAGE_WIDTH,
    engrave_pages,
    engrave_titled,
    paint,
)
from engine.render.files import write_atomically

_ZOOM_WIDTH = 1600
# A4 at 200 dots an inch for screens, at 300 for printers.
_SCREEN_WIDTH, _PRINT_WIDTH, _PRINT_DPI = 1654, 2480, 300
_BLACK_BELOW = 160


def draw_sheet(musicxml: str, path: Path, *, title: str = "") -> None:
    """Engrave a MusicXML text and write it to ``path`` as one tall PNG, black on white.

    Raises RenderError where the text isn't MusicXML, resvg or its fonts are not
    installed, or the file can't be written.
    """
    write_atomically(path, paint(engrave_titled(musicxml, title), _ZOOM_WIDTH))


def draw_pages(musicxml: str, path: Path, *, title: str = "") -> tuple[Path, ...]:
    """Write A4 pages as PNGs: ``path``, then ``name-2.png``, ``name-3.png`` beside it.

    Raises RenderError as ``draw_sheet`` does; gives the paths that were written.
    """
    paths = []
    for number, page in enumerate(engrave_pages(musicxml, title), 1):
        place = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        with Image.open(io.BytesIO(paint(page, _SCREEN_WIDTH))) as picture:
            buffer = io.BytesIO()
            picture.convert("L").quantize(16).save(buffer, "PNG", optimize=True)
        write_atomically(place, buffer.getvalue())
        paths.append(place)
    return tuple(paths)


def print_pdf(musicxml: str, path: Path, *, title: str = "") -> int:
    """Write A4 pages as one PDF, black on white at 300 dots an inch; the number of pages.

    The pages are pictures, coded without loss as facsimile machines do.
    Raises RenderError as ``draw_sheet`` does.
    """
    pages = [_printed(svg) for svg in engrave_pages(musicxml, title)]
    buffer = io.BytesIO()
    try:
        pages[0].save(
            buffer,
            "PDF",
            resolution=_PRINT_DPI,
            save_all=True,
            append_images=pages[1:],
            title=title or "Untitled",
            producer="Fusebox",
        )
    except (OSError, ValueError, KeyError) as error:
        raise RenderError(f"the PDF can't be made on this machine: {error}") from error
    write_atomically(path, buffer.getvalue())
    return len(pages)


def _printed(svg: str) -> Image.Image:
    """A page in black and white on a whole A4 sheet."""
    sheet = Image.new("1", (_PRINT_WIDTH, round(_PRINT_WIDTH * PAGE_HEIGHT / PAGE_WIDTH)), 1)
    with Image.open(io.BytesIO(paint(svg, _PRINT_WIDTH))) as picture:
        grey = picture.convert("L")
    sheet.paste(grey.point(lambda level: 255 * (level >= _BLACK_BELOW)).convert("1"))
    return sheet
