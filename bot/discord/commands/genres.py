"""``/genres``: what can be asked for, what each genre learned from, and how it sounds alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands

from bot.discord import limits, sending
from bot.discord.bot import Bot
from bot.discord.colours import colour_of, sign
from bot.discord.commands import choices
from bot.discord.commands.everywhere import everywhere
from bot.discord.commands.saying import defer
from bot.discord.conversation import tell
from bot.discord.payload import Attached, Payload
from bot.discord.texts import named, text
from bot.discord.troubles import SAYABLE, sentence_of
from models.corpora.cards import load_card, slug
from models.corpora.errors import CorpusError
from music.genres import Genre

_MOST_SOURCES = 6


def register(tree: app_commands.CommandTree[Any], bot: Bot) -> None:
    """Add ``/genres``."""

    @tree.command(name=named("name.genres"), description=named("about.genres"))
    @everywhere
    @app_commands.rename(genre=named("name.genres.genre"))
    @app_commands.describe(genre=named("about.genres.genre"))
    async def genres(
        interaction: discord.Interaction[Any], genre: app_commands.Range[str, 0, 50] = ""
    ) -> None:
        locale = interaction.locale.value
        if not genre:
            await sending.answer(interaction, all_payload(bot.desk.app.genres, locale))
            return
        found = next((g for g in bot.desk.app.genres if g.name == genre.strip().lower()), None)
        if found is None:
            said = text("genres.unknown", locale, name=sending.escaped(genre))
            await sending.answer(interaction, Payload(said))
            return
        asked = await defer(interaction, private=True)
        try:
            sample = Attached(f"{slug(found.name)}.ogg", await bot.desk.samples.of(found))
        except SAYABLE as error:
            await tell(bot, asked, Payload(sentence_of(error, locale), card_embed(found, locale)))
            return
        await tell(bot, asked, Payload("", card_embed(found, locale), (sample,)))

    @genres.autocomplete("genre")
    async def _genre(_: discord.Interaction[Any], typed: str) -> list[choices.Choice]:
        return choices.genres(typed)


def all_payload(genres: tuple[Genre, ...], locale: str) -> Payload:
    """Every genre in a line."""
    lines = [f"{sign(one.name)} **{one.name}** — {one.blurb}" for one in genres]
    embed = discord.Embed(
        title=text("genres.title", locale, count=len(genres)), description="\n".join(lines)
    )
    embed.set_footer(text=text("genres.foot", locale))
    return Payload(embed=embed)


def card_embed(genre: Genre, locale: str) -> discord.Embed:
    """What a genre learned from, whom to thank, and what it is weak at."""
    embed = discord.Embed(
        title=f"{sign(genre.name)} {genre.name}", description=genre.blurb,
        colour=colour_of({genre.name: 1.0}),
    )  # fmt: skip
    if genre.other_names:
        also = ", ".join(genre.other_names[:12])
        embed.add_field(name=text("genres.also", locale), value=also, inline=False)
    card = _card(genre)
    if card is None:
        embed.add_field(name=text("genres.card", locale), value=text("genres.own", locale))
        return embed
    counts = text(
        "genres.counts", locale, pieces=f"{card['pieces']:,}", sheets=f"{card['sheets']:,}",
        notes=f"{card['notes']:,}",
    )  # fmt: skip
    embed.add_field(name=text("genres.card", locale), value=counts, inline=False)
    embed.add_field(name=text("genres.thanks", locale), value=_thanks(card), inline=False)
    if card["weaknesses"]:
        weak = limits.shortened("\n".join(f"· {w}" for w in card["weaknesses"]), limits.FIELD_VALUE)
        embed.add_field(name=text("genres.weak", locale), value=weak, inline=False)
    return embed


def _thanks(card: Mapping[str, Any]) -> str:
    lines = [
        f"· [{one['attribution'] or one['name']}]({one['url']}), {one['licence']}"
        for one in card["sources"][:_MOST_SOURCES]
    ]
    more = len(card["sources"]) - _MOST_SOURCES
    lines += [f"… +{more}"] if more > 0 else []
    while len("\n".join(lines)) > limits.FIELD_VALUE:
        lines = [*lines[:-2], "…"]
    return "\n".join(lines)


def _card(genre: Genre) -> Mapping[str, Any] | None:
    """The data card; a user's own genre has none that is shipped."""
    if genre.id:
        return None
    try:
        return load_card(genre.name)
    except CorpusError:
        return None
