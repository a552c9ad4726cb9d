"""From a job to its answer: progress in one living message, the piece, and the job's end.

A job is over when its answer is shown, or can't be. Where Discord is out of reach it stays owed.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

import aiohttp
import discord

from bot.conversation.request import ResolvedRequest
from bot.desk.events import Composed, Event, Failed, Finished, Moved
from bot.desk.making import Making
from bot.discord.addresses import Address
from bot.discord.asked import FRONT
from bot.discord.bot import Bot
from bot.discord.living import Living
from bot.discord.patience import passes
from bot.discord.payload import Payload
from bot.discord.post import Post, Unreachable
from bot.discord.progress import share_of
from bot.discord.refused import tell_refused
from bot.discord.telling import (
    Told,
    failed_payload,
    interrupted_payload,
    making_payload,
    piece_payload,
    rendering_payload,
)
from bot.discord.texts import text
from bot.discord.troubles import is_refusal, logged
from engine.render.formats import FORMATS

_LOG = logging.getLogger("fusebox.discord")
_USUAL = frozenset({"midi", "png", "ogg"})
_ENDINGS = {row.name: row.ending for row in FORMATS}


async def deliver(
    bot: Bot, making: Making, post: Post, told: Told, request: ResolvedRequest
) -> None:
    """Show a job from its beginning to its end."""
    job = making.job
    bot.delivering.add(job)

    async def noted(address: Address) -> None:
        await bot.desk.readdress(job, address.to_json() | {"told": told.to_json()})

    post.noted = noted
    try:
        last = await _shown(bot, making, post, told, request)
        await _is_over(bot, job, last)
    except Unreachable as error:
        await bot.desk.gave_up(job, f"could not be delivered: {error}")
    except discord.HTTPException as error:
        await _not_delivered(bot, job, post, error)
    except (aiohttp.ClientError, OSError) as error:
        _LOG.warning("job %s is still owed: %s", job, error)
    finally:
        bot.delivering.discard(job)


async def _shown(
    bot: Bot, making: Making, post: Post, told: Told, request: ResolvedRequest
) -> Finished | Failed:
    """Tell every event; the last, once it is shown."""

    async def show(payload: Payload) -> None:
        await post.show(payload, nonce=f"fusebox-{making.job}")

    async def say_goodbye() -> None:
        """The process ends first; the job is owed, and done at the next start."""
        if making.is_over:
            return
        await living.finish(interrupted_payload(told, has_piece=making.composed is not None))

    living = Living(show, bot.pace, post.address.channel)
    bot.living[making.job] = say_goodbye
    files: dict[str, bytes] = {}
    share = 0.0
    wished = await _wished(bot, making)
    try:
        async for event in making.watch():
            share = max(share, share_of(event))
            if isinstance(event, Failed):
                await living.finish(failed_payload(told, event.sentence, cancelled=event.cancelled))
                return event
            if isinstance(event, Composed | Finished):
                files |= {
                    name: data for name, data in event.files.items() if _is_shown(name, wished)
                }
            if isinstance(event, Finished):
                await living.finish(piece_payload(told, event, files))
                await _remember(bot, post, event)
                return event
            living.tell(_payload(making, event, told, request, files, share))
            if isinstance(event, Composed):
                await _remember(bot, post, event)
    finally:
        del bot.living[making.job]
        await living.close()
    raise AssertionError("a watch ends with the last event")


def _payload(
    making: Making,
    event: Event,
    told: Told,
    request: ResolvedRequest,
    files: Mapping[str, bytes],
    share: float,
) -> Payload:
    if isinstance(event, Composed):
        return piece_payload(told, event, files)
    assert isinstance(event, Moved)
    if making.composed is not None:
        return rendering_payload(event, told.locale)
    return making_payload(told, request, event, making.job, share)


async def _wished(bot: Bot, making: Making) -> frozenset[str]:
    """The formats that are shown without being asked for."""
    formats = await bot.desk.sessions.use(making.who, lambda session: session.formats)
    return _USUAL if formats is None else frozenset((*formats, "png"))


def _is_shown(name: str, wished: frozenset[str]) -> bool:
    return any(name == f"piece{_ENDINGS[one]}" for one in wished) or (
        "sheet" in wished and ".sheet" in name
    )


async def _remember(bot: Bot, post: Post, event: Composed | Finished) -> None:
    """That this message shows the piece, so that an answer to it is about the piece."""
    if post.address.message is not None:
        await bot.desk.library.posted(FRONT, str(post.address.message), event.piece)


async def _is_over(bot: Bot, job: int, last: Finished | Failed) -> None:
    if isinstance(last, Finished):
        await bot.desk.delivered(job)
    else:
        await bot.desk.gave_up(job, None if last.cancelled else last.sentence)


async def _not_delivered(bot: Bot, job: int, post: Post, error: discord.HTTPException) -> None:
    """Discord's last answer was a refusal: owed where it may pass, else told."""
    if passes(error):
        _LOG.warning("job %s is still owed: Discord answered %s", job, error.status)
        return
    if is_refusal(error):
        await tell_refused(bot, post.address)
    else:
        await _tell_fault(post, logged(error))
    await bot.desk.gave_up(job, f"Discord refused the answer ({error.code})")


async def _tell_fault(post: Post, code: str) -> None:
    """What was to be shown is refused: say so in its place, so that nobody waits on."""
    try:
        await post.show(Payload(text("trouble.fault", post.address.locale, code=code)))
    except (Unreachable, discord.HTTPException, aiohttp.ClientError, OSError) as error:
        _LOG.warning("fault %s could not be told: %s", code, error)
