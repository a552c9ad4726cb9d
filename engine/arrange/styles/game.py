"""Game music: square lead, arpeggios, octave bass and an electronic beat."""

from engine.arrange.style import Band, Groove, Pattern, Style

STYLE = Style(
    genre="game",
    bands=(
        Band("square lead", "synth", "synth bass", "synth pad", "square lead"),
        Band("square lead", "electric piano", "synth bass", "synth pad", "synth"),
        Band("synth", "square lead", "synth bass", "synth pad", "ocarina"),
    ),
    brings=frozenset({"chords", "bass", "drums"}),
    leads_in=frozenset({"drums"}),
    voicing="triad",
    dynamics=4,
    density=0.75,
    legato=0.82,
    mines=frozenset({"bass", "drums"}),  # what the files show as chords is rock guitar
    chords=(
        Pattern("arpeggio", "1234123412341234", "123412341234", "12341234", "123432123432"),
        Pattern("rolling arpeggio", "12343212", "123432", "1232", "123432"),
        Pattern("three-three-two", "x-.x-.x-", "x-.x-.", "x-.x", "x-.x-."),
        Pattern("pulse", "x.xxx.xx", "x.xx.x", "x.xx", "x.xx.x"),
    ),
    bass=(
        Pattern("octaves", "18181818", "181818", "1818", "1-81-8"),
        Pattern("drive", "11111111", "111111", "1111", "111111"),
        Pattern("gallop", "1.118.11", "1.118.", "1.11", "1.18.1"),
    ),
    grooves=(
        Groove("straight beat", (
            Pattern("kick", "x...x...", "x...x.", "x...", "x....."),
            Pattern("snare", "..X...X.", "..X...", "..X.", "...X.."),
            Pattern("hat", "xoxoxoxo", "xoxoxo", "xoxo", "xooxoo"),
        )),
        Groove("four on the floor", (
            Pattern("kick", "x.x.x.x.", "x.x.x.", "x.x.", "x..x.."),
            Pattern("open hat", ".o.o.o.o", ".o.o.o", ".o.o", "..o..o"),
            Pattern("clap", "..x...x.", "..x...", "..x.", "...x.."),
            Pattern("hat", "x.x.x.x.", "x.x.x.", "x.x.", "xx.xx."),
        )),
        Groove("driving beat", (
            Pattern("kick", "x..x..x.|x.x..x..", "x..x..", "x..x", "x..x.x"),
            Pattern("snare", "..X...X.", "..X...", "..X.", "...X.."),
            Pattern("hat", "xxxxxxxx", "xxxxxx", "xxxx", "xxxxxx"),
        )),
    ),
    inner=(
        Pattern("pad", "x-------", "x-----", "x---", "x-----"),
        Pattern("swells", "x---x---", "x---x-", "x-x-", "x--x--"),
    ),
)  # fmt: skip
