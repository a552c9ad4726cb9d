"""Origins: where each source of the corpus can be had, and which of its files belong to it.

A source that can be fetched is a row here. Knows addresses and names; downloads nothing.
A member of a downloaded archive is taken when its name is that of a listed file, and it
is kept under the listed name: an archive never says where its files go.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from models.corpora.split import listed_split

Place = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Origin:
    """One download, the folders of the corpus that it fills, and which members it gives.

    ``url`` is an archive's address, or ``package:NAME`` for files that an installed
    package carries. ``members`` is a pattern on a member's path below the archive's top
    folder. ``sha256`` is empty where the archive has never been seen: the first download
    is then trusted and remembered. Of a ``whole`` origin, which has one folder, files
    that the published list doesn't know are taken as well, under their own names.
    """

    name: str
    url: str
    folders: tuple[str, ...]
    members: str
    sha256: str = ""
    most_mib: int = 1024
    whole: bool = False


def _github(repository: str, version: str = "HEAD") -> str:
    return f"https://codeload.github.com/{repository}/tar.gz/{version}"


ORIGINS: tuple[Origin, ...] = (
    Origin("openewld", _github("00sapo/OpenEWLD", "9bbb6d292c96c9ab2dee64b7ff5cdba60612b7a0"),
           ("jazz/openewld", "blues/openewld", "tin_pan_alley/openewld", "folk_american/openewld",
            "classical/openewld", "ragtime/openewld"), r"^dataset/.*\.mxl$"),
    Origin("wjazzd", _github("slSeanWU/jazz_transformer",
                             "7056af5be10388e775cdb588250fb18480156fb0"),
           ("jazz/wjazzd", "blues/wjazzd"), r"^mcsv_(melody|beat)/.*\.csv$"),
    Origin("nottingham", _github("jukedeck/nottingham-dataset",
                                 "bcb2afc67d291acdd689ed0c22ab2a8a480f38a6"),
           ("english_folk/nottingham",), r"^ABC_cleaned/.*\.abc$"),
    Origin("oldtime", _github("rjl20/abc-tunebook"), ("american_fiddle/rjl20_oldtime",),
           r"^[^/]*\.abc$"),
    Origin("cre", _github("polifonia-project/folk_ngram_analysis",
                          "fa09b0216f8c2a0e3419c1f9d4fdd0af29aa76f4"),
           ("celtic/cre_corpus",), r"^cre_corpus/MIDI/.*\.mid$", most_mib=4096),
    Origin("openhymnal", _github("mzealey/openhymnal"), ("hymn/openhymnal",),
           r"^Complete/.*\.abc$"),
    Origin("lieder", _github("OpenScore/Lieder"), ("classical_lieder/openscore_lieder",),
           r"^scores/.*\.mxl$", most_mib=4096),
    Origin("quartets", _github("OpenScore/StringQuartets"),
           ("classical_quartet/openscore_quartets",), r"^scores/.*\.mxl$", most_mib=4096),
    Origin("chopin", _github("pl-wnifc/humdrum-chopin-first-editions"),
           ("classical_piano/chopin_first_editions",), r"^kern/.*\.krn$"),
    Origin("polish", _github("pl-wnifc/humdrum-polish-scores"), ("polish_dance/polish_scores",),
           r"/kern/.*\.krn$", most_mib=4096),
    Origin("freedoom", _github("freedoom/freedoom"), ("game/freedoom",), r"^musics/d_.*\.mid$",
           whole=True),
    Origin("openmsx", _github("OpenTTD/OpenMSX"), ("game/openmsx",), r"^src/.*\.mid$"),
    Origin("music21", "package:music21",
           ("english_folk/northumbrian_music21", "american_fiddle/ryans_mammoth_music21",
            "american_fiddle/american_fife_music21", "celtic/oneills1850_music21",
            "celtic/airds_airs_music21", "classical_misc/music21"),
           r"^corpus/.*\.(abc|mxl|xml|krn)$"),
    Origin("bach", "package:music21", ("baroque_chorale/music21_bach",),
           r"^corpus/bach/bwv[^/]*\.mxl$", whole=True),
    Origin("palestrina", "package:music21", ("renaissance/palestrina_music21",),
           r"^corpus/palestrina/.*\.krn$", whole=True),
)  # fmt: skip

# Sources that no archive offers in the form that is read, and what to do instead.
NOT_OFFERED: tuple[tuple[str, str], ...] = (
    ("*/mutopia", "Mutopia offers LilyPond and single MIDI files: https://www.mutopiaproject.org"),
    ("jazz/pd_standards_neonscribe", "compile the LilyPond files of "
     "https://github.com/neonscribe/lilypond-lead-sheets to MIDI"),
    ("classical_lieder/when_in_rome_rntxt", "the analyses are in "
     "https://github.com/MarkGotham/When-in-Rome; without them chords are heard from the voices"),
)  # fmt: skip

_NUMBER = re.compile(r"((?:lc|sq)\d+)$")
_TAILS = ("_beattrack", "_FINAL")


def place_of(origin: Origin) -> Place:
    """The rule that gives a member's path in the corpus, None for members not wanted.

    Paths are below the archive's top folder: ``ABC_cleaned/jigs.abc`` gives
    ``english_folk/nottingham/jigs.abc``.
    """
    listed = _listed(origin.folders)
    pattern = re.compile(origin.members)

    def place(member: str) -> str | None:
        if pattern.search(member) is None:
            return None
        found = next((listed[key] for key in _keys(member) if key in listed), None)
        if found is None and origin.whole:
            return f"{origin.folders[0]}/{PurePosixPath(member).name}"
        return found

    return place


def expected(origin: Origin) -> set[str]:
    """The paths in the corpus that a whole download gives."""
    return set(_listed(origin.folders).values())


def origin_named(name: str) -> Origin | None:
    """The row of a name, if there is one."""
    return next((origin for origin in ORIGINS if origin.name == name), None)


def _listed(folders: tuple[str, ...]) -> Mapping[str, str]:
    """{key of a file's name: its path in the corpus} of the published list's files."""
    rows: dict[str, str] = {}
    for piece in listed_split():
        file, _, part = piece.partition("#")
        folder = file.rpartition("/")[0]
        if folder not in folders:
            continue
        if file.endswith(".zip"):  # solos are two tables each in a zip
            rows[_plain(f"mcsv_melody/{part}.csv")] = f"{file}#melody/{part}.csv"
            rows[_plain(f"mcsv_beat/{part}.csv")] = f"{file}#beats/{part}.csv"
        else:
            rows[_key(PurePosixPath(file).name)] = file
    return rows


def _keys(member: str) -> tuple[str, ...]:
    """A member's keys, the most exact first: with its folder's name, then its own."""
    path = PurePosixPath(member)
    stem = path.stem
    for tail in _TAILS:
        stem = stem.removesuffix(tail)
    table = _plain(f"{path.parent.name}/{stem}.csv")
    return table, _key(f"{path.parent.name}_{path.name}"), _key(path.name)


def _key(name: str) -> str:
    """What tells a file from others: its number in OpenScore's corpora, else its letters."""
    number = _NUMBER.search(PurePosixPath(name).stem)
    return number.group(1) if number else _plain(name)


def _plain(name: str) -> str:
    """Letters, digits and points between digits: file systems disagree about the rest."""
    text = unicodedata.normalize("NFKD", name).lower()
    text = re.sub(r"(?<!\d)\.|\.(?!\d)", "", text)
    return "".join(sign for sign in text if (sign.isalnum() and sign.isascii()) or sign == ".")
