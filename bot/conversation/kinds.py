"""What kind of message a row of facts is: a new piece, a change, or next to nothing."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation import facts


def is_a_mere_word(said: Sequence[facts.Fact]) -> bool:
    """A first message of nothing but a mood or a bare number asks for no music."""
    told = [fact for fact in said if not isinstance(fact, facts.Remark)]
    return all(
        isinstance(fact, facts.MoodIs) or (isinstance(fact, facts.SetTempo) and fact.word == "bare")
        for fact in told
    )


def whole_blend(said: Sequence[facts.Fact]) -> bool:
    return any(isinstance(fact, facts.Blend | facts.BlendPath) for fact in said)


def is_new(said: Sequence[facts.Fact]) -> bool:
    """A whole blend is a new piece, unless "the same but" makes it an edit."""
    return whole_blend(said) and not any(isinstance(fact, facts.TheSame) for fact in said)


def changes(said: Sequence[facts.Fact]) -> bool:
    quiet = (facts.Again, facts.TheSame, facts.Remark, facts.SameSeed, facts.NewSeed)
    return any(not isinstance(fact, quiet) for fact in said)
