"""What a press does: one row an action. Words lead to the one path, like everything that is said.

Presses that change somebody's piece are its owner's; others are offered a remix.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import discord

from bot.conversation.presets import NAME_LENGTH
from bot.conversation.request import ResolvedRequest
from bot.conversation.request_words import request_sentence
from bot.discord import sending
from bot.discord.asked import of_interaction
from bot.discord.battling import choose
from bot.discord.bot import Bot
from bot.discord.buttons import formats_view, remix_view
from bot.discord.conversation import hear
from bot.discord.erasing import erase
from bot.discord.forms import Form
from bot.discord.payload import Payload
from bot.discord.pressed import Pressed
from bot.discord.showing import show_piece
from bot.discord.telling import attached
from bot.discord.texts import text
from bot.discord.voting import vote
from bot.discord.waiting import files_of

Action = Callable[[Bot, discord.Interaction[Any], Pressed], Awaitable[None]]

# What is said of the piece by a press that makes another of it.
_WORDS: Mapping[str, str] = {
    "again": "again", "vary": "again", "wilder": "more adventurous",
    "safer": "safer", "longer": "longer",
}  # fmt: skip
_VERSIONS = 3
_FILES = frozenset({"sheet", "musicxml", "stems", "mp3"})


async def press(bot: Bot, interaction: discord.Interaction[Any], pressed: Pressed) -> None:
    """Do what a button says. Raises what its answer raises."""
    if pressed.key in _FILES:
        await hand_out(bot, interaction, pressed.about, pressed.key)
        return
    action = _ACTIONS.get(pressed.key)
    if action is None:
        said = text("press.unknown", interaction.locale.value)
        await sending.answer(interaction, Payload(said))
        return
    await action(bot, interaction, pressed)


async def say_about(
    bot: Bot,
    interaction: discord.Interaction[Any],
    words: str,
    about: str | None = None,
    count: int | None = None,
    private: bool = False,
) -> None:
    """Have words answered after a press or a form, as private as the message that it was on.

    ``private`` makes the answer private wherever it was.
    """
    on = interaction.message
    private = private or (on is not None and on.flags.ephemeral)
    number = await sending.defer(interaction, private=private)
    asked = of_interaction(interaction, message=number, private=private)
    await hear(bot, asked, words, about=about, count=count)


async def hand_out(bot: Bot, interaction: discord.Interaction[Any], code: str, wished: str) -> None:
    """Give a piece's files of a format to who pressed, and to nobody else."""
    number = await sending.defer(interaction, private=True)
    asked = of_interaction(interaction, message=number)
    shown = await bot.desk.library.show(asked.who, code)
    files = await files_of(bot, asked, code, wished)
    told = text("files.here", asked.locale, format=wished, code=code)
    await sending.answer(interaction, Payload(told, files=attached(shown.piece, files)))


async def _change(bot: Bot, interaction: discord.Interaction[Any], pressed: Pressed) -> None:
    words = _WORDS.get(pressed.key) or f"more {pressed.argument}"
    if interaction.user.id == pressed.owner:
        count = _VERSIONS if pressed.key == "vary" else None
        await say_about(bot, interaction, words, pressed.about, count)
    else:
        await _offer_remix(interaction, pressed, words)


async def _offer_remix(interaction: discord.Interaction[Any], pressed: Pressed, words: str) -> None:
    locale = interaction.locale.value
    view = remix_view(pressed.about, interaction.user.id, locale, words)
    said = text("press.not_yours", locale, owner=f"<@{pressed.owner}>")
    await sending.answer(interaction, Payload(said, view=view))


async def _remix(bot: Bot, interaction: discord.Interaction[Any], pressed: Pressed) -> None:
    """Somebody else's piece, changed, as one's own: for all to see, as the origin is."""
    number = await sending.defer(interaction, private=False)
    asked = of_interaction(interaction, message=number)
    words = pressed.argument or "again"
    await hear(bot, asked, f"remix {pressed.about}, {words}")


async def _edit(bot: Bot, interaction: discord.Interaction[Any], pressed: Pressed) -> None:
    """A form with the whole request in words."""
    if interaction.user.id != pressed.owner:
        await _offer_remix(interaction, pressed, "again")
        return
    asked = of_interaction(interaction, message=None)
    shown = await bot.desk.library.show(asked.who, pressed.about)
    filled = request_sentence(ResolvedRequest.from_json(shown.piece.request))
    submitted = partial(_say_form, bot, pressed.about)
    await sending.ask(interaction, Form("edit", interaction.locale.value, submitted, filled=filled))


async def _say_form(
    bot: Bot, about: str, interaction: discord.Interaction[Any], words: str
) -> None:
    await say_about(bot, interaction, words, about)


async def _save(bot: Bot, interaction: discord.Interaction[Any], pressed: Pressed) -> None:
    """Anybody may keep what a piece asks for under a name of their own."""

    async def submitted(answered: discord.Interaction[Any], name: str) -> None:
        number = await sending.defer(answered, private=True)
        asked = of_interaction(answered, message=number, alone=True)
        await hear(bot, asked, f"save this as {name}", about=pressed.about)

    locale = interaction.locale.value
    form = Form("save", locale, submitted, most=NAME_LENGTH[1], is_long=False)
    await sending.ask(interaction, form)


async def _stop(bot: Bot, interaction: discord.Interaction[Any], pressed: Pressed) -> None:
    locale = interaction.locale.value
    if interaction.user.id != pressed.owner:
        said = text("press.stop_not_yours", locale, owner=f"<@{pressed.owner}>")
        await sending.answer(interaction, Payload(said))
        return
    making = bot.desk.makings.get(int(pressed.about))
    if making is not None and making.stop():
        await sending.acknowledge(interaction)
        return
    await sending.answer(interaction, Payload(text("press.too_late", locale)))


async def _more(bot: Bot, interaction: discord.Interaction[Any], pressed: Pressed) -> None:
    locale = interaction.locale.value
    view = formats_view(pressed.about, interaction.user.id, locale)
    await sending.answer(interaction, Payload(text("files.which", locale), view=view))


async def _chosen(bot: Bot, interaction: discord.Interaction[Any], pressed: Pressed) -> None:
    await hand_out(bot, interaction, pressed.about, pressed.argument)


async def _try(bot: Bot, interaction: discord.Interaction[Any], pressed: Pressed) -> None:
    """An example of the help, as the presser's own wish."""
    number = await sending.defer(interaction, private=False)
    asked = of_interaction(interaction, message=number)
    await hear(bot, asked, pressed.argument)


async def _show(bot: Bot, interaction: discord.Interaction[Any], pressed: Pressed) -> None:
    """A piece out of a list, to its chooser alone."""
    number = await sending.defer(interaction, private=True)
    asked = of_interaction(interaction, message=number)
    hidden = not asked.who.place.startswith("dm:")
    asked = replace(asked, address=replace(asked.address, is_ephemeral=hidden))
    await show_piece(bot, asked, pressed.argument)


_ACTIONS: dict[str, Action] = {
    **dict.fromkeys(_WORDS, _change), "genre": _change, "remix": _remix, "edit": _edit,
    "save": _save, "stop": _stop, "more": _more, "files": _chosen, "up": vote, "down": vote,
    "try": _try, "piece": _show, "erase": erase, "left": choose, "right": choose,
}  # fmt: skip
