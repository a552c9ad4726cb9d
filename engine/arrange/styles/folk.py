"""Folk: boom-chuck and picked guitar, a bass on root and fifth."""

from engine.arrange.style import Band, Groove, Pattern, Style

STYLE = Style(
    genre="folk",
    bands=(
        Band("violin", "steel guitar", "double bass", "accordion", "mandolin"),
        Band("accordion", "guitar", "double bass", "viola", "violin"),
        Band("mandolin", "steel guitar", "double bass", "concertina", "violin"),
    ),
    brings=frozenset({"chords", "bass"}),
    voicing="guitar",
    density=0.5,
    legato=0.9,
    chords=(
        Pattern("boom-chuck", "b-x.f-x.", "b-x.x.", "bxfx", "b-xf-x"),
        Pattern("strum", "X-xo.xo-", "X-xoxo", "X-xo", "X-xo-x"),
        Pattern("picking", "b231f231", "b23232", "b2f3", "b23f23"),
        Pattern("boom-chucka", "b-xof-xo", "b-xoxo", "bxfx", "b-xf-x"),
    ),
    bass=(
        Pattern("root and fifth", "1---5---", "1---5-", "1-5-", "1--5--"),
        Pattern("short root and fifth", "1-..5-..", "1-....", "1-5-", "1-.5-."),
        Pattern("run up", "1---5---|1---5-5>", "1-----|1---5>", "1-5-|1-5>", "1--5--|1--5->"),
    ),
    grooves=(
        Groove("tambourine", (
            Pattern("tambourine", "..x...x.", "..x.x.", "..x.", "..x..x"),
            Pattern("kick", "o...o...", "o.....", "o...", "o..o.."),
        ), fill=("stick",), ending=("tambourine", "kick")),
        Groove("shaker", (
            Pattern("maracas", "xoxoxoxo", "xoxoxo", "xoxo", "xooxoo"),
            Pattern("kick", "o...o...", "o.....", "o...", "o..o.."),
        ), fill=("stick",), ending=("tambourine", "kick")),
    ),
    inner=(
        Pattern("reed drone", "x-------", "x-----", "x---", "x-----"),
        Pattern("halves", "x---x---", "x---x-", "x-x-", "x--x--"),
    ),
)  # fmt: skip
