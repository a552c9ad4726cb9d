"""The pairs of genres on which blends are measured; chosen before any result, never tuned.

Every genre stands in at least two pairs. Two pairs are of near relations, jazz with blues
and folk with celtic, which real pieces barely tell apart either.
"""

PAIRS: tuple[tuple[str, str], ...] = (
    ("jazz", "classical"),
    ("jazz", "hymn"),
    ("jazz", "blues"),
    ("jazz", "renaissance"),
    ("classical", "celtic"),
    ("classical", "ragtime"),
    ("blues", "classical"),
    ("folk", "celtic"),
    ("folk", "jazz"),
    ("celtic", "game"),
    ("hymn", "vintage pop"),
    ("vintage pop", "folk"),
    ("mazurka", "jazz"),
    ("mazurka", "hymn"),
    ("game", "hymn"),
    ("renaissance", "game"),
    ("ragtime", "folk"),
)
TRIPLES: tuple[tuple[str, str, str], ...] = (
    ("jazz", "classical", "celtic"),
    ("blues", "hymn", "ragtime"),
    ("game", "renaissance", "folk"),
    ("mazurka", "vintage pop", "game"),
)
LEVELS: tuple[float, ...] = (0.0, 0.25, 0.5, 0.75, 1.0)
