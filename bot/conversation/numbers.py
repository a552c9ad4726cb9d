"""Number words: ``sixty-five`` is 65. Knows counting in English and nothing else."""

from collections.abc import Sequence

UNITS: dict[str, int] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS: dict[str, int] = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
HUNDRED = "hundred"


def read_number_words(words: Sequence[str]) -> tuple[int, int] | None:
    """The number that a list of words starts with, and how many words it takes.

    ``read_number_words(["sixty", "five", "jazz"]) == (65, 2)``; None where none starts.
    """
    if not words:
        return None
    if words[0] == "a" and len(words) > 1 and words[1] == HUNDRED:
        return _after_hundreds(words, 100, 2)
    if words[0] in UNITS and len(words) > 1 and words[1] == HUNDRED:
        return _after_hundreds(words, UNITS[words[0]] * 100, 2)
    if words[0] == HUNDRED:
        return _after_hundreds(words, 100, 1)
    return _below_hundred(words)


def _below_hundred(words: Sequence[str]) -> tuple[int, int] | None:
    if words[0] in TENS:
        if len(words) > 1 and 0 < UNITS.get(words[1], 0) < 10:
            return TENS[words[0]] + UNITS[words[1]], 2
        return TENS[words[0]], 1
    if words[0] in UNITS:
        return UNITS[words[0]], 1
    return None


def _after_hundreds(words: Sequence[str], value: int, used: int) -> tuple[int, int]:
    rest = list(words[used:])
    skipped = 1 if rest[:1] == ["and"] else 0
    more = _below_hundred(rest[skipped:]) if rest[skipped:] else None
    # "a hundred and one" counts on; "one hundred jazz" and "one hundred, 2 bars" do not.
    if more is None or (not skipped and more[0] < 10):
        return value, used
    return value + more[0], used + skipped + more[1]
