"""How often a message is edited, how often a request is tried, how much one may ask for."""

import asyncio
from types import SimpleNamespace

import discord
import pytest

from bot.desk.events import Moved
from bot.discord import living
from bot.discord.addresses import Address
from bot.discord.living import Living, Pace
from bot.discord.patience import patiently
from bot.discord.payload import Payload
from bot.discord.progress import bar, share_of
from bot.discord.quotas import Quota, Quotas
from engine.steps import STAGES, Step

pytestmark = pytest.mark.asyncio


class Clock:
    """Time that stands until it is moved."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def _error(status: int, code: int = 0) -> discord.HTTPException:
    response = SimpleNamespace(status=status, reason="", headers={"Retry-After": "0"})
    return discord.HTTPException(response, {"code": code, "message": ""})  # type: ignore[arg-type]  # what discord.py reads of a response


async def test_what_is_told_between_two_edits_is_shown_as_one() -> None:
    shown: list[str] = []
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def show(payload: Payload) -> None:
        shown.append(payload.content)
        begun.set()
        await go_on.wait()

    message = Living(show, Pace(), 1)
    message.tell(Payload("1"))
    await begun.wait()
    for number in range(2, 50):
        message.tell(Payload(str(number)))
    go_on.set()
    await message.finish(Payload("the end"))
    assert shown[0] == "1"
    assert shown[-1] == "the end"
    assert len(shown) <= 3


async def test_mere_words_never_displace_the_piece() -> None:
    shown: list[Payload] = []

    async def show(payload: Payload) -> None:
        shown.append(payload)

    embed = discord.Embed(title="the piece")
    message = Living(show, Pace(), 1)
    message.tell(Payload(embed=embed))
    message.tell(Payload("playing: 10%", words_only=True))
    while not shown:
        await asyncio.sleep(0)
    assert (shown[0].embed, shown[0].content) == (embed, "playing: 10%")
    await message.close()


async def test_an_edit_that_fails_is_no_end_and_many_are_given_up() -> None:
    tries = 0

    async def show(_: Payload) -> None:
        nonlocal tries
        tries += 1
        raise _error(500)

    message = Living(show, Pace(lambda: 0.0), 1)
    living_task = message._task
    message.tell(Payload("words", words_only=True))
    while tries == 0:
        await asyncio.sleep(0)
    assert not living_task.done()
    await message.close()


async def test_messages_of_one_channel_share_its_pace() -> None:
    clock = Clock()
    pace = Pace(clock)
    for _ in range(3):
        pace.enter(7)
    waits = [pace.wait_seconds(7) for _ in range(3)]
    assert waits == pytest.approx([0, living.SPACE_SECONDS, 2 * living.SPACE_SECONDS])
    assert pace.wait_seconds(8) == 0


@pytest.mark.parametrize("status", [503, 500, 429])
async def test_what_may_pass_is_tried_again(status: int) -> None:
    answers = [_error(status), OSError(104, "reset"), None]

    async def request() -> str:
        answer = answers.pop(0)
        if answer is not None:
            raise answer
        return "done"

    assert await patiently(request, (0.0, 0.0)) == "done"


async def test_a_refusal_is_not_tried_again() -> None:
    tries = 0

    async def request() -> None:
        nonlocal tries
        tries += 1
        raise _error(403, 50013)

    with pytest.raises(discord.HTTPException):
        await patiently(request, (0.0, 0.0))
    assert tries == 1


async def test_who_is_over_waits_as_long_as_is_told() -> None:
    clock = Clock()
    quotas = Quotas(Quota(2, 60), Quota(100, 60), clock)
    assert quotas.take("ann", "here") is None
    clock.now += 20
    assert quotas.take("ann", "here") is None
    assert quotas.take("ann", "there") == ("user", pytest.approx(40))
    assert quotas.take("ben", "here") is None
    clock.now += 40
    assert quotas.take("ann", "here") is None


async def test_a_place_has_its_share_and_may_set_its_users() -> None:
    clock = Clock()
    quotas = Quotas(Quota(100, 60), Quota(3, 60), clock)
    assert quotas.take("ann", "here", 3) is None
    assert quotas.take("ben", "here") == ("place", pytest.approx(60))
    assert quotas.take("ben", "there", per_user=Quota(1, 60)) is None
    assert quotas.take("ben", "there", per_user=Quota(1, 60)) == ("user", pytest.approx(60))


async def test_the_bar_never_goes_back_from_stage_to_stage() -> None:
    shares = [share_of(Moved(Step(stage))) for stage in STAGES]
    assert shares == sorted(shares)
    rendering = [share_of(Moved(rendering="ogg", share=part / 4)) for part in range(5)]
    assert rendering == sorted(rendering)
    assert rendering[0] > shares[-1]
    assert rendering[-1] == 1.0
    assert len({len(bar(part / 10).split()[0]) for part in range(11)}) == 1


async def test_a_token_is_used_only_as_long_as_discord_takes_it() -> None:
    address = Address(channel=1, user=2, token="t", application=3, at=1000.0)
    assert address.is_fresh(1000.0)
    assert address.is_fresh(1000.0 + 14 * 60)
    assert not address.is_fresh(1000.0 + 15 * 60)
    assert Address.from_json(address.to_json() | {"who": {}, "told": {}}) == address
