"""Whether a message asks for music at all, or only talks.

"My sister sings in a folk band" names a genre and orders nothing. Words of ordering
and exact facts speak for an order; words of telling and unknown words against it.
"""

from collections.abc import Sequence

from bot.conversation import facts
from bot.conversation.sheet import Sheet
from bot.conversation.words_english import CUES, FILLER, PROSE

_SILENT = (facts.Remark, facts.Corrected)
_OPENERS = frozenset({"who", "why", "when", "where", "how", "what", "which", "whose", "what's"})
_OFFERS = frozenset({"about", "bout", "if", "not"})
_VERBS_OF_QUESTIONS = frozenset(
    {"do", "does", "did", "is", "are", "was", "were", "has", "have", "am", "isn't", "doesn't"}
)
_SUBJECTS = frozenset(
    {"you", "u", "it", "i", "they", "we", "he", "she", "the", "this", "that", "there"}
)
_FIRST_WORDS = 5
_WEAK_ALONE = 0.5
_POLITE = frozenset({"please", "pls", "plz", "plez", "plzz", "kindly"})


def is_request(sheet: Sheet, found: Sequence[facts.Fact]) -> bool:
    """Whether the evidence for an order outweighs the evidence for talk."""
    said = [fact for fact in found if not isinstance(fact, _SILENT)]
    if not said:
        return False
    return _for(sheet, said) > _against(sheet)


def _for(sheet: Sheet, said: Sequence[facts.Fact]) -> float:
    named = any(isinstance(fact, (facts.Blend, facts.BlendPath)) for fact in said)
    score = sum(_weight(fact, named) for fact in said)
    first = [t.text for t in sheet.tokens if t.kind not in ("punct", "stop", "filler")][
        :_FIRST_WORDS
    ]
    if any(word in CUES for word in first) and not _asks(first):
        score += 2.0
    if any(token.text in _POLITE for token in sheet.tokens):
        score += 1.5
    return score


def _weight(fact: facts.Fact, named: bool) -> float:
    if isinstance(fact, facts.Blend):
        return 1.0 if _is_plain(fact) else 2.0
    if isinstance(fact, facts.SetTempo) and fact.word:
        return 1.0 if named else _WEAK_ALONE
    if isinstance(
        fact, (facts.MoodIs, facts.SetBand, facts.AddBand, facts.SetMode, facts.SetMeter)
    ):
        return 1.0 if named else _WEAK_ALONE
    if isinstance(fact, (facts.SetLoop, facts.SetIntro, facts.SetPickup)):
        return 1.0
    if isinstance(fact, facts.SetBars) and fact.word:
        return 1.0 if named else _WEAK_ALONE
    if isinstance(fact, facts.Problem):
        return _WEAK_ALONE if fact.kind == "everyday_genre" else 1.0
    if isinstance(fact, (facts.Again, facts.TheSame, facts.SetTemperature)):
        return 1.0
    if isinstance(fact, facts.StepTemperature):
        return 1.5
    return 2.0


def _is_plain(blend: facts.Blend) -> bool:
    """Whether nothing but names was said: all weights alike."""
    weights = list(blend.weights.values())
    return max(weights) - min(weights) < 1e-6


def _against(sheet: Sheet) -> float:
    score = 0.0
    first = [t.text for t in sheet.tokens if t.kind not in ("punct", "stop", "filler")][
        :_FIRST_WORDS
    ]
    for _, token in sheet.open_tokens():
        if token.kind in ("punct", "stop"):
            continue
        if token.text in PROSE and token.text not in CUES:
            score += 1.0
        elif token.kind == "unknown":
            score += 0.7
        elif token.kind == "word" and token.text not in FILLER:
            score += 0.35
    return score + (2.0 if _asks(first) else 0.0)


def _asks(first: Sequence[str]) -> bool:
    """Whether the first words open a question for knowledge ("how about" offers instead)."""
    if len(first) < 2:
        return False
    if first[0] in _OPENERS:
        return first[1] not in _OFFERS
    if first[0] == "do":
        return first[1] in ("you", "u", "we", "they", "i")
    return first[0] in _VERBS_OF_QUESTIONS and first[1] in _SUBJECTS
