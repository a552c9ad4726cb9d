"""``/compose``: a sentence, and fields for those who like fields better."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.discord import sending
from bot.discord.asked import Asked, of_interaction
from bot.discord.bot import Bot
from bot.discord.commands import choices
from bot.discord.commands.everywhere import everywhere
from bot.discord.commands.fields import Fields, words_of
from bot.discord.conversation import hear
from bot.discord.texts import named
from bot.discord.troubles import missing
from bot.discord.tunes import read_upload
from engine.request import BARS_RANGE, SEED_RANGE, TEMPO_RANGE

_OPTIONS = (
    "prompt", "weights", "adventure", "tempo", "key", "bars", "band", "seed", "preset", "piece",
    "file", "keep", "private",
)  # fmt: skip


def register(tree: app_commands.CommandTree[Any], bot: Bot) -> None:
    """Add ``/compose``."""

    @tree.command(name=named("name.compose"), description=named("about.compose"))
    @everywhere
    @app_commands.rename(**{name: named(f"name.compose.{name}") for name in _OPTIONS})
    @app_commands.describe(**{name: named(f"about.compose.{name}") for name in _OPTIONS})
    async def compose(
        interaction: discord.Interaction[Any],
        prompt: app_commands.Range[str, 0, 500] = "",
        weights: app_commands.Range[str, 0, 200] = "",
        adventure: app_commands.Range[int, 0, 10] | None = None,
        tempo: app_commands.Range[int, TEMPO_RANGE[0], TEMPO_RANGE[1]] | None = None,
        key: app_commands.Range[str, 0, 40] = "",
        bars: app_commands.Range[int, BARS_RANGE[0], BARS_RANGE[1]] | None = None,
        band: app_commands.Range[str, 0, 200] = "",
        seed: app_commands.Range[int, SEED_RANGE[0], SEED_RANGE[1]] | None = None,
        preset: app_commands.Range[str, 0, 40] = "",
        piece: app_commands.Range[str, 0, 100] = "",
        file: discord.Attachment | None = None,
        keep: bool = False,
        private: bool = False,
    ) -> None:
        number = await sending.defer(interaction, private=private)
        asked = with_permissions(
            interaction, of_interaction(interaction, message=number, private=private)
        )
        fields = Fields(prompt, weights, adventure, tempo, key, bars, band, seed, preset)
        tune = None if file is None else await read_upload(file, keep=keep)
        words = "again" if piece and fields == Fields() else words_of(fields)
        await hear(bot, asked, words, about=piece or None, tune=tune)

    @compose.autocomplete("weights")
    async def _weights(_: discord.Interaction[Any], typed: str) -> list[choices.Choice]:
        return choices.blends(typed)

    @compose.autocomplete("key")
    async def _key(_: discord.Interaction[Any], typed: str) -> list[choices.Choice]:
        return choices.keys(typed)

    @compose.autocomplete("preset")
    async def _preset(interaction: discord.Interaction[Any], typed: str) -> list[choices.Choice]:
        return await choices.presets(bot, interaction, typed)

    @compose.autocomplete("piece")
    async def _piece(interaction: discord.Interaction[Any], typed: str) -> list[choices.Choice]:
        return await choices.pieces(bot, interaction, typed)


def with_permissions(interaction: discord.Interaction[Any], asked: Asked) -> Asked:
    """With what the bot lacks to show a piece there; an answer to a command needs little."""
    if asked.address.guild is None or not asked.address.is_member:
        return asked
    lacks = missing(interaction.app_permissions, in_thread=False)
    needed = tuple(name for name in lacks if name in ("embed_links", "attach_files"))
    return replace(asked, lacks=needed)
