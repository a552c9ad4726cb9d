"""MusicXML becomes pages of vector graphics: verovio engraves, resvg paints.

Everything that resvg doesn't do by itself is done here: text gets an installed face by
file, signs of the music font inside text become ordinary characters, and each page's
title or number is put above its first system.
"""

from __future__ import annotations

import importlib
import re
from typing import Any
from xml.sax.saxutils import escape

from engine.errors import RenderError
from engine.render.fonts import FAMILY, font_files

# Tenths of a millimetre: A4.
PAGE_WIDTH, PAGE_HEIGHT = 2100, 2970
_MARGIN = 80
_TITLE_HEIGHT, _NUMBER_HEIGHT = 210, 90
_TITLE_SIZE, _TEMPO_SIZE, _NUMBER_SIZE = 76, 44, 40
# Half the space between two lines of the staff, by how many staves a system has.
_STAFF_UNITS = ((1, 9.0), (3, 8.0), (5, 7.0), (99, 6.0))
_OPTIONS: dict[str, Any] = {
    "adjustPageHeight": True,
    "font": "Leland",
    "footer": "none",
    "harmDist": 1.4,
    "header": "none",
    "minLastJustification": 0.3,
    "pageMarginBottom": _MARGIN,
    "pageMarginLeft": _MARGIN,
    "pageMarginRight": _MARGIN,
    "pageMarginTop": _MARGIN,
    "pageWidth": PAGE_WIDTH,
    "scale": 100,
    "spacingSystem": 7,
    "svgViewBox": True,
}
_ONE_TALL_PAGE = {"breaks": "encoded", "pageHeight": 60_000}
# Each page keeps room for its title above what verovio lays out.
_PRINTED_PAGES = {"breaks": "line", "pageHeight": PAGE_HEIGHT - _TITLE_HEIGHT}
# Characters of the music font that verovio sets in text, as any text face has them.
_MUSIC_SIGNS = {
    "\uea64": "♭", "\uea65": "♮", "\uea66": "♯", "\ue260": "♭", "\ue261": "♮", "\ue262": "♯",
    "\ueca5": "♩", "\ueca7": "♪", "\uecb7": ".", "\ue870": "°", "\ue871": "ø",
}  # fmt: skip
_MUSIC_SPAN = re.compile(r'font-family="(?:Leland|Leipzig)" font-size="[^"]*">([^<]*)<')
_HEAD = re.compile(r"<svg[^>]*?viewBox=\"0 0 (\d+) (\d+)\"[^>]*>")
# verovio sets tempo between chord symbols and staff, where it is in their way.
_TEMPO = re.compile(
    r"<direction [^>]*>(?:(?!</direction>).)*?<metronome>.*?</direction>", re.DOTALL
)
_BEATS = re.compile(r"<per-minute>(\d+)</per-minute>")
_SIGNS = {"C#": "C♯", "D#": "D♯", "F#": "F♯", "G#": "G♯", "A#": "A♯",
          "Cb": "C♭", "Db": "D♭", "Eb": "E♭", "Gb": "G♭", "Ab": "A♭", "Bb": "B♭"}  # fmt: skip
_KEY_NAME = re.compile(r"\b([A-G][#b])(?=\s)")
_STAVES = re.compile(r"<staves>(\d+)</staves>|<score-part ")


def engrave(musicxml: str) -> str:
    """The whole score as one tall SVG. Raises RenderError where it isn't MusicXML."""
    return _engraved(musicxml, _ONE_TALL_PAGE)[0]


def engrave_pages(musicxml: str, title: str) -> tuple[str, ...]:
    """The score as SVGs of A4 pages with title and page numbers.

    A last page is as tall as its music. Raises RenderError where it isn't MusicXML.
    """
    pages = _engraved(_TEMPO.sub("", musicxml), _PRINTED_PAGES)
    return tuple(
        _with_title(page, title, _tempo(musicxml))
        if number == 1
        else _with_number(page, title, number)
        for number, page in enumerate(pages, 1)
    )


def engrave_titled(musicxml: str, title: str) -> str:
    """The whole score as one tall SVG under its title and tempo. Raises as ``engrave``."""
    if not title:
        return engrave(musicxml)
    page = _engraved(_TEMPO.sub("", musicxml), _ONE_TALL_PAGE)[0]
    return _with_title(page, title, _tempo(musicxml))


def paint(svg: str, width: int) -> bytes:
    """The PNG of an SVG, ``width`` pixels wide, black on white.

    Raises RenderError where resvg or a font for the text is not installed.
    """
    try:
        resvg = importlib.import_module("resvg_py")
    except ImportError as error:
        raise RenderError("a picture of the sheet needs resvg: run pip install resvg-py") from error
    files = font_files()
    if not files:
        raise RenderError("a picture of the sheet needs a font: run pip install matplotlib")
    return bytes(
        resvg.svg_to_bytes(
            svg_string=_with_plain_text(svg),
            background="white",
            width=width,
            skip_system_fonts=True,
            font_files=[str(file) for file in files],
            font_family=FAMILY,
            serif_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    )


def _with_title(svg: str, title: str, tempo: str) -> str:
    """Room above a page, the title in its middle and the tempo at the left."""
    titled = _text(title, f'x="{PAGE_WIDTH // 2}" y="{_TITLE_SIZE + 34}" text-anchor="middle"',
                   _TITLE_SIZE, bold=True)  # fmt: skip
    paced = _text(tempo, f'x="{2 * _MARGIN}" y="{_TITLE_HEIGHT - 20}"', _TEMPO_SIZE, bold=True)
    return _headed(svg, titled + paced, _TITLE_HEIGHT)


def _with_number(svg: str, title: str, number: int) -> str:
    place = f'x="{PAGE_WIDTH // 2}" y="{_NUMBER_HEIGHT - 20}" text-anchor="middle"'
    return _headed(
        svg, _text(f"{title} · {number}" if title else f"{number}", place, _NUMBER_SIZE),
        _NUMBER_HEIGHT,
    )  # fmt: skip


def _tempo(musicxml: str) -> str:
    """``Swing ♩ = 132``, as the score's first tempo mark says it."""
    mark = _TEMPO.search(musicxml)
    beats = _BEATS.search(mark.group(0)) if mark else None
    if mark is None or beats is None:
        return ""
    word = "Swing  " if ">Swing<" in mark.group(0) else ""
    dot = "." if "<beat-unit-dot" in mark.group(0) else ""
    return f"{word}♩{dot} = {beats.group(1)}"


def _text(words: str, place: str, size: int, *, bold: bool = False) -> str:
    spelled = _KEY_NAME.sub(lambda name: _SIGNS.get(name.group(1), name.group(1)), words)
    weight = "bold" if bold else "normal"
    return (
        f'<text {place} font-family="{FAMILY}" font-weight="{weight}" font-size="{size}px">'
        f"{escape(spelled)}</text>"
    )


def _engraved(musicxml: str, layout: dict[str, Any]) -> tuple[str, ...]:
    import verovio  # loads its fonts on import

    verovio.enableLog(verovio.LOG_OFF)
    toolkit = verovio.toolkit()
    staves = sum(int(found.group(1) or 1) for found in _STAVES.finditer(musicxml))
    unit = next(size for most, size in _STAFF_UNITS if staves <= most)
    toolkit.setOptions({**_OPTIONS, **layout, "unit": unit})
    if not toolkit.loadData(musicxml) or not toolkit.getPageCount():
        raise RenderError("the notation can't be engraved: it isn't valid MusicXML")
    return tuple(str(toolkit.renderToSVG(n + 1)) for n in range(toolkit.getPageCount()))


def _with_plain_text(svg: str) -> str:
    def plain(match: re.Match[str]) -> str:
        signs = "".join(_MUSIC_SIGNS.get(sign, sign) for sign in match.group(1))
        return f'font-size="440px">{signs}<'

    return _MUSIC_SPAN.sub(plain, svg).replace("Times, serif", FAMILY)


def _headed(svg: str, texts: str, room: int) -> str:
    head = _HEAD.search(svg)
    if head is None:
        return svg
    width, height = int(head.group(1)), int(head.group(2))
    opened = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {width} {height + room}">{texts}'
        f'<svg y="{room}" width="{width}" height="{height}">'
    )
    return opened + svg[head.start() :] + "</svg></svg>"
