"""What goes wrong on the way: spent tokens, restarts, refusals, Discord's errors, too much."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace

import discord
import pytest

from bot.conversation.memory.session import Who
from bot.desk.desk import versions
from bot.discord.addresses import Address
from bot.discord.asked import FRONT
from bot.discord.leaving import leave
from bot.discord.owed import take_up_owed
from bot.discord.payload import Attached, Payload
from bot.discord.post import Post
from bot.discord.quotas import Quota, Quotas
from bot.discord.telling import Told
from tests.bot.discord.conftest import ASKED, Place, endings, fields

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]


async def _owed_job(place: Place, address: Address) -> int:
    """A job that a killed process noted: nothing of it runs any more."""
    who = Who(FRONT, str(place.ann.id), "ann", str(place.guild.id), str(place.channel.id))
    desk = place.bot.desk
    reading = await desk.say(who, ASKED)
    assert reading.request is not None
    (request,) = versions(reading.request)
    told = Told(place.ann.id, "en-US", ASKED)
    record = {
        **address.to_json(), "told": told.to_json(), "visibility": "place", "formats": None,
        "who": {"front": who.front, "user": who.user, "name": who.name, "place": who.place,
                "channel": who.channel},
    }  # fmt: skip
    return await desk.sessions.use(who, lambda session: session.order(request, record))


def _address(place: Place, **more: object) -> Address:
    whole = Address(
        channel=place.channel.id, user=place.ann.id, guild=place.guild.id,
        application=place.env.bot.application_id, at=0.0, token="spent-long-ago",
    )  # fmt: skip
    return replace(whole, **more)


async def _taken_up(place: Place) -> None:
    """As `on_ready` does."""
    await take_up_owed(place.bot)
    await place.bot.settle(400)


async def test_after_a_restart_the_noted_message_becomes_the_piece_once(place: Place) -> None:
    channel = place.env.bot.get_channel(place.channel.id)
    noted = await channel.send("composing …")
    job = await _owed_job(place, _address(place, message=noted.id))
    await _taken_up(place)
    (message,) = place.channel.history()
    assert message.id == noted.id
    assert endings(message) == ["ogg", "mid", "png"]
    assert await place.bot.desk.owed(FRONT) == []
    assert job not in place.bot.delivering


async def test_a_message_that_is_gone_is_sent_anew(place: Place) -> None:
    await _owed_job(place, _address(place, message=12345))
    await _taken_up(place)
    (message,) = place.channel.history()
    assert endings(message) == ["ogg", "mid", "png"]


async def test_what_only_its_asker_may_see_arrives_directly_when_the_token_is_spent(
    place: Place,
) -> None:
    await _owed_job(place, _address(place, message=12345, is_ephemeral=True))
    await _taken_up(place)
    assert place.channel.history() == []
    assert endings(place.direct[-1]) == ["ogg", "mid", "png"]
    await place.ann_herself.click(place.direct[-1], custom_id=place.button("up", place.direct[-1]))


async def test_a_token_that_is_refused_before_its_time_is_not_the_end(place: Place) -> None:
    place.env.inject_error(
        "PATCH", "/webhooks/*", status=401, code=50027, message="Invalid Webhook Token", times=None
    )
    await place.ann.slash(place.channel, "compose", prompt=ASKED)
    assert endings(place.last) == ["ogg", "mid", "png"]
    assert await place.bot.desk.owed(FRONT) == []


async def test_an_answer_of_503_is_tried_again(place: Place) -> None:
    place.env.inject_error("POST", "/interactions/*", status=503)
    place.env.inject_error("PATCH", "/webhooks/*", status=503, times=2)
    await place.ann.slash(place.channel, "compose", prompt=ASKED)
    assert endings(place.last) == ["ogg", "mid", "png"]


async def test_an_upload_that_discord_finds_too_large_loses_its_largest_file(place: Place) -> None:
    post = Post(place.bot, _address(place, token=None))
    place.env.inject_error(
        "POST", "/channels/*/messages", status=413, code=40005, message="Request entity too large"
    )
    files = (Attached("large.ogg", b"1" * 500), Attached("small.mid", b"2"))
    await post.show(Payload("here", files=files))
    assert [file.filename for file in place.last.attachments] == ["small.mid"]
    assert "large.ogg" in place.last.content


async def test_missing_permissions_are_named(place: Place) -> None:
    me = place.env.bot.user
    assert me is not None
    for name, kept in (("attach_files", True), ("send_messages", False)):
        denied = {me: discord.PermissionOverwrite(**{name: False})}
        channel = place.guild.create_text_channel(name, overwrites=denied)
        await place.ann.send(channel, f"<@{me.id}> {ASKED}")
        told = channel.last_message if kept else place.direct[-1]
        assert told is not None
        assert f"**{name.replace('_', ' ').title()}**" in told.content


async def test_who_asks_for_too_much_is_told_how_long_to_wait(place: Place) -> None:
    place.bot.quotas = Quotas(Quota(1, 600), Quota(2, 600))
    await place.ann.slash(place.channel, "compose", prompt=ASKED)
    await place.ann.slash(place.channel, "compose", prompt="again")
    assert "You can ask again in" in place.last.content
    await place.ben.slash(place.channel, "compose", prompt=ASKED)
    await place.ben.slash(place.channel, "compose", prompt="again")
    assert "You can ask again in" in place.last.content


async def test_the_sixth_running_job_is_refused(place: Place) -> None:
    for _ in range(5):
        await _owed_job(place, _address(place, message=1))
    await place.ann.slash(place.channel, "compose", prompt=ASKED)
    assert "wait for one of them" in place.last.content


async def test_an_end_of_the_process_finishes_or_says_that_it_comes_later(place: Place) -> None:
    place.env.settle_timeout = 0.3
    with pytest.raises(TimeoutError):  # SimCord waits no longer; the piece is being made
        await place.ann.slash(place.channel, "compose", prompt="jazz, 64 bars")
    while not place.bot.living:
        await asyncio.sleep(0.01)
    await leave(place.bot, 0.0)
    assert "restarted" in place.last.content
    with suppress(TimeoutError):
        await place.ben.slash(place.channel, "compose", prompt=ASKED)
    assert "in a minute" in place.last.content
    assert len(await place.bot.desk.owed(FRONT)) == 1


async def test_a_fault_is_logged_under_the_code_that_is_told(
    place: Place, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(place.bot.desk, "say", broken)
    with caplog.at_level(logging.ERROR, "fusebox.discord"):
        await place.mention(place.ann, ASKED)
        code = place.last.content.rpartition("**")[0].rpartition("**")[2]
        assert code in caplog.text
        await place.ann.slash(place.channel, "compose", prompt=ASKED)
    assert "tell the bot's operator" in place.last.content
    (error,) = place.env.errors
    assert isinstance(error.__cause__, ZeroDivisionError)
    place.known_errors = place.env.error_cursor


async def test_what_administrators_set_holds_for_every_answer(place: Place) -> None:
    who = Who(FRONT, str(place.ann.id), "ann", str(place.guild.id), str(place.channel.id))
    desk, memory = place.bot.desk, place.bot.desk.app.memory
    number = await desk.sessions.use(who, lambda session: session.place)
    memory.settings.set(number, "bars", 4)
    await place.ann.slash(place.channel, "compose", prompt="70% jazz 30% folk, 16 bars")
    assert "4 bars" in str(place.last.embeds[0].description)
    assert "at most 4 bars" in fields(place.last)["Assumed"]
    memory.settings.set(number, "channels", [12345])
    await place.mention(place.ann, "again")
    assert "<#12345>" in place.last.content


async def test_a_command_in_a_direct_message_is_answered_there(place: Place) -> None:
    await place.ann_herself.slash("compose", prompt=ASKED, private=True)
    message = place.direct[-1]
    assert endings(message) == ["ogg", "mid", "png"]
    assert not message.flags.ephemeral
    await place.ann_herself.click(message, custom_id=place.button("again", message))
    assert place.direct[-1].id != message.id
