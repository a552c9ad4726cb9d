"""Moods: a word that sets mode, tempo and density together."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.conversation.facts import Fact, MoodIs
from bot.conversation.pattern import Found, Row


@dataclass(frozen=True, slots=True)
class Mood:
    """What a mood does: ``mode`` None leaves it; tempo and density are factors."""

    name: str
    words: tuple[str, ...]
    mode: str | None
    tempo: float
    density: float
    opposite: str


MOODS: tuple[Mood, ...] = (
    Mood("happy", ("happy", "cheerful", "joyful", "sunny", "jolly", "merry", "cheery", "joyous",
                   "gleeful", "festive", "playful", "jaunty", "fun loving", "feelgood",
                   "feel good", "lighthearted", "light hearted", "carefree", "optimistic",
                   "smiling"),
         "major", 1.1, 1.15, "sad"),
    Mood("sad", ("sad", "melancholy", "melancholic", "sorrowful", "mournful", "gloomy", "tragic",
                 "wistful", "depressing", "grieving", "somber", "sombre", "bittersweet", "lonely",
                 "heartbroken", "plaintive", "blue mood", "weepy", "tearful", "nostalgic",
                 "funereal", "depressed"),
         "minor", 0.85, 0.85, "happy"),
    Mood("dark", ("dark", "ominous", "spooky", "sinister", "brooding", "scary", "creepy",
                  "menacing", "haunting", "eerie", "moody", "grim", "evil", "angry", "gothic",
                  "mysterious",
                  "tense", "villainous"),
         "minor", 0.95, 0.95, "bright"),
    Mood("bright", ("bright", "uplifting", "sparkling", "radiant", "shiny", "hopeful", "luminous",
                    "summery", "springlike"),
         "major", 1.08, 1.1, "dark"),
    Mood("energetic", ("energetic", "upbeat", "lively", "driving", "exciting", "intense", "peppy",
                       "bouncy", "hyper", "vigorous", "fiery", "punchy", "powerful", "frantic",
                       "hectic", "spirited", "danceable", "energized", "aggressive", "epic",
                       "heroic", "triumphant", "dramatic", "rousing", "groovy", "jumping"),
         None, 1.2, 1.25, "relaxed"),
    Mood("relaxed", ("relaxed", "relaxing", "calm", "chill", "chilled", "chilled out", "mellow",
                     "peaceful", "soothing", "laid back", "gentle", "sleepy", "tranquil", "serene",
                     "easygoing", "easy going", "quiet", "cozy", "cosy", "soft", "smooth", "lazy",
                     "meditative", "calming", "restful", "tender", "warm", "lullaby"),
         None, 0.82, 0.8, "energetic"),
    Mood("dreamy", ("dreamy", "ethereal", "floating", "dreamlike", "hazy", "magical", "atmospheric",
                    "floaty", "otherworldly", "spacey", "hypnotic"),
         "major", 0.85, 0.75, "energetic"),
)  # fmt: skip
MOOD_OF: dict[str, Mood] = {word: mood for mood in MOODS for word in mood.words}
_BY_NAME = {mood.name: mood for mood in MOODS}
_MORE: dict[str, str] = {
    "happier": "happy", "cheerier": "happy", "jollier": "happy", "sunnier": "happy",
    "merrier": "happy", "sadder": "sad", "gloomier": "sad", "darker": "dark", "spookier": "dark",
    "creepier": "dark", "scarier": "dark", "moodier": "dark", "eerier": "dark",
    "brighter": "bright", "bouncier": "energetic", "peppier": "energetic", "punchier": "energetic",
    "cheer {it} up": "happy", "dreamier": "dreamy", "mellower": "relaxed", "gentler": "relaxed",
    "softer": "relaxed", "quieter": "relaxed", "lazier": "relaxed", "sleepier": "relaxed",
    "warmer": "relaxed", "more energy": "energetic", "less energy": "relaxed",
}  # fmt: skip
_WORDS = "|".join(sorted(MOOD_OF, key=len, reverse=True))
_MORES = "|".join(word for word in _MORE if "{" not in word)


def mood_named(name: str) -> Mood:
    """The row of a mood. Raises KeyError for an unknown name."""
    return _BY_NAME[name]


def _is(found: Found) -> Fact:
    return MoodIs(MOOD_OF[found.text("word")].name)


def _opposite(found: Found) -> Fact:
    return MoodIs(MOOD_OF[found.text("word")].opposite)


def _more(found: Found) -> Fact:
    return MoodIs(_MORE[found.text("word")])


def _cheer(name: str) -> Callable[[Found], Fact]:
    return lambda found: MoodIs(name)


_DEGREE = "({small}|{big}|{very})?"
_NOT_MADE = "(don't|dont|do not|never) (make|get|go|be|let|have|want) {it}? (get|be|sound)?"
_AND = "(and|,|but|yet|&)?"
ROWS: tuple[Row, ...] = (
    Row(f"{_DEGREE} !(less|too|not|{_NOT_MADE}|not so|not too|not as|not very|n't so) "
        f"@word({_WORDS})",
        _opposite),
    Row(f"{_DEGREE} !@word({_MORES})", _more),
    Row("!cheer {it} up", _cheer("happy")),
    Row(f"{_DEGREE} (more)? !@word({_WORDS}) (mood|feel|feeling|vibe|vibes|sounding|enough)?", _is),
)  # fmt: skip
