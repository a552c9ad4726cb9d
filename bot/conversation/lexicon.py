"""The lexicon: every word and phrase that stands for one thing, built from rows of data.

Built from the genre rows it is given, so that a genre added later is language at once.
Knows names; what names mean beside each other is the meanings' business.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.conversation.typos import Speller
from bot.conversation.vocabulary import SPELLED_WORDS, pattern_words
from bot.conversation.words_english import FILLER, HESITATION, IDIOMS, NEVER_TYPOS, PROSE
from bot.conversation.words_foreign import FOREIGN_GENRES
from bot.conversation.words_foreign_instruments import FOREIGN_INSTRUMENTS
from music.genres import GENRES, Genre
from music.instruments import INSTRUMENTS
from music.key import MODES

_MODE_NAMES: dict[str, str] = {mode: mode for mode in MODES} | {
    "maj": "major", "min": "minor", "dur": "major", "moll": "minor", "natural minor": "minor",
    "harmonic minor": "minor", "melodic minor": "minor",
    "mixo": "mixolydian", "myxolydian": "mixolydian",
}  # fmt: skip
_ADJECTIVE_ENDINGS = ("y", "ey", "ie", "ish", "esque", "sy")
_COMPARATIVE_ENDINGS = ("ier", "yer", "eyer", "sier", "er")
_NO_COMPARATIVE = frozenset({"gamer", "gamey"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase stands for: the token's kind, its plain name and its value."""

    kind: str
    name: str
    value: Any


class Lexicon:
    """Phrases by their first word, and a speller over the words worth correcting."""

    def __init__(self, genres: Sequence[Genre] = GENRES) -> None:
        self.genres = tuple(genres)
        self._phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        single: dict[str, str] = {}
        for phrase, entry in _entries(self.genres):
            words = tuple(phrase.split())
            self._phrases.setdefault(words[0], []).append((words, entry))
            if len(words) == 1 and _is_worth_mending(entry):
                single[phrase] = f"{entry.kind}:{entry.value}"
        for found in self._phrases.values():
            found.sort(key=lambda row: -len(row[0]))
        known = pattern_words() | set(self._phrases) | FOREIGN_GENRES.keys()
        known |= {word for rows in self._phrases.values() for phrase, _ in rows for word in phrase}
        targets = {word: word for word in SPELLED_WORDS if len(word) >= 4} | {
            word: meaning for word, meaning in single.items() if len(word) >= 4
        }
        for words_entries in self._phrases.values():
            for words, entry in words_entries:
                if len(words) > 1 and entry.kind in ("genre", "instrument"):
                    for word in words:
                        if len(word) >= 6 and word.isalpha():
                            targets.setdefault(word, f"part:{word}")
        self.known = frozenset(known) | FILLER | HESITATION | PROSE
        names = {genre.name for genre in self.genres}
        self.speller = Speller(targets, self.known | NEVER_TYPOS, surest=names)

    def longest(self, words: Sequence[str]) -> tuple[Entry, int] | None:
        """The longest phrase that a list of words starts with, and its length in words."""
        for phrase, entry in self._phrases.get(words[0], ()):
            if tuple(words[: len(phrase)]) == phrase:
                return entry, len(phrase)
        return None

    def nearest_genres(self, word: str) -> tuple[str, ...]:
        """Two or three learnt genres to offer for one that is not: by kinship, else spelling."""
        names = [genre.name for genre in self.genres]
        kin = [name for name in FOREIGN_GENRES.get(word, ()) if name in names]
        return tuple(kin or self.speller.closest(word, names))

    def nearest_instruments(self, name: str) -> tuple[str, ...]:
        """What plays here and is nearest to an instrument that doesn't."""
        return FOREIGN_INSTRUMENTS.get(name, ())

    def genre(self, name: str) -> Genre:
        """The row of a genre in this lexicon. Raises LookupError for other names."""
        for genre in self.genres:
            if genre.name == name:
                return genre
        raise LookupError(f"no genre {name!r}")


def _is_worth_mending(entry: Entry) -> bool:
    """Names are; of the words made from names, only "jazzier" and its like."""
    if entry.kind == "genremore":
        return bool(entry.name == entry.value)
    return entry.kind in ("genre", "instrument", "mode")


@lru_cache(maxsize=4)
def lexicon_of(genres: tuple[Genre, ...] = GENRES) -> Lexicon:
    """The lexicon of these genres, built once."""
    return Lexicon(genres)


def _entries(genres: Sequence[Genre]) -> Iterator[tuple[str, Entry]]:
    taken: set[str] = set()
    rows = (
        _genre_entries(genres),
        ((name, Entry("mode", name, mode)) for name, mode in _MODE_NAMES.items()),
        _instrument_entries(),
        _foreign_entries(),
        _absent_entries(),
        ((idiom, Entry("unknown", idiom, None)) for idiom in IDIOMS),
    )
    for group in rows:
        for phrase, entry in group:
            plain = plain_phrase(phrase)
            if plain and plain not in taken:
                taken.add(plain)
                yield plain, entry


def plain_phrase(name: str) -> str:
    """A table's name as the scanner sees it: ``"8-bit"`` is ``"8 bit"``."""
    spaced = "".join(c if c.isalnum() or c in "&'" else " " for c in name.lower())
    split: list[str] = []
    for word in spaced.replace("&", " & ").split():
        cut = next((i for i, c in enumerate(word) if not c.isdigit()), len(word))
        split += [part for part in (word[:cut], word[cut:]) if part]
    return " ".join(split)


def _genre_entries(genres: Sequence[Genre]) -> Iterator[tuple[str, Entry]]:
    for genre in genres:
        yield genre.name, Entry("genre", genre.name, genre.name)
    for genre in genres:
        for other in genre.other_names:
            yield other, Entry("genre", other, genre.name)
    for genre in genres:
        for name in (genre.name, *genre.other_names):
            if " " in name or not name.isalpha() or len(name) < 3:
                continue
            yield from _derived(name, genre.name)


def _derived(name: str, genre: str) -> Iterator[tuple[str, Entry]]:
    """Adjectives and comparatives: jazzy, folkish, bluesier."""
    stems = {name, name.removesuffix("e"), name.removesuffix("s")}
    for stem in sorted(stems):
        for ending in _ADJECTIVE_ENDINGS:
            if stem + ending not in _NO_COMPARATIVE:
                yield stem + ending, Entry("genreish", name, genre)
        for ending in _COMPARATIVE_ENDINGS:
            if stem + ending not in _NO_COMPARATIVE:
                yield stem + ending, Entry("genremore", name, genre)


def _instrument_entries() -> Iterator[tuple[str, Entry]]:
    for row in INSTRUMENTS:
        yield row.name, Entry("instrument", row.name, row.name)
    for row in INSTRUMENTS:
        for other in row.other_names:
            yield other, Entry("instrument", other, row.name)
            if not other.endswith("s"):
                yield other + "s", Entry("instrument", other, row.name)
        if not row.name.endswith("s"):
            yield row.name + "s", Entry("instrument", row.name, row.name)


def _foreign_entries() -> Iterable[tuple[str, Entry]]:
    rows: Mapping[str, tuple[str, ...]] = FOREIGN_GENRES
    return ((name, Entry("foreign", name, name)) for name in rows)


def _absent_entries() -> Iterator[tuple[str, Entry]]:
    for name in FOREIGN_INSTRUMENTS:
        yield name, Entry("absent", name, name)
    for name in FOREIGN_INSTRUMENTS:
        if not name.endswith("s"):
            yield name + "s", Entry("absent", name, name)
