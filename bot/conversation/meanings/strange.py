"""Genres nobody knows: an unknown word in the place of a genre, and names that mislead."""

from bot.conversation.facts import Fact, Problem, Remark
from bot.conversation.pattern import Found, Row


def _unknown(found: Found) -> Fact:
    return Problem("unknown_genre", found.token("unknown").raw)


def _classic(found: Found) -> tuple[Fact, ...] | None:
    """``classic rock`` is a kind of rock, with nothing classical in it."""
    return () if found.token("name").text == "classic" else None


def _swing(found: Found) -> Fact | None:
    """``swing feel`` is a way of playing; ``swing`` alone is jazz."""
    if found.token("name").text != "swing":
        return None
    return Remark("feel", (" ".join(token.raw for token in found.named["feel"]),))


# Before genres are read: names that are none where they stand.
FIRST_ROWS: tuple[Row, ...] = (
    Row("!<genre:name> ~ <foreign:_>", _classic),
    Row("(with|in|and|a|an|some)* @feel(!<genre:name> "
        "(feel|feeling|groove|rhythm|time|eighths|8ths|timing))", _swing),
)  # fmt: skip
ROWS: tuple[Row, ...] = (
    Row("(some|a|an|pure|only)* !<unknown> (music|style|genre|beats|vibes)", _unknown),
    Row("!(more|less|add|add some|add a bit of|no more) <unknown> ~ (END|_|,|<stop:_>)", _unknown),
    Row("!(play|compose|make|write|give me|gimme|generate|create) (me|us)* (some|a|an|pure|only)* "
        "<unknown> ~ (END|_|,|<stop:_>)", _unknown),
    Row("!(in the style of|style of|genre) (:)? <unknown>", _unknown),
)  # fmt: skip
