"""Changing the blend of the last piece: more of this, less of that, one for another."""

from collections.abc import Callable

from bot.conversation.facts import (
    AddGenre,
    Blend,
    EvenOut,
    Fact,
    Mirror,
    MoveGenre,
    OneShare,
    Problem,
    RemoveGenre,
    ScaleGenre,
    SwapGenre,
)  # fmt: skip
from bot.conversation.pattern import Found, Row
from bot.conversation.tokens import Token

STEP = 0.15
ADDED = 0.25
ADDED_A_BIT = 0.12
ADDED_TWICE = 0.2
MORE_THAN = 0.65
_THE = "(the|some|all|any|of|its|a|an|that)*"
_ANY = "genre|foreign|genreish"
_PART = (
    "(part|parts|bit|bits|side|element|elements|stuff|influence|flavour|flavor|feel|style|"
    "music|in it|in there|in the mix|to it|to the mix|into it|into the mix|weight|share|"
    "percentage)*"
)
_OUT = (
    "anything but|everything but|all but|other than|no|no more|"
    "without|remove|drop|lose|ditch|minus|kill|cut|skip|take out|leave out|get rid of|"
    "hold|"
    "except|sans|w/o|w / o|exclude|cut out|not|omit|never|delete|scrap|dump|but no|zero|forget|"
    "don't want|dont want|n't want|do not want|eliminate|strip out|take away"
)
_DISLIKE = (
    "hate|detest|loathe|dislike|can't stand|cant stand|cannot stand|can not stand|can't bear|"
    "don't like|dont like|do not like|(don't|dont|do not) (compose|play|write|make|use)"
)
_ADD = (
    "add|add in|throw in|mix in|blend in|bring in|put in|sprinkle in|stir in|toss in|work in|"
    "introduce|include|inject|with added|sneak in|fold in|also|also add|also some|now with|"
    "season with|infuse|and also|layer in|bring some|put some|squeeze in|slip in|incorporate|pour "
    "in"
)
_UP = (
    "increase|raise|boost|up the|turn up|bump up|push up|pump up|crank up|strengthen|bring up|amp "
    "up|bump|push|crank"
)
_DOWN = (
    "decrease|reduce|lower|cut|turn down|dial down|tone down|dial back|cut back on|weaken|"
    "bring down|cut down|cut down on|ease off|ease up on|go easy on|lessen|take down"
)


def _problem(token: Token) -> Fact | None:
    return Problem("unknown_genre", token.raw) if token.kind in ("foreign", "unknown") else None


def _on(name: str, make: Callable[[str, Found], Fact]) -> Callable[[Found], Fact]:
    """A fact about the genre under a name, or the problem that it is not a learnt one."""

    def act(found: Found) -> Fact:
        token = found.token(name)
        return _problem(token) or make(token.value, found)

    return act


def _move(direction: int) -> Callable[[Found], Fact]:
    return _on("g", lambda genre, found: MoveGenre(genre, direction * STEP * found.steps))


def _points(direction: int) -> Callable[[Found], Fact]:
    def act(genre: str, found: Found) -> Fact:
        name = "percent" if found.has("percent") else "number"
        return MoveGenre(genre, direction * found.number(name) / 100)

    return _on("g", act)


def _both(first: int, second: int) -> Callable[[Found], tuple[Fact, ...]]:
    def act(found: Found) -> tuple[Fact, ...]:
        facts: list[Fact] = []
        for name, direction in (("g", first), ("h", second)):
            token = found.token(name)
            facts.append(_problem(token) or MoveGenre(token.value, direction * STEP * found.steps))
        return tuple(facts)

    return act


def _add(found: Found) -> tuple[Fact, ...]:
    share = ADDED_A_BIT if found.has("small") else ADDED
    if found.has("percent"):
        share = found.number("percent") / 100
    named = [found.token(name) for name in ("g", "h") if found.has(name)]
    if len(named) == 1:
        return (_problem(named[0]) or AddGenre(named[0].value, share),)
    # The second comes out of the first's share too, so the first starts higher.
    shares = (ADDED_TWICE / (1 - ADDED_TWICE), ADDED_TWICE)
    return tuple(
        _problem(token) or AddGenre(token.value, each)
        for token, each in zip(named, shares, strict=True)
    )


def _remove(found: Found) -> tuple[Fact, ...] | None:
    if [token.text for token in found.tokens[:2]] == ["drop", "of"]:
        return None  # "a drop of jazz" takes nothing out
    genres = [t.value for t in found.tokens if t.kind in ("genre", "genreish")]
    return tuple(RemoveGenre(genre) for genre in dict.fromkeys(genres))


def _swap(found: Found) -> Fact:
    old, new = found.token("old"), found.token("new")
    return _problem(new) or _problem(old) or SwapGenre(old.value, new.value)


def _set(found: Found) -> Fact:
    token = found.token("g")
    name = "percent" if found.has("percent") else "number"
    value = found.number(name)
    return _problem(token) or OneShare(
        token.value, value / 100 if value > 1 or name == "percent" else value
    )


def _two_at(found: Found) -> Fact | None:
    first, second = found.number("n"), found.number("m")
    total = first + second
    if total <= 0 or first < 0 or second < 0:
        return None
    return Blend({found.token("g").value: first / total, found.token("h").value: second / total})


def _times_as_much(found: Found) -> Fact:
    factor = found.number("number") if found.has("number") else 2.0
    share = factor / (factor + 1) if factor > 0 else 0.5
    return Blend({found.token("g").value: share, found.token("h").value: 1 - share})


def _more_than(found: Found) -> Fact:
    heavy, light = found.token("g").value, found.token("h").value
    return Blend({heavy: MORE_THAN, light: 1 - MORE_THAN})


def _scaled(factor: float) -> Callable[[Found], Fact]:
    return _on("g", lambda genre, found: ScaleGenre(genre, factor))


_LINK = "(and|,|&|but|then|with|plus)*"

ROWS: tuple[Row, ...] = (
    # An offer and no negation: claimed so that "not blues" is not seen in it.
    Row("!why not", lambda found: ()),
    Row(f"!(swap|replace|switch|change|trade|exchange|substitute|sub|convert|turn) (out)? {_THE} <"
        f"{_ANY}|unknown:old> {_PART} "
        f"(out)? (for|with|to|by|into) {_THE} <{_ANY}|unknown:new> {_PART} (instead)?", _swap),
    Row(f"(use|with|want|make it|put in|put|give me)* {_THE} <{_ANY}:new> {_PART} "
        f"!(instead of|rather than|in place of) {_THE} <{_ANY}:old>", _swap),
    Row("!(the)? (other way round|other way around|opposite way|reverse order)",
        lambda f: Mirror()),
    Row("!(make it|it|do it|but|and)? (the other way round|the other way around|other way round|"
        "other way around|vice versa|reversed|the reverse)", lambda f: Mirror()),
    Row("!(flip|reverse|mirror|invert) {it} (around|round|over)? ~ {stop}", lambda f: Mirror()),
    Row("!(swap|turn) ({it}|them) (around|round) ~ {stop}", lambda f: Mirror()),
    Row("!(swap|flip|reverse|switch|invert|mirror) (them|the (weights|percentages|mix|blend|"
        "balance|"
        "shares|numbers|proportions|ratio|genres)|it around|it round|them around|them round|the "
        "two)",
        lambda f: Mirror()),
    Row("!(even|balance) ({it}|the (mix|blend|weights|balance)) (out)?", lambda f: EvenOut()),
    Row("!(make|set) (them|{it}|the (mix|blend|weights|genres)|all of them)* (all)? (equal|even|"
        "balanced)",
        lambda f: EvenOut()),
    Row("!(twice|double) (as much)? <genre:g> (as|than) <genre:h>", _times_as_much),
    Row("!<number> times (as much|more)? <genre:g> (as|than) <genre:h>", _times_as_much),
    Row("(a bit|slightly|much|a lot)? !more <genre:g> than <genre:h>", _more_than),
    Row("!<genre:g> at <number:n> (,|and|&|plus)* <genre:h> at <number:m>", _two_at),
    Row(f"!no more {_THE} <genre|genreish:_> ~ {{stop}}", _remove),
    Row(f"!more <{_ANY}:g> {_LINK} less <{_ANY}:h>", _both(1, -1)),
    Row(f"!less <{_ANY}:g> {_LINK} more <{_ANY}:h>", _both(-1, 1)),
    Row(f"{{degree}} !more (of)? {_THE} <{_ANY}:g> (and|&) <{_ANY}:h>", _both(1, 1)),
    Row(f"{{degree}} !less (of)? {_THE} <{_ANY}:g> (and|&|or) <{_ANY}:h>", _both(-1, -1)),
    Row(f"!<percent> more (of)? {_THE} <{_ANY}:g>", _points(1)),
    Row(f"!<percent> less (of)? {_THE} <{_ANY}:g>", _points(-1)),
    Row(f"!({_UP}) {_THE} <{_ANY}:g> {_PART} (up)? (by)? <percent>", _points(1)),
    Row(f"!({_DOWN}) {_THE} <{_ANY}:g> {_PART} (down)? (by)? <percent>", _points(-1)),
    Row(f"!({_UP}|{_DOWN}|set|put|make|bring|take|change|turn|drop)? {_THE} <{_ANY}:g> {_PART} "
        "(up|down)? (to|at|=) (about|around|roughly)? <percent>", _set),
    Row(f"!({_UP}|{_DOWN}|set|put|make|bring|take|change|turn|drop) {_THE} <{_ANY}:g> {_PART} "
        "(up|down|back)? (to|at|=) (about|around|roughly)? <number>", _set),
    Row(f"<{_ANY}:g> !(up|down|back|over)? to (about|around|roughly)? <number> "
        "~ (END|_|,|<stop:_>|and|now|then|with|in|at|please)", _set),
    Row(f"<{_ANY}:g> !plus_sign <percent|number:percent>", _points(1)),
    Row(f"!(not|n't) enough <{_ANY}:g>", _move(1)),
    Row(f"!(not|n't) <{_ANY}|genremore:g> enough", _move(1)),
    Row(f"!(not|n't) (so|as|quite so|that|too) (much)? <{_ANY}:g>", _move(-1)),
    Row(f"{{degree}} !too much {_THE} <{_ANY}:g>", _move(-1)),
    Row(f"{{degree}} !too <{_ANY}:g>", _move(-1)),
    Row(f"!double {_THE} <{_ANY}:g> {_PART}", _scaled(2.0)),
    Row(f"!twice (as much)? {_THE} <{_ANY}:g> {_PART}", _scaled(2.0)),
    Row(f"!(triple|three times) {_THE} <{_ANY}:g> {_PART}", _scaled(3.0)),
    Row(f"!(halve|half) the <{_ANY}:g> {_PART}", _scaled(0.5)),
    Row(f"!(half as much) {_THE} <{_ANY}:g>", _scaled(0.5)),
    Row(f"{{degree}} !(more|extra|some more|even more) (of)? {_THE} <{_ANY}:g> {_PART} {{after}}",
        _move(1)),
    Row(f"{{degree}} !(less|fewer|not so much|not as much) (of)? {_THE} <{_ANY}:g> {_PART} {{after"
        f"}}", _move(-1)),
    Row("(make it)? {degree} (more)? !<genremore:g> {after}", _move(1)),
    Row(f"!({_UP}) {_THE} <{_ANY}:g> {_PART} {{after}}", _move(1)),
    Row(f"!({_DOWN}) {_THE} <{_ANY}:g> {_PART} {{after}}", _move(-1)),
    Row(f"!(turn|bring|bump|push|crank|dial) {_THE} <{_ANY}:g> {_PART} up {{after}}", _move(1)),
    Row(f"!(turn|bring|dial|tone|cut|ease) {_THE} <{_ANY}:g> {_PART} (down|back) {{after}}",
        _move(-1)),
    Row(f"<{_ANY}:g> !up {{after}}", _move(1)),
    Row(f"<{_ANY}:g> !down {{after}}", _move(-1)),
    Row(f"{{degree}} !more like (a|an|the)* <{_ANY}:g>", _move(1)),
    Row("!<genre:g> it up {small2}?", _move(1)),
    # What follows a comma here is most often what is wanted instead.
    Row(f"(i|we)? (really)? !({_DISLIKE}) {_THE} <genre|genreish:_> {_PART} "
        "((or|nor|and) <genre|genreish:_>)* (at all)?", _remove),
    Row(f"!({_OUT}) {_THE} <genre|genreish:_> {_PART} ((or|nor|,|and) (no|any|the)? <genre|"
        "genreish:_>)* (at all)?"
        " ~ {stop}", _remove),
    Row(f"!({_OUT}) {_THE} <genre|genreish:_> {_PART} (at all)?", _remove),
    Row(f"!(take|leave|cut|get|keep) {_THE} <genre:_> {_PART} (out|away|off)", _remove),
    Row(f"!({_ADD}) (in|on|to it)* (just|only)? ({{small}}|<percent>|{{big}})? {_THE} <{_ANY}:g> "
        f"{_PART} "
        f"((and|&|,) (some|a bit of|{_THE})? <{_ANY}:h> {_PART})?", _add),
    Row(f"!(give it|put|bring|throw|mix|toss|blend|work) ({{small}}|<percent>)? {_THE} <{_ANY}:g> "
        f"{_PART} "
        "(in|into it|into the mix|to it|in there|on top)", _add),
)  # fmt: skip
