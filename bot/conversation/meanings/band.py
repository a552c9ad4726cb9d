"""The band: who plays, who joins, who leaves, who comes back."""

from collections.abc import Callable

from bot.conversation.facts import (
    AddBand,
    BringBack,
    Fact,
    LeaveOut,
    ResetBand,
    SetBand,
    SwapBand,
)  # fmt: skip
from bot.conversation.pattern import Found, Row
from bot.conversation.tokens import Token

# Parts of the texture that can be left out by name though nobody holds them.
PART_WORDS: dict[str, str] = {
    "chords": "chords", "chord": "chords", "comping": "chords", "accompaniment": "chords",
    "backing": "chords", "harmony": "chords", "harmonies": "chords", "countermelody": "counter",
    "counter melody": "counter", "countermelodies": "counter", "counterpoint": "counter",
    "inner voices": "inner", "inner": "inner", "counter": "counter", "inner parts": "inner",
    "melody": "melody", "lead melody": "melody",
    "rhythm section": "drums",
}  # fmt: skip
_PART = "|".join(sorted(PART_WORDS, key=len, reverse=True))
_OUT = (
    "no|without|minus|w/o|w / o|sans|drop|remove|lose|ditch|kill|cut|mute|skip|hold|leave out|take"
    " out|"
    "get rid of|take away|exclude|except|not|never|delete|silence|scrap|omit|cut out|dump|chuck|"
    "don't use|never use|never include|never play|never add|never have|dont use|do not use|no "
    "more|leave off|nix|forget|hate|n't want|don't want|dont want|do not want|"
    "don't play|dont play|do not play"
)
_THE = "(any|the|more|that|those|all|of|with)*"
_SUFFIX = (
    "(part|parts|section|solo|lead|only|alone|line|lines|playing|player|melody|duo|trio|"
    "quartet|quintet|ensemble|band|combo|accompaniment|backing|in there|please|too|duet)?"
)
_ITEM = f"(any|the|a|an|my|no|without|solo|lead)* (<instrument|absent:_>|{_PART})"
# A comma continues the list only where a last "and" or "or" closes it: in "no drums,
# flute" the flute plays.
_ITEMS = f"{_ITEM} (, {_ITEM})* (,)? (and|or|nor|&) {_ITEM} (parts|section|please)? ~ {{stop}}"
_PLAYED = (
    "for|on|played on|played by|performed by|performed on|using|use|solo|just|only|scored for|"
    "arranged for|written for|by|unaccompanied|switch to|change to|go with|make it|instrumentation"
)
_ALONE = {"solo", "only", "just", "alone", "unaccompanied"}
_TWO = {"duo", "duet"}
_WITH = "with|featuring|feat|ft|w/|w /|w|starring|including|led by"
_ADD = (
    "add|also add|include|throw in|bring in|put in|layer in|mix in|give me also|and also|also|"
    "add in|sneak in|needs|need|give it|introduce|i want|want|more|let's have|lets have|bring"
)


def _names(tokens: tuple[Token, ...]) -> tuple[str, ...]:
    names = [token.value for token in tokens if token.kind == "instrument"]
    return tuple(dict.fromkeys(names))


# What is said of instruments that no band has alone; ``understanding`` tells of them.
_NOTHING: tuple[Fact, ...] = ()


def _said(
    kind: Callable[[tuple[str, ...]], Fact],
) -> Callable[[Found], Fact | tuple[Fact, ...]]:
    def meaning(found: Found) -> Fact | tuple[Fact, ...]:
        names = _names(found.tokens)
        return kind(names) if names else _NOTHING

    return meaning


def _set(found: Found) -> Fact | tuple[Fact, ...]:
    """A band; it plays alone where a word says so (solo piano, a flute and harp duo)."""
    names = _names(found.tokens)
    if not names:
        return _NOTHING
    words = {token.text for token in found.tokens}
    return SetBand(names, bool(words & _ALONE or (words & _TWO and len(names) == 2)))


def _swap(found: Found) -> Fact | tuple[Fact, ...]:
    """One player for another; who was to be replaced by nobody stays."""
    old, new = _names(found.named["old"]), _names(found.named["new"])
    if not new:
        return _NOTHING
    return SwapBand(old, new) if old else AddBand(new)


def _part_out(found: Found) -> Fact:
    return LeaveOut((PART_WORDS[found.text("part")],))


def _list_out(found: Found) -> Fact | tuple[Fact, ...]:
    """Players and parts in one list, each by its longest name."""
    names: list[str] = []
    tokens = found.named["all"]
    at = 0
    while at < len(tokens):
        pair = " ".join(token.text for token in tokens[at : at + 2])
        if pair in PART_WORDS:
            names.append(PART_WORDS[pair])
            at += 1
        elif tokens[at].kind == "instrument":
            names.append(tokens[at].value)
        elif tokens[at].text in PART_WORDS:
            names.append(PART_WORDS[tokens[at].text])
        at += 1
    return LeaveOut(tuple(dict.fromkeys(names))) if names else _NOTHING


def _part_back(found: Found) -> Fact:
    return BringBack((PART_WORDS[found.text("part")],))


FIRST_ROWS: tuple[Row, ...] = (
    Row("!(swap|replace|switch|change|trade|exchange|substitute|sub) (out)? @old({list}) {small}? "
        "(part)? (for|with|to|by|into) @new({list}) (instead)?", _swap),
    Row("(use|with|put|have|make it|want|a|on)* @new({list}) !(instead of|rather than|in place of|"
        "not) "
        "@old({list})", _swap),
    Row("!no @old(<instrument|absent:_>) (,|but|and)* @new({list}) instead", _swap),
    Row("!(bring back|put back|restore|add back|unmute|give me back|return|reinstate) {list} "
        "(back|in|again)?",
        _said(BringBack)),
    Row("!(bring|put|want|add|get|have|give me|let) {list} (back|return) (in|again)?",
        _said(BringBack)),
    Row("(with)? !{list} (back|again) (in|on|please)?", _said(BringBack)),
    Row(f"!(bring back|put back|restore) the? @part({_PART})", _part_back),
    Row("!(bring back|put back|restore) (the)? (everything|everyone|everybody|band|whole band|full"
        " band)",
        lambda found: BringBack(())),
    Row("!(bring|put) (everything|everyone|everybody|them|the band|them all) back (in)?",
        lambda found: BringBack(())),
    Row("!(use|with|for|back to)* (the)? (usual|default|normal|original|standard) (band|"
        "instruments|"
        "instrumentation)", lambda found: ResetBand()),
    Row("!(full|whole|entire) (band|ensemble)", lambda found: ResetBand()),
    Row("!(any|whatever) (band|instruments)", lambda found: ResetBand()),
)  # fmt: skip
ROWS: tuple[Row, ...] = (
    Row(f"(but|and|,|also)* !({_OUT}) {_THE} @all({_ITEMS})", _list_out),
    Row(f"(but|and|,|also)* !({_OUT}) {_THE} {{orlist}} {_SUFFIX}", _said(LeaveOut)),
    Row("!(leave|take|cut|keep|drop|turn|get) {orlist} (out|off|away|silent)", _said(LeaveOut)),
    Row("{orlist} !(off|out) ~ {stop}", _said(LeaveOut)),
    Row("!{orlist} (free|less) ~ {stop}", _said(LeaveOut)),
    Row(f"(but|and|,)* !({_OUT}) {_THE} @part({_PART})", _part_out),
    Row("!(a cappella|a capella|acappella|acapella)", lambda found: SetBand(("choir",), True)),
    Row("(just|only)? !(with|add|plus)? {list} (added|as well|too|on top)", _said(AddBand)),
    Row(f"!({_ADD}) (some|more)* {{list}} {_SUFFIX}", _said(AddBand)),
    Row("({small} of) {list}", _said(AddBand)),
    Row(f"(it)? !({_PLAYED}) (just|only)* {{list}} {_SUFFIX} (instead)?", _set),
    Row(f"!({_WITH}) (just|only)* {{list}} {_SUFFIX}", _said(AddBand)),
    Row("{list} !(,|and|&|plus) {list}", _set),
    Row(f"!(and|plus|,) {{list}} {_SUFFIX}", _said(AddBand)),
    Row(f"!{{list}} {_SUFFIX}", _set),
)  # fmt: skip
