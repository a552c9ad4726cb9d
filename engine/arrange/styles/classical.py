"""Classical: Alberti figures, arpeggios, a cello bass and sustained inner strings."""

from engine.arrange.style import Band, Groove, Pattern, Style

STYLE = Style(
    genre="classical",
    bands=(
        Band("violin", "piano", "cello", "viola", "oboe"),
        Band("flute", "harp", "cello", "strings", "clarinet"),
        Band("oboe", "piano", "cello", "strings", "violin"),
    ),
    brings=frozenset({"chords", "bass", "inner"}),
    voicing="triad",
    dynamics=-4,
    density=0.5,
    legato=0.96,
    chords=(
        Pattern("Alberti", "13231323", "132323", "1323", "132132"),
        Pattern("arpeggio", "12343212", "123432", "1232", "123432"),
        Pattern("broken chords", "1-2-3-2-", "1-2-3-", "1-3-", "1-23-2"),
        Pattern("repeated chords", "b-xob-xo", "b-x-x-", "b-x-", "b-xb-x"),
        Pattern("chorale", "x---x---", "x---x-", "x-x-", "x--x--"),
    ),
    bass=(
        Pattern("long notes", "1-------", "1-----", "1---", "1-----"),
        Pattern("root and fifth", "1---5---", "1---5-", "1-5-", "1--5--"),
        Pattern("quartet pulse", "1-1-3-1-", "1-3-5-", "1-3-", "1--3--"),
    ),
    grooves=(
        Groove("soft orchestra", (
            Pattern("kick", "o...o...", "o.....", "o...", "o..o.."),
            Pattern("triangle", "o.....o.", "..o.o.", "..o.", "..o..o"),
        ), fill=("snare",), ending=("crash",)),
    ),
    inner=(
        Pattern("sustained", "x-------", "x-----", "x---", "x-----"),
        Pattern("half notes", "x---x---", "x---x-", "x-x-", "x--x--"),
        Pattern("pulse", ".-x-x-x-", "..x-x-", "..x-", "..x..x"),
    ),
)  # fmt: skip
