"""The sentences about battles and ratings; words of users go through `quoted` here as well."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.language import say
from bot.conversation.quoting import quoted
from bot.taste.ratings import Rating
from storage.battles import Battle

_ONE = {
    "day": "{count} day", "hour": "{count} hour", "minute": "{count} minute",
    "second": "{count} second",
}  # fmt: skip
_MANY = {name: f"{words}s" for name, words in _ONE.items()}
_RATED = "{n}. {name} {points:.0f} ± {spread:.0f} ({battles} battles)"
_RATED_ONCE = "{n}. {name} {points:.0f} ± {spread:.0f} ({battles} battle)"


def battle_begins(battle: Battle, seconds: float) -> tuple[str, ...]:
    return (
        say(
            "Battle {code}: left or right? Whose is whose is told in {time}.",
            code=battle.code,
            time=duration(seconds),
        ),
        say(
            'Say "left in {code}" or "right in {code}"; you can change your mind.', code=battle.code
        ),
    )


def battle_voted(battle: Battle, side: str) -> str:
    return say("your vote in battle {code}: {side}", code=battle.code, side=say(side))


def battle_line(battle: Battle, now: float) -> str:
    if not battle.is_closed:
        return say(
            "{code}  open for {time} more",
            code=battle.code,
            time=duration(max(1, battle.closes_at - now)),
        )
    left, right = quoted(battle.left_name or ""), quoted(battle.right_name or "")
    if battle.left_votes == battle.right_votes:
        return say(
            "{code}  {left} {left_votes}:{right_votes} {right}, a draw",
            code=battle.code,
            left=left,
            left_votes=battle.left_votes,
            right_votes=battle.right_votes,
            right=right,
        )
    won = left if battle.left_votes > battle.right_votes else right
    return say(
        "{code}  {left} {left_votes}:{right_votes} {right}, {won} wins",
        code=battle.code,
        left=left,
        left_votes=battle.left_votes,
        right_votes=battle.right_votes,
        right=right,
        won=won,
    )


def battle_over(battle: Battle, now: float) -> str:
    return say(
        "Battle over: {line} (left {left}, right {right})",
        line=battle_line(battle, now),
        left=battle.left,
        right=battle.right,
    )


def no_battle(code: str) -> str:
    if not code:
        return say('No battle is open here. Say "battle sunday morning against night drive".')
    return say("There is no battle {code} here.", code=quoted(code))


def battle_closed(code: str) -> str:
    return say('The battle {code} is over. Say "battles" to see how it ended.', code=quoted(code))


def no_contestant(name: str) -> str:
    return say(
        "{name} can't fight: name two presets (yours or shared here), two members who "
        'made pieces here, or two adventures ("battle safe against wild").',
        name=quoted(name),
    )


def no_wish_to_fight() -> str:
    return say(
        'There is no wish yet to write safely and wildly. Ask for a piece first, for example "70% '
        'jazz 30% folk".'
    )


def mixed_battle() -> str:
    return say("Two of a kind, please: two presets, two members, or two adventures.")


def no_battles() -> str:
    return say('No battles here yet. Say "battle safe against wild" after a piece.')


def duration(seconds: float) -> str:
    for name, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        if seconds >= size:
            count = round(seconds / size)
            return say(_ONE[name] if count == 1 else _MANY[name], count=count)
    return say("a moment")


def ratings(what: str, rated: Sequence[tuple[Rating[int], str]]) -> tuple[str, ...]:
    if not rated:
        return (say("No battle of {what} was settled here yet.", what=say(what)),)
    lines = [
        say(
            _RATED_ONCE if one.battles == 1 else _RATED,
            n=n,
            name=quoted(name),
            points=one.points,
            spread=2 * one.deviation,
            battles=one.battles,
        )
        for n, (one, name) in enumerate(rated, start=1)
    ]
    return (say("Ratings of {what}, the surest first:", what=say(what)), *lines)
