"""The one path from words to an answer: slash, mention, reply, direct message, press and form.

Reads through the desk, orders what is to be composed, and tells the rest in words.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.conversation.memory.wants import Forget, HandOver
from bot.conversation.reading import Reading
from bot.conversation.request import ResolvedRequest
from bot.conversation.request_words import request_sentence
from bot.conversation.wording import reply
from bot.desk.desk import versions
from bot.discord.answers import is_personal, reading_payload
from bot.discord.asked import Asked, in_public
from bot.discord.bot import Bot
from bot.discord.delivering import deliver
from bot.discord.payload import Attached, Payload
from bot.discord.place_settings import PlaceSettings
from bot.discord.post import Post, Unreachable
from bot.discord.telling import Told, versioned
from bot.discord.texts import text
from bot.discord.troubles import SAYABLE, missing_sentence, sentence_of
from bot.discord.waiting import must_wait
from engine.errors import EngineError
from storage.errors import LimitReached

COMPOSING = frozenset({"compose", "edit", "repeat", "use_preset"})


@dataclass(frozen=True, slots=True)
class Tune:
    """A file that somebody brought to build on; ``keep`` leaves its tune note for note."""

    name: str
    content: bytes
    keep: bool = False


async def hear(
    bot: Bot,
    asked: Asked,
    words: str,
    *,
    about: str | None = None,
    tune: Tune | None = None,
    count: int | None = None,
) -> None:
    """Answer somebody's words; ``about`` is the code of the piece that they talk about.

    ``count`` is how many versions are made this once; the conversation doesn't remember it.
    """
    bot.hearing += 1
    try:
        settings = await bot.settings_of(asked.who)
        asked = replace(asked, address=replace(asked.address, is_quiet=settings.quiet))
        refusal = _refusal(bot, asked, settings)
        if refusal is not None:
            await tell(bot, asked, Payload(refusal))
            return
        reading = await _read(bot, asked, settings, words, about)
        if reading.error is None and tune is not None and reading.intent in COMPOSING:
            sheet = await bot.desk.read_tune(tune.content, tune.name)
            built = await bot.desk.build_on(asked.who, sheet, keep=tune.keep)
            reading = replace(reading, request=built)
        if count is not None and reading.request is not None:
            reading = replace(reading, request=replace(reading.request, count=count))
        await _do(bot, asked, reading, words)
    except SAYABLE as error:
        await tell(bot, asked, Payload(sentence_of(error, asked.locale)))
    finally:
        bot.hearing -= 1


async def tell(bot: Bot, asked: Asked, payload: Payload) -> None:
    """Answer with a message."""
    await Post(bot, asked.address).show(payload)


def _refusal(bot: Bot, asked: Asked, settings: PlaceSettings) -> str | None:
    """Why nothing can be done here at all."""
    if bot.is_leaving:
        return text("trouble.leaving", asked.locale)
    if asked.lacks:
        where = f"<#{asked.address.channel}>"
        return missing_sentence(list(asked.lacks), where, asked.locale)
    if settings.channels and asked.address.guild and asked.address.channel not in settings.channels:
        channels = ", ".join(f"<#{one}>" for one in settings.channels)
        return text("trouble.channel", asked.locale, channels=channels)
    return None


async def _read(
    bot: Bot, asked: Asked, settings: PlaceSettings, words: str, about: str | None
) -> Reading:
    if asked.who != in_public(asked.who) and about is None:
        await _carry_over(bot, asked)
    reading = await bot.desk.say(asked.who, words, about)
    longest, request = settings.bars, reading.request
    if longest and request and reading.intent in COMPOSING and request.bars > longest:
        shorter = await bot.desk.say(asked.who, f"{longest} bars")
        note = text("compose.shortened", asked.locale, bars=longest)
        return replace(reading, request=shorter.request, notes=(*reading.notes, note))
    return reading


async def _carry_over(bot: Bot, asked: Asked) -> None:
    """A private conversation that begins goes on from the public one."""
    sessions = bot.desk.sessions
    if await sessions.use(asked.who, lambda session: session.request) is None:
        request = await sessions.use(in_public(asked.who), lambda session: session.request)
        if request is not None and request.base is None:
            await bot.desk.say(asked.who, request_sentence(request))


async def _do(bot: Bot, asked: Asked, reading: Reading, words: str) -> None:
    want = WANTS.get(type(reading.wants))
    if reading.error is None and want is not None:
        await want(bot, asked, reading)
    elif reading.error is None and reading.intent in COMPOSING and reading.request is not None:
        await compose(bot, asked, reading, reading.request, words)
    elif is_personal(reading.intent) and asked.others_read:
        await _aside(bot, asked, reading_payload(reading, asked.locale))
    else:
        await tell(bot, asked, reading_payload(reading, asked.locale))


async def compose(
    bot: Bot, asked: Asked, reading: Reading, request: ResolvedRequest, words: str
) -> None:
    """Order every version of a request; each is told in a message of its own."""
    wanted = versions(request)
    settings = await bot.settings_of(asked.who)
    waits = must_wait(bot, asked, settings, len(wanted))
    if waits is not None:
        await tell(bot, asked, Payload(waits))
        return
    told = Told(asked.address.user, asked.locale, words, reading.notes, reading.unexplained)
    for number, one in enumerate(wanted, start=1):
        address = asked.address if number == 1 else replace(asked.address, message=None)
        post = Post(bot, address)
        mine = versioned(told, number, len(wanted))
        try:
            async with bot.noting:
                making = await bot.desk.order(
                    asked.who, one, address=address.to_json() | {"told": mine.to_json()},
                    visibility=asked.visibility, max_bytes=address.file_bytes,
                )  # fmt: skip
                bot.delivering.add(making.job)
        except (LimitReached, EngineError) as error:
            await post.show(Payload(sentence_of(error, asked.locale)))
            return
        shown = replace(request, seed=one.seed, count=1)
        bot.spawn(deliver(bot, making, post, mine, shown))


# What an answer may ask of its front end


async def _aside(bot: Bot, asked: Asked, payload: Payload) -> None:
    """Tell the asker alone what others shall not read, and in public only that it was told."""
    alone = replace(asked.address, is_ephemeral=True, token=None, message=None, reply_to=None)
    key = "answer.aside"
    try:
        await Post(bot, alone).show(payload)
    except Unreachable:
        key = "answer.not_aside"
    await tell(bot, asked, Payload(text(key, asked.locale)))


async def _hand_over(bot: Bot, asked: Asked, reading: Reading) -> None:
    wanted = reading.wants
    assert isinstance(wanted, HandOver)
    content = await bot.desk.sessions.run(wanted.path.read_bytes)
    await bot.desk.sessions.run(lambda: wanted.path.unlink(missing_ok=True))
    told = text("answer.your_data", asked.locale)
    payload = Payload(told, files=(Attached(wanted.path.name, content),))
    if asked.others_read:
        await _aside(bot, asked, payload)
    else:
        await tell(bot, asked, payload)


async def _forget(bot: Bot, asked: Asked, reading: Reading) -> None:
    """The front end itself keeps only a language of somebody, in memory; the desk their talks."""
    bot.forget(asked.address.user)
    bot.desk.forget(asked.who.front, asked.who.user)
    await tell(bot, asked, Payload(reply(reading)))


Want = Callable[[Bot, Asked, Reading], Awaitable[None]]
WANTS: dict[type, Want] = {HandOver: _hand_over, Forget: _forget}
