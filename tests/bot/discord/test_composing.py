"""Asking in every way, answered with the real engine in SimCord's Discord."""

import io

import mido
import pytest
import soundfile

from bot.discord import tunes
from tests.bot.discord.conftest import ASKED, Place, endings, fields

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

ABC = b"X:1\nT:Mine\nM:4/4\nL:1/8\nK:G\nGABc d2B2|c2A2 B2G2|GABc d2B2|A4 G4|\n"


async def test_a_slash_command_is_answered_with_a_piece_that_can_be_played(place: Place) -> None:
    result = await place.ann.slash(place.channel, "compose", prompt=ASKED)
    assert result.acknowledged
    (message,) = place.channel.history()
    assert endings(message) == ["ogg", "mid", "png"]
    sound, midi, _ = [await file.read() for file in message.attachments]
    assert soundfile.info(io.BytesIO(sound)).duration > 4
    assert mido.MidiFile(file=io.BytesIO(midi)).length > 4
    (embed,) = message.embeds
    assert "70% jazz" in str(embed.title)
    assert str(embed.image.url).endswith(".png")
    assert fields(message)["Recipe"].startswith("`FX-")
    assert message.content == ""


async def test_fields_are_words_of_the_same_sentence(place: Place) -> None:
    await place.ann.slash(
        place.channel, "compose", weights="60% jazz 40% folk", adventure=7, tempo=90,
        key="D minor", bars=4, band="solo piano", seed=5, prompt="flurble",
    )  # fmt: skip
    message = place.last
    about = str(message.embeds[0].description)
    assert "D minor" in about
    assert "**90** bpm" in about
    assert "only piano" in about
    assert "4 bars" in about
    assert "1.2" in fields(message)["Adventure"]
    assert fields(message)["Ignored"] == '"flurble"'


async def test_a_mention_a_reply_and_a_direct_message_lead_to_the_same(place: Place) -> None:
    await place.mention(place.ann, ASKED + ", 100 bpm")
    first = place.last
    assert endings(first) == ["ogg", "mid", "png"]
    await place.mention(place.ann, "folk, 4 bars")
    # An answer to an older message talks about its piece, not about the latest.
    await place.mention(place.ann, "half the tempo", reply_to=first)
    assert "70% jazz" in str(place.last.embeds[0].title)
    assert "**50** bpm" in str(place.last.embeds[0].description)
    await place.ann.send_dm(ASKED)
    assert endings(place.direct[-1]) == ["ogg", "mid", "png"]


async def test_what_is_no_order_and_what_cannot_be_played_are_told(place: Place) -> None:
    await place.mention(place.ann, "70% polka")
    assert "I have not learnt" in str(place.last.embeds[0].description)
    await place.mention(place.ann, "lovely weather")
    assert "I compose music" in place.last.content
    await place.mention(place.ann, "")
    assert "70% jazz" in place.last.content
    before = len(place.channel.history())
    await place.ann.send(place.channel, "70% jazz")
    assert len(place.channel.history()) == before + 1


async def test_nothing_of_a_private_piece_shows_to_others(place: Place) -> None:
    await place.ann.slash(place.channel, "compose", prompt="50% jazz 50% folk, 4 bars, 77 bpm")
    shown = await place.ann.slash(place.channel, "compose", prompt="slower", private=True)
    assert shown.ephemeral
    assert shown.response is not None
    assert "65** bpm" in str(shown.response.embeds[0].description)
    code = str(shown.response.embeds[0].footer.text).split()[0]
    await place.mention(place.ann, "faster")
    assert "**91** bpm" in str(place.last.embeds[0].description)
    await place.mention(place.ben, f"remix {code}")
    assert "no piece" in str(place.last.embeds[0].description)
    await place.mention(place.ann, "history")
    assert code not in place.last.content
    assert code in place.direct[-1].content


async def test_each_of_several_versions_has_a_message_and_buttons(place: Place) -> None:
    await place.ann.slash(place.channel, "compose", prompt="jazz, 4 bars, 2 versions")
    messages = place.channel.history()
    titles = sorted(str(message.embeds[0].title)[-8:] for message in messages)
    assert titles == ["(1 of 2)", "(2 of 2)"]
    codes = {place.button("again", message) for message in messages}
    assert len(codes) == 2


async def test_a_tune_that_is_brought_is_built_on(place: Place) -> None:
    await place.ann.slash(
        place.channel, "compose", prompt="60% jazz 40% classical", file=("mine.abc", ABC), keep=True
    )
    assert "G major" in str(place.last.embeds[0].description)
    assert "built on a melody" in str(place.last.embeds[0].description)
    await place.mention(place.ann, "", attachments=[("mine.exe", ABC)])
    assert "not on" in place.last.content
    too_large = b"X" * (tunes.MOST_BYTES + 1)
    await place.mention(place.ann, "jazz", attachments=[("mine.abc", too_large)])
    assert "may have 2 MB" in place.last.content


async def test_choices_are_offered_while_typing(place: Place) -> None:
    await place.mention(place.ann, ASKED)
    await place.mention(place.ann, "save this as tea time")
    offered = await place.ann.autocomplete(place.channel, "compose", "weights", "70% ja")
    assert "70% jazz" in [one["value"] for one in offered]
    offered = await place.ann.autocomplete(place.channel, "compose", "key", "d m")
    assert "D minor" in [one["value"] for one in offered]
    offered = await place.ann.autocomplete(place.channel, "compose", "preset", "tea")
    assert [one["value"] for one in offered] == ["tea time"]
    offered = await place.ann.autocomplete(place.channel, "compose", "piece", "")
    code = offered[0]["value"]
    await place.ann.slash(place.channel, "compose", preset="tea time", bars=8)
    assert "8 bars" in str(place.last.embeds[0].description)
    await place.ann.slash(place.channel, "compose", piece=code, prompt="twice as fast")
    assert f"from {code}" in str(place.last.embeds[0].footer.text)
