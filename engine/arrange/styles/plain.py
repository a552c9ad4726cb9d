"""The style of a genre that has no rows of its own, such as one a user has trained."""

from engine.arrange.style import Band, Groove, Pattern, Style

STYLE = Style(
    genre="plain",
    bands=(
        Band("piano", "guitar", "double bass", "strings", "clarinet"),
        Band("flute", "piano", "double bass", "strings", "violin"),
    ),
    brings=frozenset({"chords", "bass"}),
    voicing="triad",
    chords=(
        Pattern("strum", "x-x-x-x-", "x-x-x-", "x-x-", "x--x--"),
        Pattern("broken chords", "1-2-3-2-", "1-2-3-", "1-3-", "1-23-2"),
    ),
    bass=(Pattern("root and fifth", "1---5---", "1---5-", "1-5-", "1--5--"),),
    grooves=(
        Groove("light beat", (
            Pattern("hat", "x.x.x.x.", "x.x.x.", "x.x.", "x..x.."),
            Pattern("kick", "x...x...", "x.....", "x...", "x....."),
            Pattern("stick", "..x...x.", "....x.", "..x.", "...x.."),
        )),
    ),
    inner=(Pattern("sustained", "x-------", "x-----", "x---", "x-----"),),
)  # fmt: skip
