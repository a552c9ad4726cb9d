"""The connection to Discord: what arrives is handed to the one path; nothing is decided here."""

from __future__ import annotations

import logging
import sys
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.discord import commands
from bot.discord.bot import Bot
from bot.discord.errors import CannotSync
from bot.discord.hearing import hear_message
from bot.discord.owed import take_up_owed
from bot.discord.patience import passes, patiently
from bot.discord.payload import Payload
from bot.discord.pressed import Chosen, Press, Pressed
from bot.discord.pressing import press
from bot.discord.sending import NOBODY, answer
from bot.discord.texts import Translations
from bot.discord.troubles import PERMISSIONS, logged, sentence_of

_LOG = logging.getLogger("fusebox.discord")
_SYNC_WAITS = (1.0, 2.0, 4.0)


class Tree(app_commands.CommandTree["Client"]):
    """The commands; what goes wrong in one is told to its user and ends there."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Nobody is refused here; the reader's language is remembered."""
        interaction.client.bot.speaks(interaction.user.id, interaction.locale.value)
        return True

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell a sentence, with a code where only the log can help."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await interaction.client.say_trouble(interaction, cause)


class Client(discord.AutoShardedClient):
    """One connection of the bot; a broken one is thrown away and made anew."""

    def __init__(
        self, bot: Bot, *, proxy: str | None = None, shard_count: int | None = None
    ) -> None:
        # Content arrives without a privileged intent where the bot is mentioned, answered or
        # written to directly.
        intents = discord.Intents(
            guilds=True, guild_messages=True, dm_messages=True, voice_states=True
        )
        # /listen says itself what is missing.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            intents=intents, allowed_mentions=NOBODY, proxy=proxy, shard_count=shard_count,
            max_messages=None, activity=discord.CustomActivity("70% jazz 30% classical"),
        )  # fmt: skip
        self.bot = bot
        self.was_ready = False
        bot.client = self
        self.tree = Tree(self)
        commands.register(self.tree, bot)

    async def setup_hook(self) -> None:
        """Before the first connection: buttons of any age, and the commands' names at Discord."""
        self.add_dynamic_items(Press, Chosen)
        await self.tree.set_translator(Translations())
        if self.bot.was_synced:
            return
        try:
            await patiently(self.tree.sync, _SYNC_WAITS)
        except (app_commands.AppCommandError, discord.HTTPException) as error:
            if isinstance(error, discord.HTTPException) and passes(error):
                raise
            raise CannotSync(
                f"Discord refused the commands: {error}. Invite the bot again with the scope "
                "applications.commands (docs/discord.md)"
            ) from error
        self.bot.was_synced = True

    async def on_ready(self) -> None:
        """Connected: what an earlier process or connection owed is done."""
        _LOG.info("connected as %s in %s servers", self.user, len(self.guilds))
        if not self.guilds and self.application_id is not None:
            scopes = ("bot", "applications.commands")
            link = discord.utils.oauth_url(
                self.application_id, permissions=PERMISSIONS, scopes=scopes
            )
            _LOG.info("invite it to a server with %s", link)
        self.was_ready = True
        self.bot.has_connected.set()
        self.bot.spawn(take_up_owed(self.bot))

    async def on_resumed(self) -> None:
        """Connected again."""
        self.bot.spawn(take_up_owed(self.bot))

    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote; most of it isn't for the bot."""
        await hear_message(self.bot, message)

    async def press(self, interaction: discord.Interaction[Any], pressed: Pressed) -> None:
        """A button or menu was used."""
        self.bot.speaks(interaction.user.id, interaction.locale.value)
        try:
            await press(self.bot, interaction, pressed)
        except Exception as error:  # the border of a press: discord.py would only log it
            await self.say_trouble(interaction, error)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """An event's handler failed: logged, and nothing else ends."""
        error = sys.exc_info()[1]
        if error is not None:
            _LOG.error("the handler of %s failed", event_method)
            logged(error)

    async def say_trouble(
        self, interaction: discord.Interaction[Any], error: BaseException
    ) -> None:
        """Tell somebody what went wrong, if Discord lets us."""
        said = sentence_of(error, interaction.locale.value)
        try:
            await answer(interaction, Payload(said))
        except (discord.HTTPException, aiohttp.ClientError, OSError) as failure:
            _LOG.info("a trouble could not be told: %s", failure)
