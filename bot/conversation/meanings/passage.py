"""Passages: bars by their numbers, or a part of the piece. Nothing can change there alone yet.

Knows how a passage is named, so that its numbers are never read as a length.
"""

from bot.conversation.facts import Fact, Problem
from bot.conversation.pattern import Found, Row

_BARS = "(bars|measures|takte|bar|measure)"
_CUT = "cut|cut off|cut out|remove|drop|lose|trim|chop|chop off|take|take off|take out|add|append"
_PLACE = "(first|last|final|opening|closing|middle|next)"
_HALF = "(first|second|last|other|latter) half"
_EDIT = (
    "(slower|faster|quicker|louder|softer|quieter|higher|lower|longer|shorter|denser|sparser|"
    "brighter|darker|happier|sadder|wilder|safer|calmer|busier|simpler|more|less|much|a bit|a "
    "little|slightly|up|down|in|an octave)"
)
_DO = "(slow down|speed up|slow|transpose|raise|change|rewrite|redo|lower|repeat)"


def _passage(found: Found) -> Fact | None:
    """``16 bar 120 bpm`` is a length and a tempo; "cut the last 4 bars" is a length."""
    if found.has("length"):
        return None
    return Problem("passage", " ".join(token.raw for token in found.named["passage"]))


ROWS: tuple[Row, ...] = (
    Row(f"(<number:length>)? @passage(!{_BARS} (<ratio>|<number:from> (to|through|till|until|-) "
        "(bar)? <number:to>))", _passage),
    Row("(<number:length>)? @passage(!(bar|measure) <number:at>)", _passage),
    Row(f"@length({_CUT})? (the|its|off)* @passage(!{_PLACE} <number> {_BARS})", _passage),
    Row(f"@passage(!{_HALF}) ({{is}}|a|should be)* {_EDIT}", _passage),
    Row(f"!{_DO} (the)? @passage({_HALF})", _passage),
)  # fmt: skip
