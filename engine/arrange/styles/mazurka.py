"""Mazurka: bass on one, chords on two and three, the accent where it surprises."""

from engine.arrange.style import Band, Groove, Pattern, Style

STYLE = Style(
    genre="mazurka",
    bands=(
        Band("piano", "piano", "cello", "strings", "clarinet"),
        Band("violin", "piano", "cello", "viola", "clarinet"),
        Band("clarinet", "piano", "double bass", "viola", "violin"),
    ),
    brings=frozenset({"chords"}),
    voicing="triad",
    density=0.45,
    legato=0.92,
    chords=(
        Pattern("accent on two", "b-X-x-x-", "b-X-x-", "b-X-", "b-Xx-x"),
        Pattern("accent on three", "b-x-x-X-", "b-x-X-", "b-x-", "b-xx-X"),
        Pattern("bagpipe fifths", "b-x-b-x-", "b-x-x-|b---X-", "b-x-", "b-xb-x"),
    ),
    bass=(
        Pattern("one", "1---5---", "1-----", "1---", "1--5--"),
        Pattern("one and three", "1---5-1-", "1---5-", "1-5-", "1--5--"),
    ),
    grooves=(
        Groove("village", (
            Pattern("kick", "x...o...", "x.....", "x...", "x....."),
            Pattern("tambourine", "..X.x.x.", "..X.x.|..x.X.", "..X.", "..Xo.x"),
        ), fill=("tambourine", "snare"), ending=("tambourine", "kick")),
    ),
    inner=(
        Pattern("long", "x-------", "x-----", "x---", "x-----"),
        Pattern("afterbeats", "..x-x-x-", "..x-x-", "..x-", "..x--x"),
    ),
)  # fmt: skip
