"""Renaissance: a consort of slow voices over lute or harp."""

from engine.arrange.style import Band, Groove, Pattern, Style

STYLE = Style(
    genre="renaissance",
    bands=(
        Band("recorder", "lute", "viol", "choir", "flute", "bodhran"),
        Band("choir", "harp", "viol", "choir", "recorder", "bodhran"),
        Band("flute", "lute", "viol", "viola", "oboe", "bodhran"),
    ),
    brings=frozenset({"chords", "bass", "inner"}),
    voicing="open",
    dynamics=-6,
    density=0.3,
    legato=0.96,
    imitates=True,
    chords=(
        Pattern("lute chords", "x---x---", "x---x-", "x-x-", "x--x--"),
        Pattern("lute picking", "1-3-2-3-", "1-3-2-", "1-3-", "1-32--"),
        Pattern("rolled harp", "1-2-3---", "1-2-3-", "123-", "1-2-3-"),
    ),
    bass=(
        Pattern("tenor bass", "s---s---", "s---s-", "s-s-", "s--s--"),
        Pattern("drone", "d-------", "d-----", "d---", "d-----"),
    ),
    grooves=(
        Groove("tabor", (
            Pattern("frame low", "x...o...", "x.....", "x...", "x..o.."),
            Pattern("frame high", "..o.oo..", "..o.oo", "..oo", "..o..o"),
        ), fill=("frame high",), ending=("frame low",)),
    ),
    inner=(
        Pattern("homophony", "s---s-s-", "s---s-", "s-s-", "s--s--"),
        Pattern("slow voices", "s---s---", "s---s-", "s---", "s-----"),
    ),
)  # fmt: skip
