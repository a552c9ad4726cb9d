"""ABC's tokens: what a line of music is made of.

Knows the spelling of notes, rests, bar lines, endings, tuplets, chords and marks.
"""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"(?P<symbol>\"[^\"]*\")"
    r"|(?P<field>\[[A-Za-z]:[^\]]*\])"
    r"|(?P<ending>\[(?=\s*\"?\d)\s*\"?(?P<number>\d))"
    r"|(?P<bar>(?::+\|*[\]\[]?\|*:*|\|+[\]:|]*|\[\|[:|]*)(?P<after>\d(?!\w))?)"
    r"|(?P<chord>\[(?P<inside>[^\]:|]*)\](?P<chordlength>\d*/*\d*)(?P<chordtie>-?))"
    r"|(?P<tuplet>\((?P<p>\d)(?::(?P<q>\d*))?(?::(?P<r>\d*))?)"
    r"|(?P<grace>\{[^}]*\})"
    r"|(?P<deco>![^!\n]*!|\+[a-z.]+\+)"
    r"|(?P<note>(?P<acc>[_^=]*)(?P<letter>[A-Ga-g])(?P<oct>[,']*)(?P<len>\d*/*\d*)\)*(?P<tie>-?))"
    r"|(?P<rest>[zx](?P<restlen>\d*/*\d*))"
    r"|(?P<barrest>Z(?P<bars>\d*))"
    r"|(?P<broken>[<>]+)"
    r"|(?P<tieafter>-)"
    r"|(?P<overlay>&)"
)
CHORD_NOTE = re.compile(r"([_^=]*)([A-Ga-g])([,']*)(\d*/*\d*)(-?)")
FIELD_LINE = re.compile(r"^([A-Za-z]):(?![|:])\s*(.*)$")


def tunes(text: str) -> list[list[str]]:
    """The lines of each tune of a book, from its ``X:`` on."""
    found: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("X:"):
            found.append([])
        if found:
            found[-1].append(line)
    return found
