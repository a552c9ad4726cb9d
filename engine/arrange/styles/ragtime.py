"""Ragtime: one piano, a striding left hand under a syncopated right."""

from engine.arrange.style import Band, Groove, Pattern, Style

STYLE = Style(
    genre="ragtime",
    bands=(
        Band("piano", "piano", "tuba", "clarinet", "clarinet"),
        Band("honky-tonk piano", "honky-tonk piano", "tuba", "trombone", "clarinet"),
        Band("piano", "piano", "tuba", "banjo", "trumpet"),
    ),
    brings=frozenset({"chords"}),
    leads_in=frozenset({"drums"}),
    voicing="triad",
    density=0.55,
    legato=0.88,
    chords=(
        Pattern("stride", "B-x.F-x.", "B-x.x.", "BxFx", "B-xF-x"),
        Pattern("stride with octaves", "B-x.B-x.|B-x.F-F-", "B-x.x.|B-x.F.",
                "BxBx|BxFF", "B-xF-x"),
        Pattern("double chords", "B-xxF-xx", "B-xxx.", "BxFx|Bxxx", "B-xF-x"),
    ),
    bass=(
        Pattern("tuba", "1-..5-..", "1-....", "1.5.", "1-.5-."),
        Pattern("tuba walk", "1-..5-..|1-..5-5>", "1-....|1-..5>", "1.5.|1.5>", "1-.5-."),
    ),
    grooves=(
        Groove("march", (
            Pattern("kick", "x...x...", "x.....", "x.x.", "x..x.."),
            Pattern("snare", "..x...x.", "..x.x.", ".x.x", "..x..x"),
            Pattern("wood", "o.oo.oo.", "o.oo.o", "o.oo", "o.oo.o"),
        ), fill=("snare",)),
    ),
    inner=(
        Pattern("band halves", "x---x---", "x---x-", "x-x-", "x--x--"),
        Pattern("band off-beats", "..x...x.", "..x.x.", ".x.x", "..x..x"),
    ),
)  # fmt: skip
