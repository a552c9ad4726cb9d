"""Formats: which kinds of files somebody wants by default, said in a whole message.

Reads the text as it was typed, because names like score-pdf are no words of a language.
Which names there are is the renderer's to know.
"""

from __future__ import annotations

import re

_USUAL = r"(?:(?:default|usual|preferred|standard|favourite|favorite) )?"
_WHAT = rf"(?:my |the )?{_USUAL}(?:file )?formats?"
_LIST = r"(?P<names>[\w ,&+/-]{1,120})"
_ORDERS: tuple[str, ...] = (
    rf"(?:(?:/)?(?:prefs|preferences) )(?:set )?{_WHAT}(?: (?:to|are|is))?[:= ]+{_LIST}",
    rf"(?:please )?(?:set|change|make|put) {_WHAT}(?: (?:to|as|into))?[:= ]+{_LIST}",
    rf"my {_USUAL}(?:file )?formats?(?: (?:are|is|should be))?[:= ]+{_LIST}",
    rf"{_USUAL}(?:file )?formats[:= ]+(?:are )?{_LIST}",
)
_RESET = re.compile(
    rf"(?:reset|clear|forget) {_WHAT}|(?:/)?(?:prefs|preferences) (?:reset|clear) {_WHAT}",
    re.IGNORECASE,
)
_SAYING = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _ORDERS)
_AS_USUAL = {"default", "defaults", "usual", "standard", "normal", "none", "reset"}
_BETWEEN = re.compile(r"[\s,&+/]+(?:and[\s,&+/]+)?")


def read_format_order(text: str) -> tuple[str, ...] | None:
    """The names said, none for the usual files again; None where it is no such order.

    ``read_format_order("my formats are midi and mp3") == ("midi", "mp3")``
    """
    plain = text.strip().rstrip(".!")
    if _RESET.fullmatch(plain):
        return ()
    for pattern in _SAYING:
        match = pattern.fullmatch(plain)
        if match:
            names = tuple(word.lower() for word in _BETWEEN.split(match["names"]) if word)
            is_usual = len(names) == 1 and names[0] in _AS_USUAL
            return () if is_usual else tuple(dict.fromkeys(n for n in names if n != "and"))
    return None
