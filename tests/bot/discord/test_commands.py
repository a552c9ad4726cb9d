"""The commands beside /compose, each used as a member would, with the real engine behind."""

import asyncio
import io

import discord
import pytest
import simcord
import soundfile

from bot.conversation.memory.session import Who
from bot.discord.asked import FRONT
from bot.discord.battling import settle_due
from bot.discord.opus import OpusSound, as_opus
from tests.bot.discord.conftest import ASKED, Place, endings, fields

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]


def said(result: simcord.InteractionResult) -> str:
    """All words of an answer."""
    assert result.response is not None
    texts = [result.response.content]
    for embed in result.response.embeds:
        texts += [embed.title or "", embed.description or ""]
        texts += [f"{field.name}: {field.value}" for field in embed.fields]
    return "\n".join(texts)


async def test_help_has_examples_that_can_be_tried(place: Place) -> None:
    shown = await place.ann.slash(place.channel, "help")
    assert shown.ephemeral
    assert "more adventurous" in said(shown)
    pressed = place.button("try", shown.response.message)
    await place.ann.click(shown.response.message, custom_id=pressed)
    assert "70% jazz" in str(place.last.embeds[0].title), place.last.embeds[0].to_dict()


async def test_genres_are_listed_and_one_is_heard_with_its_sources(place: Place) -> None:
    listed = said(await place.ann.slash(place.channel, "genres"))
    assert "jazz" in listed
    assert "renaissance" in listed
    card = await place.ann.slash(place.channel, "genres", genre="jazz")
    assert "Weimar" in said(card)
    (sample,) = card.response.attachments
    assert soundfile.info(io.BytesIO(await sample.read())).duration > 3
    unknown = await place.ann.slash(place.channel, "genres", genre="po_lka")
    assert 'not learnt "po\\_lka"' in said(unknown)


async def test_presets_live_from_saving_to_deleting(place: Place) -> None:
    await place.ann.slash(place.channel, "compose", prompt=ASKED)
    assert "saved" in said(await place.ann.slash(place.channel, "preset save", name="tea time"))
    assert "tea time" in said(await place.ann.slash(place.channel, "preset list"))
    await place.ann.slash(place.channel, "preset use", name="tea time", change="60 bpm")
    assert "**60** bpm" in str(place.last.embeds[0].description)
    shared = await place.ann.slash(place.channel, "preset share", name="tea time")
    assert not shared.ephemeral
    assert "tea time" in said(await place.ben.slash(place.channel, "preset shared"))
    forked = await place.ben.slash(place.channel, "preset fork", name="tea time", new="my tea")
    assert "yours now" in said(forked)
    code = said(await place.ben.slash(place.channel, "preset export", name="my tea"))
    (text,) = [word for word in code.split() if word.startswith("FP-")]
    imported = await place.ben.slash(place.channel, "preset import", code=text, name="again tea")
    assert "imported" in said(imported)
    await place.ben.slash(place.channel, "preset rename", name="again tea", new="late tea")
    assert "late tea" in said(await place.ben.slash(place.channel, "preset list"))
    await place.ann.slash(place.channel, "preset unshare", name="tea time")
    assert "deleted" in said(await place.ann.slash(place.channel, "preset delete", name="tea time"))
    gone = await place.ann.slash(place.channel, "preset use", name="tea time")
    assert "no preset" in said(gone)


async def test_preferences_and_taste_are_set_and_shown(place: Place) -> None:
    await place.ben.slash(place.channel, "prefs", always="4 bars")
    await place.ben.slash(place.channel, "compose", prompt="folk")
    assert "4 bars" in str(place.last.embeds[0].description)
    assert "bars 4" in said(await place.ben.slash(place.channel, "prefs"))
    cleared = await place.ben.slash(place.channel, "prefs", reset=True)
    assert "cleared" in said(cleared)
    told = await place.ben.slash(place.channel, "taste", told="60% jazz 40% folk")
    assert "noted" in said(told)
    assert "60% jazz" in said(await place.ben.slash(place.channel, "taste"))


async def test_a_piece_is_found_again_by_list_and_by_code(place: Place) -> None:
    await place.ann.slash(place.channel, "compose", prompt=ASKED)
    code = place.button("up").split(":")[2]
    await place.ben.click(place.last, custom_id=place.button("up"))
    history = await place.ann.slash(place.channel, "history")
    assert history.ephemeral
    assert code in said(history)
    top = await place.ben.slash(place.channel, "top", span="day")
    assert code in said(top)
    menu = top.response.message.components[0].children[0].custom_id
    chosen = await place.ben.select(top.response.message, custom_id=menu, values=[code])
    assert chosen.ephemeral
    assert endings(chosen.response.message) == ["ogg", "mid", "png"]
    shown = await place.ben.slash(place.channel, "piece", code=code)
    assert not shown.ephemeral
    assert endings(shown.response.message) == ["ogg", "mid", "png"]
    assert "Recipe" in fields(shown.response.message)
    none = await place.ben.slash(place.channel, "piece", code="ZZZZ99")
    assert "no piece" in said(none)


async def test_a_private_piece_is_not_shown_in_public(place: Place) -> None:
    made = await place.ann.slash(place.channel, "compose", prompt="jazz, 4 bars", private=True)
    code = str(made.response.embeds[0].footer.text).split()[0]
    refused = await place.ann.slash(place.channel, "piece", code=code)
    assert "private: True" in said(refused)
    shown = await place.ann.slash(place.channel, "piece", code=code, private=True)
    assert shown.ephemeral
    assert "Recipe" in fields(shown.response.message)
    stranger = await place.ben.slash(place.channel, "piece", code=code, private=True)
    assert "no piece" in said(stranger)


async def test_a_battle_is_heard_blind_voted_on_and_told_at_its_end(place: Place) -> None:
    await place.ann.slash(place.channel, "compose", prompt=ASKED)
    called = await place.ann.slash(
        place.channel, "battle call", left="safe", right="wild", minutes=1
    )
    message = called.response.message
    assert [file.filename for file in message.attachments] == ["left.ogg", "right.ogg"]
    assert "temperature" not in said(called)
    voted = await place.ben.click(message, custom_id=place.button("left", message))
    assert voted.ephemeral
    assert "Left" in said(voted)
    open_ones = await place.ben.slash(place.channel, "battle list")
    assert "open for" in said(open_ones)
    memory = place.bot.desk.app.memory
    clock = memory.database.clock
    memory.database.clock = lambda: clock() + 61
    try:
        await settle_due(place.bot)
        (over,) = [
            m for m in place.channel.history() for e in m.embeds if "is over" in (e.title or "")
        ]
        assert [file.filename for file in over.attachments] == ["left.ogg", "right.ogg"]
        assert not over.components
    finally:
        memory.database.clock = clock
    assert "1:0" in said(await place.ben.slash(place.channel, "battle list"))
    assert "presets" in said(await place.ben.slash(place.channel, "battle ratings"))


async def test_queue_and_status_tell_how_things_are(place: Place) -> None:
    assert "Nothing just now" in said(await place.ann.slash(place.channel, "queue"))
    status = said(await place.ann.slash(place.channel, "status"))
    assert "ready, networks" in status


async def test_what_admins_set_is_obeyed(place: Place) -> None:
    role = place.guild.create_role("boss", permissions=discord.Permissions(manage_guild=True))
    boss = place.guild.add_member(place.env.create_user("boss"), roles=[role])
    other = place.guild.create_text_channel("talk")
    await boss.slash(place.channel, "settings length", bars=4)
    await boss.slash(place.channel, "settings blend", weights="80% folk 20% jazz")
    await place.ben.slash(place.channel, "compose", prompt="a piece in D minor, 16 bars")
    assert "4 bars" in str(place.last.embeds[0].description)
    assert "80% folk" in str(place.last.embeds[0].title)
    await boss.slash(place.channel, "settings length")
    await place.ben.slash(place.channel, "compose", prompt="8 bars")
    await boss.slash(place.channel, "settings length", bars=4)
    fight = await place.ben.slash(place.channel, "battle call", left="safe", right="wild")
    assert "at most 4 bars" in said(fight)
    who = Who(FRONT, str(place.ben.id), "ben", str(place.guild.id), str(place.channel.id))
    left, right, *_ = await place.bot.desk.library.latest(who, 2)
    assert left.request["bars"] == right.request["bars"] == 4
    await boss.slash(place.channel, "settings channel", channel=place.channel)
    refused = await place.ben.slash(other, "compose", prompt="jazz, 4 bars")
    assert "I compose in" in said(refused)
    await boss.slash(place.channel, "settings battles", who="nobody")
    none = await place.ben.slash(place.channel, "battle call", left="safe", right="wild")
    assert "no battles on this server" in said(none)
    await boss.slash(place.channel, "settings quota", pieces=1)
    await place.ben.slash(place.channel, "compose", prompt="jazz, 4 bars")
    waits = await place.ben.slash(place.channel, "compose", prompt="jazz, 4 bars")
    assert "again in" in said(waits)
    await boss.slash(place.channel, "settings quiet", quiet=True)
    page = said(await boss.slash(place.channel, "settings reset"))
    assert "everybody" in page


async def test_ones_data_is_told_handed_out_and_erased(place: Place) -> None:
    cara = place.guild.add_member(place.env.create_user("cara"))
    await cara.slash(place.channel, "compose", prompt="folk, 4 bars")
    told = await cara.slash(place.channel, "privacy")
    assert told.ephemeral
    assert "pieces (1)" in said(told)
    handed = await cara.slash(place.channel, "privacy", what="export")
    assert handed.response.attachments[0].filename.endswith(".zip")
    asks = await cara.slash(place.channel, "privacy", what="delete")
    assert "for good" in said(asks)
    erased = await cara.click(
        asks.response.message, custom_id=place.button("erase", asks.response.message)
    )
    assert "stranger" in said(erased)
    assert "no pieces yet" in said(await cara.slash(place.channel, "history"))


async def test_voice_says_what_is_missing_and_its_sound_is_what_discord_plays(
    place: Place,
) -> None:
    answer = said(await place.ann.slash(place.channel, "listen"))
    assert "voice channel" in answer
    assert "no voice channel" in said(await place.ann.slash(place.channel, "leave"))
    await place.ann.slash(place.channel, "compose", prompt="jazz, 4 bars")
    ogg = next(file for file in place.last.attachments if file.filename.endswith(".ogg"))
    content = await ogg.read()
    sound = OpusSound(await asyncio.to_thread(as_opus, content))
    packets = list(iter(sound.read, b""))
    # 20 ms each in CELT at full bandwidth: configuration 31, one frame a packet (RFC 6716, 3.1).
    # The last is shorter.
    assert {(packet[0] >> 3, packet[0] & 3) for packet in packets[:-1]} == {(31, 0)}
    assert len(packets) * 0.02 == pytest.approx(
        soundfile.info(io.BytesIO(content)).duration, abs=0.1
    )
