"""The table of styles, one row per genre, each in a file of its own."""

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


def style_of(genre: str) -> Style:
    """The style of a genre; one that has no rows plays the plain style."""
    return STYLES.get(genre, plain.STYLE)
