"""``fusebox parse``: what is understood, as JSON; starts nothing heavy."""

from __future__ import annotations

import sys


def parse() -> None:
    """Read one message a line from standard input, print one JSON object a line.

    All lines are one conversation of one new user. Nothing is composed.
    """
    from bot.conversation.parse_stream import parse_lines
    from bot.own_genres import install_genres_of
    from bot.settings import load_settings

    install_genres_of(load_settings())
    # A program's input is a TextIOWrapper, though its type only promises a TextIO.
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for answer in parse_lines(sys.stdin):
        print(answer, flush=sys.stdout.isatty())
