"""The buttons under a message: which there are, what they are called, what number they carry.

Each carries the piece's code (or the job's number) and whose it is, so that it works after a
restart and at any age. What a press does is in ``pressing``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import discord

from bot.discord import limits
from bot.discord.colours import sign
from bot.discord.pressed import Chosen, Press, custom_id
from bot.discord.texts import ENGLISH, text
from engine.render.formats import FORMATS, Format

_MOST_GENRES = 5


@dataclass(frozen=True, slots=True)
class Sign:
    """A button's row of the table: its key (also of its label), sign, row and style."""

    key: str
    sign: str
    row: int
    style: discord.ButtonStyle = discord.ButtonStyle.secondary


PIECE_BUTTONS: tuple[Sign, ...] = (
    Sign("again", "🎲", 0, discord.ButtonStyle.primary),
    Sign("vary", "🔀", 0),
    Sign("wilder", "🌶️", 0),
    Sign("safer", "🛟", 0),
    Sign("longer", "📏", 0),
    Sign("up", "👍", 2),
    Sign("down", "👎", 2),
    Sign("edit", "✏️", 2),
    Sign("save", "💾", 2),
    Sign("more", "📁", 2),
    Sign("sheet", "🎼", 3),
    Sign("musicxml", "📝", 3),
    Sign("stems", "🎚️", 3),
    Sign("mp3", "🎧", 3),
)


def piece_view(
    code: str, owner: int, locale: str, genres: Iterable[str], *, up: int = 0, down: int = 0
) -> discord.ui.View:
    """The buttons of a piece."""
    view = discord.ui.View(timeout=None)
    counts = {"up": up, "down": down}
    for one in PIECE_BUTTONS:
        label = str(counts[one.key]) if one.key in counts else text(f"button.{one.key}", locale)
        view.add_item(_button(one, label, code, owner))
    names = list(genres)[:_MOST_GENRES]
    for name in names if len(names) > 1 else []:
        label = limits.shortened(text("button.more_of", locale, genre=name), limits.BUTTON_LABEL)
        row = Sign("genre", sign(name), 1)
        view.add_item(_button(row, label, code, owner, argument=name))
    return view


def making_view(job: int, owner: int, locale: str) -> discord.ui.View:
    """The buttons of a piece that is being made."""
    view = discord.ui.View(timeout=None)
    stop = Sign("stop", "✖️", 0)
    view.add_item(_button(stop, text("button.stop", locale), str(job), owner))
    return view


def remix_view(code: str, owner: int, locale: str, said: str) -> discord.ui.View:
    """An offer to somebody whose piece it isn't: the same change, as a piece of their own."""
    view = discord.ui.View(timeout=None)
    remix = Sign("remix", "🔁", 0, discord.ButtonStyle.primary)
    view.add_item(_button(remix, text("button.remix", locale), code, owner, argument=said))
    return view


def tries_view(owner: int, examples: Sequence[str]) -> discord.ui.View:
    """Examples that can be tried with a press, by anybody."""
    view = discord.ui.View(timeout=None)
    for number, said in enumerate(examples):
        row = Sign("try", "▶️", number // 2)
        label = limits.shortened(said, limits.BUTTON_LABEL)
        view.add_item(_button(row, label, str(number), owner, argument=said))
    return view


def queue_view(owner: int, locale: str, jobs: Sequence[int]) -> discord.ui.View:
    """A button to cancel each of one's own jobs."""
    view = discord.ui.View(timeout=None)
    for number, job in enumerate(jobs, start=1):
        label = f"{number}. {text('button.stop', locale)}"
        view.add_item(_button(Sign("stop", "✖️", 0), label, str(job), owner))
    return view


def battle_view(code: str, locale: str) -> discord.ui.View:
    """Left or right: anybody's to press, and to change their mind."""
    view = discord.ui.View(timeout=None)
    for side, arrow in (("left", "⬅️"), ("right", "➡️")):
        row = Sign(side, arrow, 0, discord.ButtonStyle.primary)
        view.add_item(_button(row, text(f"button.{side}", locale), code, 0))
    return view


def erase_view(owner: int, locale: str) -> discord.ui.View:
    """The button that erases everything of its owner."""
    view = discord.ui.View(timeout=None)
    row = Sign("erase", "🗑️", 0, discord.ButtonStyle.danger)
    view.add_item(_button(row, text("button.erase", locale), "all", owner))
    return view


def pieces_view(owner: int, locale: str, pieces: Sequence[tuple[str, str]]) -> discord.ui.View:
    """Pieces (code, title) to choose from; who chooses sees it alone."""
    view = discord.ui.View(timeout=None)
    options = [
        discord.SelectOption(label=code, value=code,
                             description=limits.shortened(title, limits.OPTION_TEXT))
        for code, title in pieces[: limits.OPTIONS]
    ]  # fmt: skip
    menu: discord.ui.Select[discord.ui.View] = discord.ui.Select(
        custom_id=custom_id("piece", "0", owner), placeholder=text("show.which", locale),
        options=options,
    )  # fmt: skip
    view.add_item(Chosen(menu))
    return view


def formats_view(code: str, owner: int, locale: str) -> discord.ui.View:
    """Every format of a piece, to choose from."""
    view = discord.ui.View(timeout=None)
    view.add_item(
        Chosen(
            discord.ui.Select(
                custom_id=custom_id("files", code, owner),
                placeholder=text("files.which", locale),
                options=[
                    discord.SelectOption(
                        label=row.name, value=row.name,
                        description=limits.shortened(_what(row, locale), limits.OPTION_TEXT),
                    )
                    for row in FORMATS
                ],
            )
        )
    )  # fmt: skip
    return view


def _what(row: Format, locale: str) -> str:
    """What a format is; one that no language has words for yet says it itself."""
    key = f"format.{row.name}"
    return text(key, locale) if key in ENGLISH else row.what


def _button(one: Sign, label: str, key: str, owner: int, *, argument: str = "") -> Press:
    return Press(
        discord.ui.Button(
            style=one.style, label=label, emoji=one.sign, row=one.row,
            custom_id=custom_id(one.key, key, owner, argument),
        )
    )  # fmt: skip
