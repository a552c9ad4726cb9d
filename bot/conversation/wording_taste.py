"""The sentences about a learned taste."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.language import say
from bot.conversation.quoting import listed, quoted
from bot.taste.features import Point


def taste(
    point: Point | None, because: Sequence[str], *, whose: str, frozen: bool
) -> tuple[str, ...]:
    if point is None:
        return (
            say(
                "I know too little of {whose} taste yet: vote, save and change pieces, or "
                'say "my taste is 60% jazz 40% folk".',
                whose=say(whose),
            ),
        )
    blend = " ".join(f"{share:.0%} {genre}" for genre, share in point.weights.items())
    pace = 2**point.pace
    speed = (
        say("at their own pace")
        if abs(pace - 1) < 0.07
        else say("at {pace:.0%} of their own pace", pace=pace)
    )
    lines = [
        say(
            "I think {whose} taste is {blend}, temperature {adventure:g}, {speed}.",
            whose=say(whose),
            blend=blend,
            adventure=point.adventure,
            speed=speed,
        )
    ]
    if because:
        lines.append(say("Because of {pieces}.", pieces=listed([quoted(one) for one in because])))
    if frozen:
        lines.append(say('It is frozen: nothing new is learned ("unfreeze my taste").'))
    elif whose == "your":
        lines.append(say('"my taste is …" corrects it; "freeze my taste", "forget my taste".'))
    return tuple(lines)


def taste_frozen() -> str:
    return say('I learn nothing more of your taste until you say "unfreeze my taste".')


def taste_thawed() -> str:
    return say("I learn from what you vote for, save and change again.")


def taste_forgotten(count: int) -> str:
    return say(
        "forgotten: {count} sign of your taste, and what you told"
        if count == 1
        else "forgotten: {count} signs of your taste, and what you told",
        count=count,
    )


def taste_told(weights: str, temperature: float) -> str:
    return say(
        "noted: your taste is {weights}, temperature {temperature:g}",
        weights=weights,
        temperature=temperature,
    )
