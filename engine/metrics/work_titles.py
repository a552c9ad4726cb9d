"""Titles of the works that a network learned from, as a person would write them.

The corpora name many works by their file (``bwv78.7.mxl``, ``SteveLacy: Let'sCoolOne``), others
by a movement alone. Knows how each collection writes; what it can't mend it leaves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from models.originality import Work

_ENDING = re.compile(r"\.(?:mxl|musicxml|xml|krn|abc|midi?)$", re.IGNORECASE)
_JOINED = re.compile(r"(?<=[a-z.'!?)])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SMALL = re.compile(r"(?<=[a-z])(of|for|the)(?=[A-Z]|$)")
_DANCE = re.compile(
    r"(?<=[a-z])(reel|jig|slide|polka|hornpipe|waltz|air|march|barndance|fling|mazurka)$"
)


def work_title(work: Work) -> str:
    """``Work("…/bwv78.7.mxl", "bwv78.7.mxl", "…/music21_bach", "hymn")`` is ``Bach: BWV 78.7``."""
    title = _plain(work.title) or _plain(_file_of(work))
    author, mend = _COLLECTIONS.get(work.source.rpartition("/")[2], (_nobody, _as_it_is))
    title = _the_first(mend(title))
    title = title[:1].upper() + title[1:]
    name = author(work)
    return f"{name}: {title}" if name and name.lower() not in title.lower() else title


def _file_of(work: Work) -> str:
    return work.piece_id.rpartition("/")[2].partition("#")[0]


def _plain(title: str) -> str:
    """Without file ending, underscores, shouting and what engravers leave at the edges."""
    if "\\" in title:  # a scan that nobody could read
        return ""
    title = _ENDING.sub("", title).replace("_", " ").replace(" | ", " ").replace(" -- ", ", ")
    title = re.sub(r"\s+", " ", title).strip(" ,;:")
    title = re.sub(r"(?<=\w\w)\.$|(?<= \d)\.$", "", title)
    return title.title() if title.isupper() and len(title) > 4 else title


def _as_it_is(title: str) -> str:
    return title


def _apart(title: str) -> str:
    """``BasketofTurfThe``, ``Let'sCoolOne``: words that were written without blanks."""
    title = re.sub(r"^.* lys |-\d$", "", title)
    title = _JOINED.sub(" ", _SMALL.sub(r" \1", title.replace("=", "-")))
    return _DANCE.sub(r" \1", _the_first(title))


def _the_first(title: str) -> str:
    """``Lodge Road, The`` is ``The Lodge Road``."""
    found = re.fullmatch(r"(.+?),? The", title)
    return f"The {found[1]}" if found else title


def _level(title: str) -> str:
    name = title.removeprefix("d ")
    return name.upper() if re.search(r"\d", name) else name


def _standard(title: str) -> str:
    """``Ain t Misbehavin Eb``: without the key, with its apostrophe."""
    title = re.sub(r" [A-G][b#]?m?$", "", title)
    return re.sub(r"(?<=\w) (t|s|ll|re|ve|m|d)(?= |$)", r"'\1", title)


def _bwv(title: str) -> str:
    return re.sub(r"^bwv\s*", "BWV ", title)


def _nobody(work: Work) -> str:
    return ""


def _named(name: str) -> Callable[[Work], str]:
    return lambda _: name


def _before(mark: str) -> Callable[[Work], str]:
    """The surname that a file's name begins with: ``Wolf_Hugo__…``."""
    return lambda work: _file_of(work).partition(mark)[0]


def _of_mutopia(work: Work) -> str:
    """``JoplinS_maple_maple.midi``: a surname with initials."""
    found = re.match(r"([A-Z][A-Za-z]*[a-z])[A-Z]+_", _file_of(work))
    return found[1] if found else ""


def _of_polish_scores(work: Work) -> str:
    """``pl-wtm--r-1436_stefani-jozef--polonez.krn``; anonymous ones have no author."""
    found = re.search(r"_([a-z]+)-[a-z-]*?--", _file_of(work))
    return found[1].title() if found and found[1] != "anonim" else ""


# By the last part of a source: who wrote it, and how its titles are mended.
_COLLECTIONS: Mapping[str, tuple[Callable[[Work], str], Callable[[str], str]]] = {
    "music21_bach": (_named("Bach"), _bwv),
    "palestrina_music21": (_named("Palestrina"), _as_it_is),
    "chopin_first_editions": (_named("Chopin"), _as_it_is),
    "openscore_lieder": (_before("_"), _as_it_is),
    "openscore_quartets": (_before("_"), _as_it_is),
    "polish_scores": (_of_polish_scores, _as_it_is),
    "mutopia": (_of_mutopia, _apart),
    "wjazzd": (_nobody, _apart),
    "cre_corpus": (_nobody, _apart),
    "freedoom": (_named("Freedoom"), _level),
    "pd_standards_neonscribe": (_nobody, _standard),
}
