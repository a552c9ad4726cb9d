"""How many versions, and from which seed."""

from collections.abc import Callable

from bot.conversation.facts import Fact, NewSeed, SameSeed, SetCount, SetSeed
from bot.conversation.pattern import Found, Row

_VERSIONS = (
    "(versions|version|variations|variation|variants|variant|takes|take|alternatives|alternative|"
    "options|option|renditions|examples|drafts|candidates|copies|goes|tries|ideas|attempts|results|"
    "alternates|choices)"
)
_PIECES = (
    "(pieces|songs|tunes|tracks|melodies|compositions|numbers|loops|waltzes|jigs|ballads|"
    "themes|of them|of these|of those)"
)
_QUOTED_DIGITS = 40
_WORDY = "(different|separate|new|short|slow|fast|quick|distinct|more|happy|sad|other)*"


def _count(found: Found) -> Fact:
    return SetCount(found.number("number"))


def _small_count(found: Found) -> Fact | None:
    number = found.number("number")
    return SetCount(number) if number == int(number) and 1 <= number <= 12 else None


def _plural_genre(found: Found) -> Fact | None:
    """``three hymns``: a small number and a genre in the plural, as pieces."""
    raw = found.token("genre").raw.lower()
    return _small_count(found) if raw.endswith("s") and raw != "blues" else None


def _pair(count: int) -> Callable[[Found], Fact]:
    return lambda found: SetCount(count)


def _seed(found: Found) -> Fact:
    digits = found.token("number").raw.replace(",", "")
    is_uncounted = len(digits) > 10 and digits.isdecimal() and len(digits) <= _QUOTED_DIGITS
    return SetSeed(found.number("number"), digits if is_uncounted else "")


SEED_ROWS: tuple[Row, ...] = (
    Row("(with|using|and|on|a|the)* !(seed|seeded) (number|no|value|with|#|{is})* <number>", _seed),
    Row("(#)? !<number> (as)? (the)? seed", _seed),
    Row("(use|with|from|keep|on|but|and|the|a)* !(new|different|fresh|random|another|other|change "
        "the|changed|next|random new) "
        "(random)? seed", lambda found: NewSeed()),
    Row("(use|with|from|keep|on|but|and|the|a)* !(same|keep the|this|keep|previous|old|unchanged|"
        "identical|that) (same)? seed",
        lambda found: SameSeed()),
    Row("!seed (stays|unchanged|the same|same)", lambda found: SameSeed()),
    Row("!reseed {it}?", lambda found: NewSeed()),
)  # fmt: skip
ROWS: tuple[Row, ...] = (
    Row(f"(just|only|give me|make)* !<number> {_WORDY} {_VERSIONS} (of)?", _count),
    Row(f"(just|only|give me|make)* !<number> {_WORDY} {_PIECES} (of)?", _small_count),
    Row(f"!(a couple of|couple of|a couple|a pair of) {_WORDY} ~ (<genre:_>|<genreish:_>|"
        f"{_VERSIONS}|{_PIECES})",
        _pair(2)),
    Row(f"!(a few|several|some) {_WORDY} {_VERSIONS} (of)?", _pair(3)),
    Row(f"!(a single) {_VERSIONS} (of)?", _pair(1)),
    Row(f"!<number> ~ {_WORDY} <genre> ({_PIECES}|{_VERSIONS})", _small_count),
    Row("(give me|gimme|make|write|compose)* !<number> ~ <genre>", _plural_genre),
    Row("!x <number> ~ (END|_|,|<stop:_>|please)", _small_count),
    Row("!<number> x ~ (END|_|<genre:_>|<genreish:_>|,|<stop:_>)", _small_count),
    Row("!(count|versions|variations|number of versions) {is} <number>", _count),
    Row("!(give me|gimme|make|make me|do|i want|i need|write me|compose) <number> (of (it|them|"
        "these|those))? ~ (END|_|<stop:_>)",
        _small_count),
    Row("!<number> (times) ~ (END|_|<stop:_>)", _small_count),
)  # fmt: skip
