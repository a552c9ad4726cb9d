"""Spelling: which known word a mistyped one was meant to be, or none.

Knows distances between spellings. The threshold never lets an ordinary English word
become a musical one, nor a genre another genre: two targets equally near give none.
"""

from collections.abc import Collection, Iterable, Mapping

from rapidfuzz.distance import OSA

from bot.conversation.words_english import FILLER, NEVER_TYPOS, PROSE

_ORDINARY = FILLER | NEVER_TYPOS | PROSE
_SOUNDS = str.maketrans({"z": "s", "c": "k", "q": "k", "x": "k", "y": "i", "j": "j", "v": "f"})
_VOWELS = frozenset("aeiouhwi")
_REMEMBERED = 2048


class Speller:
    """Corrects single words towards ``targets``: word to the meaning it stands for.

    Two spellings of one meaning do not compete ("classic" and "classical"). The
    ``surest`` targets are read from shakier typing: they are what people come for.
    """

    def __init__(
        self,
        targets: Mapping[str, str],
        known: Collection[str],
        surest: Collection[str] = (),
    ) -> None:
        self._surest = frozenset(surest)
        self._targets = dict(targets)
        self._known = frozenset(known)
        self._by_length: dict[int, list[str]] = {}
        for word in self._targets:
            self._by_length.setdefault(len(word), []).append(word)
        self._remembered: dict[str, str | None] = {}

    def correct(self, word: str) -> str | None:
        """``correct("rennaisance") == "renaissance"``; None for words that are not near."""
        if word not in self._remembered:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[word] = self._nearest(word)
        return self._remembered[word]

    def closest(self, word: str, among: Iterable[str], limit: int = 3) -> list[str]:
        """The spellings most like a word, best first, for a suggestion."""
        ranked = sorted(among, key=lambda known: (-OSA.normalized_similarity(word, known), known))
        return ranked[:limit]

    def _nearest(self, word: str) -> str | None:
        if len(word) < 3 or len(word) > 24 or word in _ORDINARY or word in self._known:
            return None
        found: list[tuple[float, str]] = []
        for length in range(len(word) - 3, len(word) + 4):
            for target in self._by_length.get(length, ()):
                cost = _cost(word, target, sure=target in self._surest)
                if cost is not None:
                    found.append((cost, target))
        if not found:
            return None
        found.sort()
        best_cost, best = found[0]
        rivals = {self._targets[target] for cost, target in found if cost <= best_cost}
        return best if len(rivals) == 1 else None


def _cost(word: str, target: str, *, sure: bool) -> float | None:
    """How far a typo lies from a target, or None where it is too far to be one."""
    shorter = min(len(word), len(target))
    allowed = 1 if shorter < 5 else 2 if shorter < 9 else 3
    alike = _skeleton(word) == _skeleton(target)
    if sure and alike and len(word) == len(target):
        allowed = max(allowed, 2)
    distance = OSA.distance(word, target, score_cutoff=allowed)
    if distance > allowed:
        return None
    if sure and alike and word[0] == target[0]:
        return distance - 0.5
    if sure and distance == 1 and (word[0] == target[0] or sorted(word) == sorted(target)):
        return 0.5
    if word[0] != target[0] and not (len(target) > 5 and distance == 1):
        return None
    if shorter <= 3 and not (alike and len(word) != len(target)):
        return None
    if shorter == 4 and not (alike or sorted(word) == sorted(target) or len(target) > 4):
        return None
    if distance >= 2 and shorter < 7 and not alike:
        return None
    if distance == 3 and not alike:
        return None
    return distance - (0.5 if alike else 0.0)


def _skeleton(word: str) -> str:
    """The consonants as they sound, doubles once: bleuz and blues are both ``bls``."""
    sounds = word.replace("ck", "k").replace("ph", "f").translate(_SOUNDS)
    kept: list[str] = []
    for letter in sounds:
        if letter not in _VOWELS and (not kept or kept[-1] != letter):
            kept.append(letter)
    return "".join(kept)
