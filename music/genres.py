"""The genre table: every genre Fusebox has learnt, as rows of data.

Holds what chat, networks and pictures share of a genre: its name, the other
names people use for it, its usual tempo and metre, and its colour. How a genre's
band plays is the arranger's own table; what it was learnt from is its data card.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Genre:
    """One genre. ``tempo_bpm`` counts felt beats; ``color`` is readable on dark and light."""

    name: str
    other_names: tuple[str, ...]
    tempo_bpm: int
    meter: str
    mode: str
    color: str
    blurb: str


GENRES: tuple[Genre, ...] = (
    Genre("jazz", ("swing", "bebop", "bop", "hard bop", "big band", "cool jazz", "jazz standard",
                   "dixieland"),
          132, "4/4", "major", "#E8A33D", "swing lines over seventh chords"),
    Genre("classical", ("romantic", "classical music", "orchestral", "chamber music", "lieder",
                        "baroque", "mozart", "beethoven", "bach", "sonata"),
          104, "4/4", "major", "#5B8DEF", "periods, cadences and song"),
    Genre("blues", ("delta blues", "12 bar blues", "twelve bar blues", "rhythm and blues"),
          96, "4/4", "major", "#3FB6C6", "blue notes over three chords"),
    Genre("celtic", ("irish", "scottish", "gaelic", "trad", "reel", "irish trad"),
          112, "4/4", "major", "#3FAE6A", "reels, jigs and airs"),
    Genre("folk", ("english folk", "folk song", "country dance", "morris", "old time", "fiddle tune",
                   "bluegrass", "americana"),
          108, "4/4", "major", "#8BC34A", "dance tunes and songs"),
    Genre("hymn", ("hymns", "chorale", "church", "gospel hymn", "sacred", "church music"),
          88, "4/4", "major", "#B39DDB", "four voices in plain phrases"),
    Genre("ragtime", ("rag", "rags", "joplin", "stride"),
          96, "2/4", "major", "#EF6C57", "syncopated strains over a steady left hand"),
    Genre("vintage pop", ("tin pan alley", "old pop", "vintage", "show tune", "crooner",
                          "great american songbook", "1920s pop"),
          112, "4/4", "major", "#F48FB1", "thirty-two bar songs of the 1910s and 1920s"),
    Genre("mazurka", ("mazur", "mazurek", "polish dance", "oberek", "chopin"),
          132, "3/4", "major", "#D65DB1", "Polish dances in three"),
    Genre("game", ("video game", "game music", "chiptune", "8-bit", "8 bit", "retro game", "vgm"),
          132, "4/4", "minor", "#26D0CE", "driving riffs of free games"),
    Genre("renaissance", ("early music", "palestrina", "madrigal", "polyphony", "motet"),
          84, "2/2", "major", "#C9B458", "flowing modal lines"),
)  # fmt: skip

GENRE_NAMES: tuple[str, ...] = tuple(genre.name for genre in GENRES)
_BY_NAME = {genre.name: genre for genre in GENRES}


def find_genre(name: str) -> Genre:
    """The row of a genre by its exact name. Raises LookupError with the known names."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise LookupError(f"no genre {name!r}; known: {', '.join(GENRE_NAMES)}") from None
