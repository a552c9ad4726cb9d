"""What isn't for everybody stays where it is, and nothing gets round a limit."""

import asyncio

import discord
import pytest

from bot.conversation.memory.session import Who
from bot.discord.asked import FRONT
from bot.discord.commands.listening import others_listen
from bot.discord.owed import take_up_owed
from bot.discord.quotas import Quota, Quotas
from tests.bot.discord.conftest import ASKED, Place
from tests.bot.discord.test_commands import said

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]


async def test_a_battle_that_is_prepared_outlives_a_new_connection(place: Place) -> None:
    await place.ann.slash(place.channel, "compose", prompt=ASKED)
    called = asyncio.create_task(
        place.ann.slash(place.channel, "battle call", left="safe", right="wild", minutes=1)
    )
    while len(place.bot.desk.makings) < 2:
        await asyncio.sleep(0.01)
    await take_up_owed(place.bot)
    message = (await called).response.message
    assert [file.filename for file in message.attachments] == ["left.ogg", "right.ogg"]


async def test_a_battle_that_is_called_in_a_message_is_one_message(place: Place) -> None:
    await place.ann.slash(place.channel, "compose", prompt=ASKED)
    before = len(place.channel.history())
    await place.mention(place.ann, "battle safe against wild for 1 minute")
    assert len(place.channel.history()) == before + 2
    assert [file.filename for file in place.last.attachments] == ["left.ogg", "right.ogg"]


async def test_what_is_composed_for_a_battle_counts(place: Place) -> None:
    place.bot.quotas = Quotas(Quota(2, 600), Quota(100, 600))
    await place.ann.slash(place.channel, "compose", prompt=ASKED)
    await place.ann.slash(place.channel, "battle call", left="safe", right="wild")
    assert "You can ask again in" in place.last.content


async def test_a_private_piece_is_not_played_to_a_whole_channel(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord.commands.listening.can_speak", lambda: True)
    dora = place.guild.add_member(place.env.create_user("dora"))
    await dora.slash(place.channel, "compose", prompt=ASKED, private=True)
    await dora.join_voice(place.guild.create_voice_channel("stage"))
    who = Who(FRONT, str(dora.id), "dora", str(place.guild.id), str(place.channel.id))
    (piece,) = await place.bot.desk.library.latest(who, 1)
    named = await dora.slash(place.channel, "listen", code=piece.code)
    assert "is private" in said(named)
    assert "no piece yet to play" in said(await dora.slash(place.channel, "listen")).lower()


async def test_nobody_takes_the_bot_away_from_who_listens(place: Place) -> None:
    voice = place.guild.create_voice_channel("hall")
    role = place.guild.create_role("mover", permissions=discord.Permissions(move_members=True))
    mover = place.guild.add_member(place.env.create_user("mover"), roles=[role])
    guild = place.env.bot.get_guild(place.guild.id)
    assert guild is not None
    channel = guild.get_channel(voice.id)
    assert isinstance(channel, discord.VoiceChannel)
    ben = await guild.fetch_member(place.ben.id)
    assert others_listen(channel, ben, "en-US") is None  # nobody listens
    await place.ann.join_voice(voice)
    assert "Others are listening" in (others_listen(channel, ben, "en-US") or "")
    assert others_listen(channel, await guild.fetch_member(mover.id), "en-US") is None
    await place.ben.join_voice(voice)
    assert others_listen(channel, ben, "en-US") is None


async def test_files_that_are_made_again_are_counted(place: Place) -> None:
    place.bot.file_quotas = Quotas(Quota(1, 600), Quota(100, 600))
    await place.ann.slash(place.channel, "compose", prompt=ASKED)
    piece = place.last
    made = await place.ann.click(piece, custom_id=place.button("mp3", piece))
    assert [one.filename[-4:] for one in made.response.attachments] == [".mp3"]
    waits = await place.ann.click(piece, custom_id=place.button("sheet", piece))
    assert "You can ask again in" in said(waits)
    kept = await place.ann.click(piece, custom_id=place.button("mp3", piece))
    assert kept.response.attachments


async def test_who_takes_no_direct_messages_is_told_what_to_do_instead(place: Place) -> None:
    place.env.inject_error(
        "POST", "/channels/*/messages", status=403, code=50007,
        message="Cannot send messages to this user",
    )  # fmt: skip
    await place.mention(place.ann, "my history")
    assert "direct messages are closed" in place.last.content
