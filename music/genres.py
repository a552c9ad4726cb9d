"""The genre table: every genre Fusebox has learnt, as rows of data.

Holds what chat, networks and pictures share of a genre: its name, the other
names people use for it, its usual tempo and metre, and its colour. How a genre's
band plays is the arranger's own table; what it was learnt from is its data card.

``GENRES`` are those that come with Fusebox. A user's own are added once, when a
process starts, by ``install_genres``; where they are kept is not known here.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Genre:
    """One genre. ``tempo_bpm`` counts felt beats; ``color`` is readable on dark and light.

    ``id`` is eight hex digits that name the training of a user's own genre, empty for
    those that come with Fusebox.
    """

    name: str
    other_names: tuple[str, ...]
    tempo_bpm: int
    meter: str
    mode: str
    color: str
    blurb: str
    id: str = ""


GENRES: tuple[Genre, ...] = (
    Genre("jazz", ("swing", "bebop", "be bop", "bop", "hard bop", "big band", "cool jazz",
                   "jazz standard", "jazz standards", "dixieland", "dixie", "trad jazz",
                   "new orleans jazz", "swing jazz", "gypsy jazz", "smooth jazz", "free jazz",
                   "modal jazz", "vocal jazz", "ellington", "coltrane", "miles davis"),
          132, "4/4", "major", "#E8A33D", "swing lines over seventh chords"),
    Genre("classical", ("romantic era", "romantic", "classical music", "orchestral",
                    "chamber music",
                        "lieder", "baroque", "mozart", "beethoven", "bach", "sonata", "symphonic",
                        "symphony", "haydn", "schubert", "vivaldi", "minuet", "classic",
                        "western classical", "orchestra music", "art song",
                        "nocturne", "fugue", "prelude", "etude", "concerto", "scherzo", "rondo",
                        "klassik"),
          104, "4/4", "major", "#5B8DEF", "periods, cadences and song"),
    Genre("blues", ("delta blues", "rhythm and blues", "chicago blues", "boogie woogie", "boogie",
                    "blue notes", "robert johnson", "country blues"),
          96, "4/4", "major", "#3FB6C6", "blue notes over three chords"),
    Genre("celtic", ("irish", "scottish", "gaelic", "trad", "reel", "reels", "irish trad", "scots",
                     "welsh", "breton", "strathspey", "hornpipe", "ceilidh", "irish folk",
                     "irish music", "highland", "scottish folk", "keltisch"),
          112, "4/4", "major", "#3FAE6A", "reels, jigs and airs"),
    Genre("folk", ("english folk", "folk song", "folk songs", "folk music", "country dance",
                    "morris",
                   "morris dance", "old time", "old timey", "fiddle tune", "fiddle tunes",
                   "bluegrass", "americana", "barn dance", "sea shanty", "traditional folk",
                   "appalachian", "contra dance", "singer songwriter", "volksmusik"),
          108, "4/4", "major", "#8BC34A", "dance tunes and songs"),
    Genre("hymn", ("hymns", "hymnal", "chorale", "chorales", "church", "gospel hymn", "sacred",
                   "church music", "church hymn", "sacred music", "psalm", "psalms", "carol",
                   "anglican", "lutheran chorale", "four part hymn", "christmas carol",
                   "kirchenlied"),
          88, "4/4", "major", "#B39DDB", "four voices in plain phrases"),
    Genre("ragtime", ("rag", "rags", "rag time", "joplin", "scott joplin", "stride", "stride piano",
                      "cakewalk", "saloon music", "the entertainer"),
          96, "2/4", "major", "#EF6C57", "syncopated strains over a steady left hand"),
    Genre("vintage pop", ("tin pan alley", "vintagepop",
                          "old pop", "vintage", "show tune", "show tunes",
                    "crooner",
                          "great american songbook", "american songbook", "1920s pop", "20s pop",
                          "oldies", "old time pop", "music hall", "gershwin", "irving berlin",
                          "roaring twenties", "retro pop", "broadway", "vaudeville", "cole porter"),
          112, "4/4", "major", "#F48FB1", "thirty-two bar songs of the 1910s and 1920s"),
    Genre("mazurka", ("mazurkas", "mazur", "mazurek", "polish dance", "oberek", "chopin",
                      "kujawiak", "polish folk", "polish music"),
          132, "3/4", "major", "#D65DB1", "Polish dances in three"),
    Genre("game", ("video game", "video games", "videogame", "game music", "video game music",
                   "chiptune", "chiptunes", "chip tune", "chip music", "8-bit", "8bit", "eight bit",
                   "16-bit", "retro game", "retro gaming", "vgm", "nintendo", "nes", "arcade",
                   "game boy", "gameboy", "jrpg", "rpg", "boss battle", "game soundtrack",
                   "computer game", "platformer", "final fantasy", "zelda", "bitpop"),
          132, "4/4", "minor", "#E6F04F", "driving riffs of free games"),
    Genre("renaissance", ("early music", "palestrina", "madrigal", "madrigals", "polyphony",
                    "motet",
                          "motets", "byrd", "josquin", "tudor", "elizabethan", "dowland",
                          "vocal polyphony", "renaissance polyphony", "galliard", "pavane"),
          84, "2/2", "major", "#C9B458", "flowing modal lines"),
)  # fmt: skip

GENRE_NAMES: tuple[str, ...] = tuple(genre.name for genre in GENRES)
_BY_NAME = {genre.name: genre for genre in GENRES}
_ADDED: dict[str, Genre] = {}


def install_genres(rows: Iterable[Genre]) -> None:
    """Make these the genres that this process knows beside ``GENRES``; once, at its start.

    Raises ValueError where one has the name of a genre that comes with Fusebox.
    """
    added = {row.name: row for row in rows}
    for name in added:
        if name in _BY_NAME:
            raise ValueError(f"{name!r} comes with Fusebox and can't be replaced")
    _ADDED.clear()
    _ADDED.update(added)


def added_genres() -> tuple[Genre, ...]:
    """The user's own genres, in the order in which they were installed."""
    return tuple(_ADDED.values())


def known_genres() -> tuple[Genre, ...]:
    """Every genre of this process: those that come with Fusebox, then the user's own."""
    return (*GENRES, *_ADDED.values())


def find_genre(name: str) -> Genre:
    """The row of a genre by its exact name. Raises LookupError with the known names."""
    row = _BY_NAME.get(name) or _ADDED.get(name)
    if row is None:
        known = ", ".join(genre.name for genre in known_genres())
        raise LookupError(f"no genre {name!r}; known: {known}")
    return row
