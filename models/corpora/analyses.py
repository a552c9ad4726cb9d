"""Analyses that lie beside their scores, joined by the score's number.

Knows the Lieder's ``lcNNNN`` numbers and that a person's analysis is better than a
machine's. Doesn't read them: that is ``readers.romantext``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

WITH_ANALYSES = ("classical_lieder.tar.xz",)
_FOLDER = "/when_in_rome_rntxt/"
_NUMBER = re.compile(r"(lc\d+)")
_MAX_BYTES = 1 << 20


def score_number(path: str) -> str:
    """``lc4904021`` from a score's or an analysis's path; empty where there is none."""
    numbers = _NUMBER.findall(path.rpartition("/")[2])
    return numbers[-1] if numbers else ""


def companions(files: Iterable[tuple[str, bytes | str]]) -> dict[str, str]:
    """{score number: text of its analysis}, a person's where there is one."""
    found: dict[str, str] = {}
    by_hand: set[str] = set()
    for path, data in files:
        number = score_number(path)
        if _FOLDER not in path or not number or isinstance(data, str) or len(data) > _MAX_BYTES:
            continue
        automatic = "automatic" in path
        if number in by_hand and automatic:
            continue
        found[number] = data.decode("utf-8", "replace")
        if not automatic:
            by_hand.add(number)
    return found
