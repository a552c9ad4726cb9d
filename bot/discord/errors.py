"""Why the Discord bot can't start (a sentence and an exit code each), and who must wait."""

from __future__ import annotations

from bot.errors import BotError


class MustWait(BotError):
    """Somebody asked for too much; the message says in their language how long to wait."""


class CannotStart(BotError):
    """The bot can't start; ``exit_code`` says why to whatever started it."""

    exit_code = 10


class NoToken(CannotStart):
    """No token is set where the bot was demanded."""

    exit_code = 11


class BadToken(CannotStart):
    """Discord doesn't know the token."""

    exit_code = 12


class NoNetwork(CannotStart):
    """Discord can't be reached."""

    exit_code = 13


class CannotSync(CannotStart):
    """Discord refused the commands."""

    exit_code = 14
