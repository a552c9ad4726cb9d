"""What is offered while somebody types, in every command that offers something."""

import pytest

from tests.bot.discord.conftest import ASKED, Place

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]


async def test_every_field_with_choices_offers_what_fits(place: Place) -> None:
    eva = place.guild.add_member(place.env.create_user("eva"))
    await eva.slash(place.channel, "compose", prompt=ASKED)
    code = str(place.last.embeds[0].footer.text).split()[0]
    await eva.slash(place.channel, "preset save", name="tea time")
    own_presets = [
        (f"preset {one}", "name", "TEA", "tea time")
        for one in ("use", "save", "delete", "rename", "share", "unshare", "export")
    ]
    for command, field, typed, wanted in (
        ("genres", "genre", "ja", "jazz"), ("piece", "code", code.lower(), code),
        ("listen", "code", "", code), ("battle call", "left", "wi", "wild"),
        ("battle call", "right", "tea", "tea time"), *own_presets,
    ):  # fmt: skip
        offered = await eva.autocomplete(place.channel, command, field, typed)
        assert wanted in [one["value"] for one in offered], (command, field)
        nothing = await eva.autocomplete(place.channel, command, field, "zzz")
        assert nothing == [], (command, field)
