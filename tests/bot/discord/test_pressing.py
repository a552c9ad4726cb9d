"""Buttons, forms and menus of messages: by the asker, by others, after a restart, at any age."""

import pytest

from bot.discord.bot import Bot
from bot.discord.client import Client
from tests.bot.discord.conftest import ASKED, Place, endings, fields

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]


async def _piece(place: Place) -> str:
    """A piece of Ann's; its code."""
    await place.ann.slash(place.channel, "compose", prompt=ASKED)
    return place.button("again").split(":")[2]


async def test_every_press_that_changes_a_piece_makes_another_of_it(place: Place) -> None:
    code = await _piece(place)
    first = place.last
    recipe = fields(first)["Recipe"]
    for key, seen in (
        ("again", "70% jazz"), ("wilder", "1.15"), ("longer", "8 bars"), ("genre", "85% jazz"),
    ):  # fmt: skip
        await place.ann.click(first, custom_id=place.button(key, first))
        assert seen in str(place.last.embeds[0].to_dict())
        assert f"from {code}" in str(place.last.embeds[0].footer.text)
        assert fields(place.last)["Recipe"] != recipe
    before = len(place.channel.history())
    await place.ann.click(first, custom_id=place.button("vary", first))
    assert len(place.channel.history()) == before + 3
    await place.ann.slash(place.channel, "compose", prompt="folk, 4 bars")
    assert len(place.channel.history()) == before + 4


async def test_another_is_told_kindly_and_can_make_it_their_own(place: Place) -> None:
    code = await _piece(place)
    first = place.last
    shown = await place.ben.click(first, custom_id=place.button("wilder", first))
    assert shown.ephemeral
    assert shown.response is not None
    assert "This piece is" in shown.response.content
    assert len(place.channel.history(viewer=place.ann)) == 1
    offered = place.button("remix", shown.response.message)
    await place.ben.click(shown.response, custom_id=offered)
    assert "1.15" in str(place.last.embeds[0].to_dict())
    assert f"from {code}" in str(place.last.embeds[0].footer.text)
    assert place.button("again").endswith(f":{place.ben.id}")


async def test_votes_are_counted_on_the_buttons(place: Place) -> None:
    await _piece(place)
    piece = place.last
    up = place.button("up", piece)
    await place.ben.click(piece, custom_id=up)
    await place.ann.click(piece, custom_id=up)
    labels = [one.label for row in place.last.components for one in row.children]
    assert "1" in labels
    assert "0" in labels
    assert "Wilder" in labels
    assert endings(place.last) == ["ogg", "mid", "png"]
    await place.ben.click(place.last, custom_id=place.button("down"))
    again = [one.label for row in place.last.components for one in row.children]
    assert again.index("1") > again.index("0")


async def test_files_are_handed_to_who_pressed_and_to_nobody_else(place: Place) -> None:
    await _piece(place)
    piece = place.last
    for key, ending in (("musicxml", "musicxml"), ("sheet", "png"), ("mp3", "mp3"),
                        ("stems", "zip")):  # fmt: skip
        given = await place.ben.click(piece, custom_id=place.button(key, piece))
        assert given.ephemeral
        assert given.response is not None
        assert endings(given.response.message)[0] == ending
    menu = await place.ben.click(piece, custom_id=place.button("more", piece))
    assert menu.response is not None
    given = await place.ben.select(menu.response, ["pdf"])
    assert given.response is not None
    assert endings(given.response.message) == ["pdf"]
    assert len(place.channel.history(viewer=place.ann)) == 1


async def test_the_form_holds_the_request_and_makes_it_anew(place: Place) -> None:
    await _piece(place)
    piece = place.last
    shown = await place.ann.click(piece, custom_id=place.button("edit", piece))
    assert shown.modal is not None
    (label,) = shown.modal["components"]
    filled = label["component"]["value"]
    assert "70% jazz 30% folk" in filled
    await place.ann.submit_modal(shown, {"words": filled.replace("4 bars", "8 bars")})
    assert "8 bars" in str(place.last.embeds[0].description)
    refused = await place.ben.click(piece, custom_id=place.button("edit", piece))
    assert refused.modal is None


async def test_a_preset_is_saved_by_anybody_for_themselves(place: Place) -> None:
    await _piece(place)
    piece = place.last
    shown = await place.ben.click(piece, custom_id=place.button("save", piece))
    saved = await place.ben.submit_modal(shown, {"words": "ann's tune"})
    assert saved.ephemeral
    assert saved.response is not None
    assert "saved as" in saved.response.content
    await place.ben.slash(place.channel, "compose", preset="ann's tune")
    assert "70% jazz" in str(place.last.embeds[0].title)


async def test_menus_of_a_message_remix_it_and_say_what_it_is(place: Place) -> None:
    code = await _piece(place)
    piece = place.last
    told = await place.ben.context_menu(place.channel, "What is this?", piece)
    assert told.ephemeral
    assert told.response is not None
    assert code in str(told.response.embeds[0].footer.text)
    assert code in fields(told.response.message)["Origin"]
    shown = await place.ben.context_menu(place.channel, "Remix this", piece)
    await place.ben.submit_modal(shown, {"words": "in E dorian"})
    assert "E dorian" in str(place.last.embeds[0].description)
    assert f"from {code}" in str(place.last.embeds[0].footer.text)
    words = await place.ann.send(place.channel, "just words")
    nothing = await place.ben.context_menu(place.channel, "What is this?", words)
    assert nothing.response is not None
    assert "no piece of mine" in nothing.response.content


async def test_a_remix_of_a_private_piece_is_private(place: Place) -> None:
    made = await place.ann.slash(place.channel, "compose", prompt="jazz, 4 bars", private=True)
    assert made.response is not None
    before = len(place.channel.history())
    shown = await place.ann.context_menu(place.channel, "Remix this", made.response.message)
    remixed = await place.ann.submit_modal(shown, {"words": "in E dorian"})
    assert remixed.ephemeral
    assert len(place.channel.history()) == before


async def test_a_piece_is_cancelled_by_its_asker_alone(place: Place) -> None:
    place.env.settle_timeout = 0.3
    with pytest.raises(TimeoutError):
        await place.ann.slash(place.channel, "compose", prompt="jazz, 64 bars")
    stop = place.button("stop")
    with pytest.raises(TimeoutError):
        await place.ben.click(place.last, custom_id=stop)
    place.env.settle_timeout = 60
    await place.ann.click(place.last, custom_id=stop)
    assert place.last.content.startswith("Cancelled")
    assert not place.last.components


async def test_buttons_work_after_a_restart_and_at_any_age(place: Place) -> None:
    await _piece(place)
    piece = place.last
    bot = Bot(place.bot.desk)
    await place.bot.close()
    await place.env.restart_bot(Client(bot, shard_count=1))
    await place.ann.click(piece, custom_id=place.button("wilder", piece))
    assert "1.15" in str(place.last.embeds[0].to_dict())
    await bot.close()
