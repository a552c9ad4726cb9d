"""Hymns: four voices that move together."""

from engine.arrange.style import Band, Groove, Pattern, Style

STYLE = Style(
    genre="hymn",
    bands=(
        Band("choir", "organ", "organ", "choir", "oboe"),
        Band("organ", "organ", "organ", "organ", "trumpet"),
        Band("oboe", "organ", "cello", "choir", "violin"),
    ),
    brings=frozenset({"inner", "bass"}),
    leads_in=frozenset({"chords", "inner", "counter", "bass"}),
    voicing="triad",
    dynamics=-4,
    density=0.3,
    legato=0.97,
    mines=frozenset({"chords", "drums"}),  # the four parts move together
    chords=(
        Pattern("organ chords", "x---x---", "x---x-", "x-x-", "x--x--"),
        Pattern("held organ", "x-------", "x-----", "x---", "x-----"),
    ),
    bass=(Pattern("four parts", "s-s-s-s-", "s-s-s-", "s-s-", "s--s--"),),
    grooves=(
        Groove("quiet pulse", (
            Pattern("kick", "o.......", "o.....", "o...", "o....."),
            Pattern("pedal", "..o...o.", "..o.o.", "..o.", "...o.."),
        ), fill=("pedal",), ending=("ride",)),
    ),
    inner=(Pattern("four parts", "s-s-s-s-", "s-s-s-", "s-s-", "s--s--"),),
)  # fmt: skip
