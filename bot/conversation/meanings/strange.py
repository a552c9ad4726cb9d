"""Genres nobody knows: an unknown word in the place of a genre."""

from bot.conversation.facts import Fact, Problem
from bot.conversation.pattern import Found, Row


def _unknown(found: Found) -> Fact:
    return Problem("unknown_genre", found.token("unknown").raw)


ROWS: tuple[Row, ...] = (
    Row("(some|a|an|pure|only)* !<unknown> (music|style|genre|beats|vibes)", _unknown),
    Row("!(more|less|add|add some|add a bit of|no more) <unknown> ~ (END|_|,|<stop:_>)", _unknown),
    Row("!(play|compose|make|write|give me|gimme|generate|create) (me|us)* (some|a|an|pure|only)* "
        "<unknown> ~ (END|_|,|<stop:_>)", _unknown),
    Row("!(in the style of|style of|genre) (:)? <unknown>", _unknown),
)  # fmt: skip
