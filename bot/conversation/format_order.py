"""The answer to an order about formats: which files a user wants from now on."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import wording
from bot.conversation.meanings.formats import read_format_order
from bot.conversation.preferences import Preferences
from bot.conversation.reading import Reading
from bot.conversation.request import ResolvedRequest
from engine.errors import RenderError


def ordered_formats(
    text: str, preferences: Preferences, request: ResolvedRequest | None
) -> Reading | None:
    """Remember the formats that a message names, or the usual ones again; None for no order."""
    names = read_format_order(text)
    if names is None:
        return None
    if names:
        # Half a second of renderers, that nothing else said here needs.
        from engine.render.formats import check_formats

        try:
            check_formats(names)
        except RenderError as error:
            return Reading("set_prefs", request, error=wording.bad_formats(str(error)))
    usual = replace(preferences.usual(), formats=names or None)
    preferences.remember(usual)
    return Reading("set_prefs", request, wording.preferences_list(usual))
