"""The table of styles, one row per genre, each in a file of its own."""

from collections.abc import Iterable

from engine.arrange.style import Style
from engine.arrange.styles import (
    blues,
    celtic,
    classical,
    folk,
    game,
    hymn,
    jazz,
    mazurka,
    plain,
    ragtime,
    renaissance,
    vintage_pop,
)

STYLES: dict[str, Style] = {
    module.STYLE.genre: module.STYLE
    for module in (
        jazz, classical, blues, celtic, folk, hymn, ragtime, vintage_pop, mazurka, game,
        renaissance,
    )
}  # fmt: skip


_ADDED: dict[str, Style] = {}


def install_styles(styles: Iterable[Style]) -> None:
    """Make these the styles that this process knows beside ``STYLES``; once, at its start."""
    _ADDED.clear()
    _ADDED.update((style.genre, style) for style in styles)


def style_of(genre: str) -> Style:
    """The style of a genre; one that has no rows plays the plain style."""
    return STYLES.get(genre) or _ADDED.get(genre, plain.STYLE)
