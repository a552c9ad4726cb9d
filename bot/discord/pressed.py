"""Buttons and menus that outlive the process: all they know stands in their custom id."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import discord

from bot.discord import limits

_ID = r"(?P<key>[a-z0-9_]{1,16}):(?P<about>[0-9A-Za-z]{1,20}):(?P<owner>\d{1,20})"
_BUTTON = rf"fx:{_ID}(?::(?P<argument>.{{1,90}}))?"
_MENU = rf"fxm:{_ID}"
MENUS = frozenset({"files", "piece"})


@dataclass(frozen=True, slots=True)
class Pressed:
    """What was pressed: an action's key, the piece's code or the job's number, whose it is."""

    key: str
    about: str
    owner: int
    argument: str = ""


def custom_id(key: str, about: str, owner: int, argument: str = "") -> str:
    """``fx:again:K7M2QX:8051``; what is left out of a long argument can't be told apart."""
    prefix = "fxm" if key in MENUS else "fx"
    whole = f"{prefix}:{key}:{about}:{owner}"
    return f"{whole}:{argument}"[: limits.CUSTOM_ID] if argument else whole


class Press(discord.ui.DynamicItem[discord.ui.Button[Any]], template=_BUTTON):
    """A button of any message of ours, however old."""

    pressed: Pressed

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any],
        match: re.Match[str], /,
    ) -> Press:  # fmt: skip
        """The button of a message, as it was pressed."""
        assert isinstance(item, discord.ui.Button)
        press = cls(item)
        press.pressed = _read(match)
        return press

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Have it done; what goes wrong is told there."""
        await interaction.client.press(interaction, self.pressed)


class Chosen(discord.ui.DynamicItem[discord.ui.Select[Any]], template=_MENU):
    """A menu of any message of ours."""

    pressed: Pressed

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any],
        match: re.Match[str], /,
    ) -> Chosen:  # fmt: skip
        """The menu of a message, as it was used."""
        assert isinstance(item, discord.ui.Select)
        chosen = cls(item)
        chosen.pressed = _read(match)
        return chosen

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """As a press, with what was chosen as its argument."""
        said = self.pressed
        chosen = Pressed(said.key, said.about, said.owner, self.item.values[0])
        await interaction.client.press(interaction, chosen)


def _read(match: re.Match[str]) -> Pressed:
    found = match.groupdict()
    return Pressed(found["key"], found["about"], int(found["owner"]), found.get("argument") or "")
