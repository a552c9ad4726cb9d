"""Jazz: walking bass, rootless comping, a swinging ride."""

from engine.arrange.style import Band, Groove, Pattern, Style

STYLE = Style(
    genre="jazz",
    bands=(
        Band("tenor sax", "piano", "double bass", "strings", "trombone"),
        Band("muted trumpet", "piano", "double bass", "strings", "tenor sax"),
        Band("vibraphone", "jazz guitar", "double bass", "strings", "clarinet"),
    ),
    brings=frozenset({"chords", "bass", "drums"}),
    leads_in=frozenset({"drums"}),
    voicing="rootless",
    swing=0.65,
    density=0.55,
    legato=0.9,
    laid_back_beats=0.015,
    chords=(
        Pattern("Charleston", "x-.x-...", "x-.x-.", "x-.x", "x--.x-"),
        Pattern("late Charleston", ".x-.x--.", ".x-.x-", ".x-x", ".x-.x-"),
        Pattern("pushes", "x--x-..a|--.x--x-", "x--x.a|--x-x-", "x-.a|-.x-", "x--x.a|--x-x-"),
        Pattern("four to the bar", "x.X.x.X.", "x.X.X.", "x.X.", "x..X.."),
    ),
    bass=(
        Pattern("two feel", "1---5-->", "1---5>", "1-5-", "1--5->"),
        Pattern("walking", "w-w-w-w-", "w-w-w-", "w-w-", "w--w--"),
        Pattern("skipping walk", "w-w-w-w-|w-www-w-", "w-w-ww", "w-w-|w-ww", "w--w-w"),
    ),
    grooves=(
        Groove("swing ride", (
            Pattern("ride", "x.Xxx.Xx", "x.Xxx.", "x.Xx", "X.xx.x"),
            Pattern("pedal", "..x...x.", "..x.x.", "..x.", "...x.."),
            Pattern("kick", "o.o.o.o.", "o.....", "o...", "o....."),
            Pattern("snare", ".......o|...o....|........|.....o.o",
                    "...o..|.....o", "...o|....", ".....o|..o..."),
        )),
        Groove("hat and brushes", (
            Pattern("hat", "x.Xxx.Xx", "x.Xxx.", "x.Xx", "X.xx.x"),
            Pattern("snare", "o.o.o.oo", "o.o.o.", "o.o.", "o..o.."),
            Pattern("kick", "o...o...", "o.....", "o...", "o....."),
            Pattern("pedal", "..x...x.", "..x...", "..x.", "...x.."),
        )),
    ),
    inner=(
        Pattern("guide tones", "x-------", "x-----", "x---", "x-----"),
        Pattern("riff", "..x--x--", "..x-x-", "..x-", "..x--x"),
    ),
)  # fmt: skip
