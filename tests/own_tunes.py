"""A folder of small tunes of one manner, written by rule: nobody's music, always the same."""

from __future__ import annotations

import random
from pathlib import Path

_NAMES = ("A,", "_B,", "C", "^C", "D", "E", "F", "A", "_b", "c", "^c", "d", "e", "f")
_RHYTHMS = ("2112", "3122", "224", "11112", "422", "31211")


def write_tunes(folder: Path, count: int = 30, *, seed: int = 1) -> Path:
    """``count`` ABC files in ``folder``: four phrases of two bars each, the first one back."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(seed)
    for number in range(1, count + 1):
        phrases = [_phrase(rng) for _ in range(3)]
        body = " | ".join((phrases[0], phrases[1], phrases[0], phrases[2]))
        head = f"X:{number}\nT:Tune {number}\nM:2/4\nL:1/8\nQ:1/4=126\nK:Am\n"
        (folder / f"tune{number:02d}.abc").write_text(f"{head}{body} |]\n", encoding="utf-8")
    return folder


def _phrase(rng: random.Random) -> str:
    """Two bars of 2/4 that walk up and down the scale and end on its first note."""
    place = rng.choice((2, 4, 7))
    bars = []
    for _ in range(2):
        notes = []
        left = 4
        for letter in rng.choice(_RHYTHMS):
            length = min(int(letter), left)
            if not length:
                break
            place = min(max(place + rng.choice((-2, -1, -1, 1, 1, 2)), 0), len(_NAMES) - 1)
            notes.append(f"{_NAMES[place]}{length}")
            left -= length
        if left:
            notes.append(f"A{left}")
        bars.append("".join(notes))
    return " | ".join(bars)
