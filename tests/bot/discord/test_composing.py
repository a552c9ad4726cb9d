"""Asking in every way, answered with the real engine in SimCord's Discord."""

import pytest

from tests.bot.discord.conftest import Place

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

ASKED = "70% jazz 30% folk, 8 bars, for piano and flute"


async def test_a_slash_command_is_answered_with_a_piece(place: Place) -> None:
    result = await place.ann.slash(place.channel, "compose", prompt=ASKED)
    assert result.acknowledged
    message = place.channel.last_message
    assert message is not None
    names = [file.filename for file in message.attachments]
    assert [name.rpartition(".")[2] for name in names] == ["ogg", "mid", "png"]
