"""Showing a user's own words safely, and names in a row."""

import re
from collections.abc import Sequence

from bot.conversation.language import say

_LONGEST_QUOTE = 40
_UNSAFE = re.compile(r"[^\w '\-+&.,/#%]")


def quoted(text: str) -> str:
    """A user's own words, safe to show anywhere: no markup, no mention, not too long."""
    plain = re.sub(r"\s+", " ", _UNSAFE.sub("", text.replace("_", " "))).strip()
    if len(plain) > _LONGEST_QUOTE:
        plain = plain[: _LONGEST_QUOTE - 1] + "…"
    return f'"{plain}"'


def listed(names: Sequence[str], joined: str = "and") -> str:
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + f" {say(joined)} {names[-1]}"
