"""Refusals: what a message says it does not want, where no other meaning undoes it.

Read first, so that "not faster" is never seen as "faster". Refused genres, moods and
players are edits of their own; "not too fast" asks for slower and is a tempo.
"""

from collections.abc import Callable

from bot.conversation.facts import Fact, Remark, SetMode
from bot.conversation.meanings.meter import DANCES
from bot.conversation.meanings.tempo import TEMPO_WORDS
from bot.conversation.pattern import Found, Row

_DONT = "don't|dont|do not|never|please don't"
_VERB = "(make|go|get|be|play|set|let|have|put|keep|want|use|turn|do|become|write|compose|take)*"
_NOT = f"(why|but|and|,)* !(not|{_DONT}) {_VERB} {{it}}? {_VERB} (in|at|a|an|any|the|to|into|as)*"
_WORDS = "|".join(sorted((*TEMPO_WORDS, *DANCES), key=len, reverse=True))
_COMPARED = (
    "faster|slower|quicker|speedier|longer|shorter|wilder|safer|riskier|crazier|weirder|"
    "more adventurous|less adventurous|higher|lower|darker|brighter|sadder|happier|louder|quieter|"
    "calmer|softer"
)
_PHRASED = "speed {it}? up|slow {it}? down|rush {it}?|hurry {it}? (up)?|drag {it}?"
_END = "~ ({stop}|<genre|genreish|instrument|absent|slash|mode:_>)"
_TIME = "(time|meter|metre|signature|beat|feel)?"
_COMPOSE = "(compose|write|make|play|generate|create|produce|give me|do|want|need|send)"
_ANYTHING = "(anything|any|music|something|songs|song|tunes|tune|more|at all|else|now|yet)"
# What asks for nothing at all; a command must not be heard in it either.
NO_MUSIC = (
    f"(please|so)* !({_DONT}) (please)? {_COMPOSE} (me)? {_ANYTHING} {_ANYTHING}* (please)? "
    "~ (END|<stop:_>)"
)
NO_MUSIC_NAMED = (
    "!no (more)? music (at all|please|now|today|thanks|thank you|yet)* ~ (END|<stop:_>)"
)
_OPPOSITE = {"major": "minor", "minor": "major"}


def _unless_offered(act: Callable[[Found], Fact]) -> Callable[[Found], Fact | None]:
    """``why not faster`` offers what it names."""
    return lambda found: None if found.tokens[0].text == "why" else act(found)


def _refused(found: Found) -> Fact:
    said = [token.raw for token in found.tokens if token.kind != "punct"]
    while said[0].lower() in ("but", "and"):
        said.pop(0)
    return Remark("refused", (" ".join(said),))


def _not_mode(found: Found) -> Fact:
    """Two modes can be asked for, so not the one is the other."""
    return SetMode(_OPPOSITE[found.token("mode").value])


ROWS: tuple[Row, ...] = (
    Row(NO_MUSIC, lambda found: ()),
    Row(NO_MUSIC_NAMED, lambda found: ()),
    Row(f"{_NOT} <slash:_> {_TIME}", _unless_offered(_refused)),
    Row(f"{_NOT} <mode> (key|mode)? {_END}", _unless_offered(_not_mode)),
    Row(f"{_NOT} ({{small}}|{{big}}|{{very}}|any)? ({_COMPARED}) {_END}",
        _unless_offered(_refused)),
    Row(f"{_NOT} ({_PHRASED}) {_END}", _unless_offered(_refused)),
    Row(f"{_NOT} ({_WORDS}) {_END}", _unless_offered(_refused)),
    Row("!(less|fewer|not so many|not so much|not as much|not as many) (of)? (the|those|that)? "
        "{orlist}", _refused),
)  # fmt: skip
