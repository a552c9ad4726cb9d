"""A path of weights over the piece: start with this, end with that."""

from bot.conversation.pattern import Found
from bot.conversation.sheet import Sheet
from bot.conversation.tokens import Token

_START = (
    "start|starts|starting|started|begin|begins|beginning|open|opens|opening|kick off|kicks off|"
    "kicking off|launch|set off"
)
_END = (
    "end up|ends up|ending up|end|ends|ending|finish up|finish|finishes|finishing|close|closes|"
    "closing|conclude|concludes|wind up|land|lands|resolve|resolves|arrive"
)
_BECOME = (
    "turning|turn|turns|becoming|become|becomes|morphing|morph|morphs|evolving|evolve|evolves|"
    "moving|"
    "move|moves|going|go|goes|fading|fade|fades|shifting|shift|shifts|change|changes|changing|"
    "drift|"
    "drifts|drifting|transition|transitions|transitioning|developing|develop|develops|sliding|"
    "melts|"
    "melting|transforming|transform|transforms|ending|progressing|progress|progresses|gradually|"
    "slowly|blending"
)
_HOW = (
    "(with|as|in|out|off|from|at|it|up|on|like|into|to|gradually|slowly|and|being|more|piece|"
    "over|the|a|then)*"
)
_LINK = (
    "(,|and|then|but|-|<stop:_>|later|gradually|slowly|that|which|it|arrow|to|finally|before|"
    "eventually|have it|let it)*"
)
_SLOWLY = "(gradually|slowly|smoothly|progressively|over time|gently)?"
_ROUTE = (
    "morph|morphs|morphing|go|goes|going|move|moves|moving|travel|fade|fades|fading|evolve|"
    "transition|transitions|change|changes|shift|shifts|drift|slide|slowly|gradually|journey|path|"
    "crossfade|it|something|that|which|turn|transform|glide|segue|progress|a piece|a journey|grow"
)

PATTERNS: tuple[str, ...] = (
    f"!({_START}) {_HOW} @a({{blend}}) {_LINK} ({_BECOME}|passing|through|via|middle)* (through|"
    "into|to|via|in the middle|middle) "
    f"@m({{blend}}) {_LINK} ({_END}) {_HOW} @b({{blend}})",
    f"!({_START}) {_HOW} @a({{blend}}) {_LINK} ({_END}|{_BECOME}) {_HOW} @b({{blend}})",
    f"({_ROUTE})* {_SLOWLY} !from @a({{blend}}) {_SLOWLY} (through|via|over) @m({{blend}}) {_LINK}"
    f" (to|into|towards) @b({{blend}})",
    f"({_ROUTE})* {_SLOWLY} !from @a({{blend}}) {_SLOWLY} (,|at the start|at first|and|then|"
    f"{_BECOME})* "
    "(to|into|towards|toward|until|through to|over to|arrow) (a|the)? @b({blend}) (at the end|by "
    "the end|over the piece|over time|in the end)?",
    f"!(morph|evolve|transition|fade|crossfade|segue|drift|shift) (from)? @a({{blend}}) {_SLOWLY} "
    f"(to|into|towards|arrow) @b({{blend}})",
    f"@a({{blend}}) {_LINK} !({_BECOME}) {_SLOWLY} (into|to|towards) (a|the)? @b({{blend}})",
    "@a({blend}) (,|and|that|which|then)* !(becoming|becomes) @b({blend})",
    f"@a({{blend}}) {_LINK} !({_END}) {_HOW} @b({{blend}})",
    "@a({blend}) !arrow @m({blend}) arrow @b({blend})",
    "@a({blend}) !arrow @b({blend})",
    "@a({blend}) (at|in) !(the)? (start|beginning|first half|outset|front) (,|and|then|but|-)* "
    "@b({blend}) (at|in|towards|by) (the)? (end|finish|second half|close|ending|back)",
    "@a({blend}) !first (,|and|then|but|-)* (then)? @b({blend}) (later|at the end|second|after|"
    "afterwards|last)?",
    "!first @a({blend}) (,|and)* (then|later|afterwards|finally) @m({blend}) (,|and)* (then|later|"
    "finally) @b({blend})",
    "!first @a({blend}) (,|and)* (then|later|afterwards|finally) @b({blend})",
    "@a({blend}) (,)* !then @m({blend}) (,|and)* (then|finally) @b({blend})",
    "@a({blend}) (,|and)* !then (into|to)? @b({blend})",
    "!first half @a({blend}) (,|and|then)* second half @b({blend})",
)


def find_path(sheet: Sheet) -> tuple[Found, list[tuple[Token, ...]]] | None:
    """The tokens of each blend on the way, in order; None where no path is meant."""
    for pattern in PATTERNS:
        found = sheet.find(pattern)
        if found is None:
            continue
        places = [found.named[name] for name in ("a", "m", "b") if found.has(name)]
        if len(places) > 1 and all(
            any(token.kind in _NAMES for token in place) for place in places
        ):
            return found, places
    return None


_NAMES = frozenset({"genre", "genreish", "foreign"})
