"""Celtic: open strums over a drone, bodhrán in reels and jigs."""

from engine.arrange.style import Band, Groove, Pattern, Style

_FRAME = ("frame low", "frame high", "frame slap")

STYLE = Style(
    genre="celtic",
    bands=(
        Band("violin", "steel guitar", "cello", "concertina", "whistle", "bodhran"),
        Band("whistle", "mandolin", "cello", "viola", "violin", "bodhran"),
        Band("flute", "harp", "cello", "concertina", "violin", "bodhran"),
    ),
    brings=frozenset({"chords", "bass", "drums"}),
    leads_in=frozenset({"drums"}),
    voicing="open",
    dynamics=1,
    density=0.6,
    legato=0.88,
    chords=(
        Pattern("drone strum", "X-x-X-xo", "X-x-xo", "X-xo", "X-xX-x"),
        Pattern("driving strum", "XoxoXoxo", "Xoxoxo", "Xoxo", "XoxXox"),
        Pattern("bouzouki picking", "13231323", "132323", "1323", "132132"),
        Pattern("ringing drone", "x---x---", "x---x-", "x-x-", "x--x--"),
    ),
    bass=(
        Pattern("drone", "d-------", "d-----", "d---", "d-----"),
        Pattern("pulse", "1---1-5-", "1---5-", "1-5-", "1--1-5"),
        Pattern("step", "1-..5-1-", "1-..5-", "1-5-", "1-.5-."),
    ),
    grooves=(
        Groove("bodhrán", (
            Pattern("frame low", "X...x...", "X.....", "X...", "X..x.."),
            Pattern("frame high", ".oxo.oxo", ".oxoxo", ".oxo", ".ox.ox"),
        ), fill=_FRAME, ending=("frame low", "frame slap")),
        Groove("rolling bodhrán", (
            Pattern("frame low", "X..xX..x", "X..x..", "X..x", "X.xX.x"),
            Pattern("frame high", ".ox..ox.", ".ox.ox", ".ox.", ".o..o."),
        ), fill=_FRAME, ending=("frame low", "frame slap")),
    ),
    inner=(
        Pattern("long drone", "x-------", "x-----", "x---", "x-----"),
        Pattern("lilt", "x--xx---", "x--xx-", "x--x", "x-xx--"),
    ),
)  # fmt: skip
