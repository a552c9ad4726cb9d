"""The sentences about battles and ratings; words of users go through `quoted` here as well."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.quoting import quoted
from bot.taste.ratings import Rating
from storage.battles import Battle


def battle_begins(battle: Battle, seconds: float) -> tuple[str, ...]:
    return (
        f"Battle {battle.code}: left or right? Whose is whose is told in {duration(seconds)}.",
        f'Say "left in {battle.code}" or "right in {battle.code}"; you can change your mind.',
    )


def battle_voted(battle: Battle, side: str) -> str:
    return f"your vote in battle {battle.code}: {side}"


def battle_line(battle: Battle, now: float) -> str:
    if not battle.is_closed:
        return f"{battle.code}  open for {duration(max(1, battle.closes_at - now))} more"
    left, right = quoted(battle.left_name or ""), quoted(battle.right_name or "")
    if battle.left_votes == battle.right_votes:
        return f"{battle.code}  {left} {battle.left_votes}:{battle.right_votes} {right}, a draw"
    won = left if battle.left_votes > battle.right_votes else right
    return f"{battle.code}  {left} {battle.left_votes}:{battle.right_votes} {right}, {won} wins"


def battle_over(battle: Battle, now: float) -> str:
    return f"Battle over: {battle_line(battle, now)} (left {battle.left}, right {battle.right})"


def no_battle(code: str) -> str:
    if not code:
        return 'No battle is open here. Say "battle sunday morning against night drive".'
    return f"There is no battle {quoted(code)} here."


def battle_closed(code: str) -> str:
    return f'The battle {quoted(code)} is over. Say "battles" to see how it ended.'


def no_contestant(name: str) -> str:
    return (
        f"{quoted(name)} can't fight: name two presets (yours or shared here), two members who "
        'made pieces here, or two adventures ("battle safe against wild").'
    )


def mixed_battle() -> str:
    return "Two of a kind, please: two presets, two members, or two adventures."


def no_battles() -> str:
    return 'No battles here yet. Say "battle safe against wild" after a piece.'


def duration(seconds: float) -> str:
    for name, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        if seconds >= size:
            count = round(seconds / size)
            return f"{count} {name}{'' if count == 1 else 's'}"
    return "a moment"


def ratings(what: str, rated: Sequence[tuple[Rating[int], str]]) -> tuple[str, ...]:
    if not rated:
        return (f"No battle of {what} was settled here yet.",)
    lines = [
        f"{n}. {quoted(name)} {one.points:.0f} ± {2 * one.deviation:.0f} "
        f"({one.battles} battle{'' if one.battles == 1 else 's'})"
        for n, (one, name) in enumerate(rated, start=1)
    ]
    return (f"Ratings of {what}, the surest first:", *lines)
