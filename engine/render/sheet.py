"""The page of music: MusicXML engraved by verovio, painted by resvg.

Everything that resvg doesn't do by itself is done here: text gets an installed face by
file, signs of the music font inside text become ordinary characters, and the title is
put above the first system.
"""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from engine.errors import RenderError
from engine.render.files import write_atomically
from engine.render.fonts import FAMILY, font_files

_PAGE_WIDTH = 2100
_MARGIN = 80
_TITLE_HEIGHT = 190
_TITLE_SIZE = 88
_ZOOM_WIDTH = 1600
_OPTIONS: dict[str, Any] = {
    "adjustPageHeight": True,
    "breaks": "encoded",
    "font": "Leland",
    "footer": "none",
    "harmDist": 1.4,
    "header": "none",
    "minLastJustification": 0.3,
    "pageHeight": 60_000,
    "pageMarginBottom": _MARGIN,
    "pageMarginLeft": _MARGIN,
    "pageMarginRight": _MARGIN,
    "pageMarginTop": _MARGIN,
    "pageWidth": _PAGE_WIDTH,
    "scale": 100,
    "spacingSystem": 10,
    "svgViewBox": True,
}
# Characters of the music font that verovio sets in text, as any text face has them.
_MUSIC_SIGNS = {
    "\uea64": "♭", "\uea65": "♮", "\uea66": "♯", "\ue260": "♭", "\ue261": "♮", "\ue262": "♯",
    "\ueca5": "♩", "\ueca7": "♪", "\uecb7": ".", "\ue870": "°", "\ue871": "ø",
}  # fmt: skip
_MUSIC_SPAN = re.compile(r'font-family="(?:Leland|Leipzig)" font-size="[^"]*">([^<]*)<')
_HEAD = re.compile(r"<svg[^>]*?viewBox=\"0 0 (\d+) (\d+)\"[^>]*>")


def draw_sheet(musicxml: str, path: Path, *, title: str = "") -> None:
    """Engrave a MusicXML text and write it to ``path`` as one PNG, black on white.

    Raises RenderError where the text isn't MusicXML, resvg or its fonts are not
    installed, or the file can't be written.
    """
    svg = engrave(musicxml)
    try:
        resvg = importlib.import_module("resvg_py")
    except ImportError as error:
        raise RenderError("a picture of the sheet needs resvg: run pip install resvg-py") from error
    files = font_files()
    if not files:
        raise RenderError("a picture of the sheet needs a font: run pip install matplotlib")
    png = resvg.svg_to_bytes(
        svg_string=_titled(_with_plain_text(svg), title),
        background="white",
        width=_ZOOM_WIDTH,
        skip_system_fonts=True,
        font_files=[str(file) for file in files],
        font_family=FAMILY,
        serif_family=FAMILY,
        sans_serif_family=FAMILY,
    )
    write_atomically(path, bytes(png))


def engrave(musicxml: str) -> str:
    """The whole score as one SVG. Raises RenderError where it isn't MusicXML."""
    import verovio  # loads its fonts on import

    verovio.enableLog(verovio.LOG_OFF)
    toolkit = verovio.toolkit()
    toolkit.setOptions(_OPTIONS)
    if not toolkit.loadData(musicxml) or not toolkit.getPageCount():
        raise RenderError("the notation can't be engraved: it isn't valid MusicXML")
    return str(toolkit.renderToSVG(1))


def _with_plain_text(svg: str) -> str:
    def plain(match: re.Match[str]) -> str:
        signs = "".join(_MUSIC_SIGNS.get(sign, sign) for sign in match.group(1))
        return f'font-size="440px">{signs}<'

    return _MUSIC_SPAN.sub(plain, svg).replace("Times, serif", FAMILY)


def _titled(svg: str, title: str) -> str:
    """Room above the page, and the title in it."""
    head = _HEAD.search(svg)
    if head is None or not title:
        return svg
    width, height = int(head.group(1)), int(head.group(2))
    text = (
        f'<text x="{width // 2}" y="{_TITLE_HEIGHT - 60}" text-anchor="middle" '
        f'font-family="{FAMILY}" font-weight="bold" font-size="{_TITLE_SIZE}px">'
        f"{escape(title)}</text>"
    )
    opened = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {width} {height + _TITLE_HEIGHT}">{text}'
        f'<svg y="{_TITLE_HEIGHT}" width="{width}" height="{height}">'
    )
    return opened + svg[head.start() :] + "</svg></svg>"
