"""Blues: a shuffle, boogie bass and dominant chords."""

from engine.arrange.style import Band, Groove, Pattern, Style

STYLE = Style(
    genre="blues",
    bands=(
        Band("harmonica", "electric guitar", "electric bass", "hammond organ", "tenor sax"),
        Band("electric guitar", "hammond organ", "electric bass", "brass", "harmonica"),
        Band("tenor sax", "piano", "double bass", "hammond organ", "muted trumpet"),
    ),
    brings=frozenset({"chords", "bass", "drums"}),
    leads_in=frozenset({"drums"}),
    voicing="dominant",
    swing=0.64,
    dynamics=3,
    density=0.55,
    legato=0.9,
    laid_back_beats=0.012,
    chords=(
        Pattern("backbeat stabs", "x-..x.x-", "x-..x.", "x-x.", "x-.x-x"),
        Pattern("shuffle chop", "x-oxx-ox", "x-oxox", "x-ox", "X.oX.o"),
        Pattern("call and answer", "x--x....|..x--xx.", "x--x..|..x-x.", "x--x|..x-",
                "x--x..|..xx-x"),
    ),
    bass=(
        Pattern("boogie", "1-3-5-6-|8-6-5-3-", "1-3-5-", "1-5-|3-6-", "1--5--"),
        Pattern("shuffle root", "1-115-56", "1-115-", "1-15", "1-15-6"),
        Pattern("eight to the bar", "11335566|88665533", "113356", "1356", "1-35-6"),
    ),
    grooves=(
        Groove("shuffle", (
            Pattern("hat", "xoxoxoxo", "xoxoxo", "xoxo", "xooxoo"),
            Pattern("snare", "..X...X.", "....X.", "..X.", "...X.."),
            Pattern("kick", "x...x..x", "x..x..", "x..x", "x....x"),
        )),
        Groove("ride shuffle", (
            Pattern("ride", "x.xxx.xx", "x.xxxx", "x.xx", "x.xx.x"),
            Pattern("snare", "..X...X.", "....X.", "..X.", "...X.."),
            Pattern("kick", "x...xx..", "x.....", "x...", "x....."),
            Pattern("pedal", "..x...x.", "..x.x.", "..x.", "...x.."),
        )),
    ),
    inner=(
        Pattern("organ pad", "x-------", "x-----", "x---", "x-----"),
        Pattern("horn riff", "..xx-.x-", "..xx-.", "..xx", "..xx-x"),
    ),
)  # fmt: skip
