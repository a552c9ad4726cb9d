"""The menus of a message: *Remix this* and *What is this?*."""

from __future__ import annotations

from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.conversation.request import ResolvedRequest
from bot.discord import limits, sending
from bot.discord.answers import reading_payload
from bot.discord.asked import Asked, of_interaction
from bot.discord.bot import Bot
from bot.discord.commands.everywhere import everywhere
from bot.discord.forms import Form
from bot.discord.payload import Payload
from bot.discord.pressing import say_about
from bot.discord.telling import Told, piece_embed
from bot.discord.texts import named, text
from storage.piece import Piece

_FENCES = "```\n{}\n```"


def register(tree: app_commands.CommandTree[Any], bot: Bot) -> None:
    """Add both menus."""

    @tree.context_menu(name=named("name.menu.remix"))
    @everywhere
    async def remix(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        asked = of_interaction(interaction, message=None)
        piece = await bot.desk.library.shown_in(asked.who, str(message.id))
        if piece is None:
            await sending.answer(interaction, Payload(text("menu.no_piece", asked.locale)))
            return
        submitted = partial(_remix, bot, piece)
        form = Form("remix", asked.locale, submitted, most=400, required=False)
        await sending.ask(interaction, form)

    @tree.context_menu(name=named("name.menu.what"))
    @everywhere
    async def what(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        number = await sending.defer(interaction, private=True)
        asked = of_interaction(interaction, message=number, alone=True)
        piece = await bot.desk.library.shown_in(asked.who, str(message.id))
        if piece is None:
            await sending.answer(interaction, Payload(text("menu.no_piece", asked.locale)))
            return
        await sending.answer(interaction, await _about(bot, asked, piece.code))


async def _about(bot: Bot, asked: Asked, code: str) -> Payload:
    """What a piece is, and where it comes from."""
    reading = await bot.desk.say(asked.who, f"piece {code}")
    if reading.error is not None:
        return reading_payload(reading, asked.locale)
    shown = await bot.desk.library.show(asked.who, code)
    request = ResolvedRequest.from_json(shown.piece.request)
    told = Told(asked.address.user, asked.locale)
    embed = piece_embed(told, shown.piece, request, shown.facts)
    family = "\n".join(reading.notes)
    value = limits.shortened(family, limits.FIELD_VALUE - len(_FENCES))
    embed.add_field(
        name=text("menu.origin", asked.locale), value=_FENCES.format(value), inline=False
    )
    return Payload(embed=embed)


async def _remix(bot: Bot, piece: Piece, interaction: discord.Interaction[Any], words: str) -> None:
    """A remix is as private as what it is made of."""
    private = piece.visibility == "private"
    said = f"remix {piece.code}, {words or 'again'}"
    await say_about(bot, interaction, said, private=private)
