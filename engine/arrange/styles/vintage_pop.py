"""Vintage pop: foxtrot oom-pah, banjo, brushes."""

from engine.arrange.style import Band, Groove, Pattern, Style

STYLE = Style(
    genre="vintage pop",
    bands=(
        Band("clarinet", "piano", "tuba", "strings", "muted trumpet"),
        Band("muted trumpet", "banjo", "tuba", "clarinet", "trombone"),
        Band("violin", "piano", "double bass", "strings", "clarinet"),
    ),
    brings=frozenset({"chords", "bass", "drums"}),
    leads_in=frozenset({"drums"}),
    voicing="sixth",
    swing=0.57,
    density=0.5,
    legato=0.92,
    chords=(
        Pattern("oom-pah", "b-x.f-x.", "b-x.x.", "bxfx", "b-xf-x"),
        Pattern("foxtrot", "b-x.b-xx", "b-x.xx", "b-xx", "b-xb-x"),
        Pattern("banjo four", "x.x.x.x.", "x.x.x.", "x.x.", "x..x.."),
        Pattern("croon", "x---x-x-", "x---x-", "x-x-", "x--x--"),
    ),
    bass=(
        Pattern("two beat", "1-..5-..", "1-....", "1.5.", "1-.5-."),
        Pattern("two beat and run", "1-..5-..|1-..5-5>", "1-....|1-..5>", "1.5.|1.5>", "1-.5->"),
        Pattern("long two", "1---5---", "1---5-", "1-5-", "1--5--"),
    ),
    grooves=(
        Groove("brushes", (
            Pattern("snare", "o.xoo.xo", "o.xox.", "o.xo", "o.xo.x"),
            Pattern("kick", "x...x...", "x.....", "x...", "x..x.."),
            Pattern("pedal", "..x...x.", "..x.x.", "..x.", "...x.."),
        ), fill=("snare", "stick")),
        Groove("dance band", (
            Pattern("hat", "x.xox.xo", "x.xox.", "x.xo", "x.xx.x"),
            Pattern("kick", "x...x...", "x.....", "x...", "x....."),
            Pattern("wood", "..o...o.", "..o...", "..o.", "...o.."),
        ), fill=("wood", "snare")),
    ),
    inner=(
        Pattern("strings", "x-------", "x-----", "x---", "x-----"),
        Pattern("saxes", "x---x-x-", "x---x-", "x-x-", "x--x--"),
    ),
)  # fmt: skip
