"""The Discord front end's sentences: complete in both languages, within Discord's limits."""

import asyncio
import string
from pathlib import Path

import discord
from discord import app_commands

from bot.app import App
from bot.desk.desk import Desk
from bot.discord.bot import Bot
from bot.discord.commands import register
from bot.discord.texts import ENGLISH, GERMAN
from bot.settings import Settings

# Discord's documented limits of commands.
NAME, DESCRIPTION = 32, 100


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_every_sentence_is_said_in_both_languages_with_the_same_places() -> None:
    assert set(GERMAN) == set(ENGLISH)
    assert {k: GERMAN[k] for k in ENGLISH if places(ENGLISH[k]) != places(GERMAN[k])} == {}


def test_names_and_descriptions_of_commands_fit() -> None:
    for table in (ENGLISH, GERMAN):
        for key, words in table.items():
            if key.startswith("about."):
                assert 1 <= len(words) <= DESCRIPTION, key
            elif key.startswith("name.") and not key.startswith("name.menu."):
                assert 1 <= len(words) <= NAME, key
                assert words == words.lower(), key
                assert " " not in words, key


async def _registered(settings: Settings) -> app_commands.CommandTree[discord.Client]:
    client = discord.Client(intents=discord.Intents.none())
    tree = app_commands.CommandTree(client)
    with App(settings) as app:
        async with Desk(app) as desk:
            register(tree, Bot(desk))
    return tree


async def _all_names(settings: Settings) -> set[str]:
    return {command.qualified_name for command in (await _registered(settings)).walk_commands()}


def test_all_commands_are_there(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, FUSEBOX_MEMORY_DIR=tmp_path / "m")
    names = asyncio.run(_all_names(settings))
    wanted = {
        *("compose", "genres", "help", "prefs", "history", "piece", "privacy", "top", "queue"),
        *("status", "listen", "leave", "taste", "preset use", "preset save", "preset list"),
        *("preset delete", "preset share", "preset import", "battle call", "settings show"),
    }
    assert wanted <= names
