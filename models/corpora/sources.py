"""The table of sources: where each corpus lies, how it is read, and whom to thank.

A new source is a row here. Knows no code of any reader; ``reader`` is a name in
``reading.READERS``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One source: a folder of an archive, its reader and genre, and its licence.

    ``files`` is a pattern that a file's name must match; several rows may share a
    folder and take different files of it, the first match wins.
    """

    folder: str
    reader: str
    genre: str
    licence: str
    attribution: str
    url: str
    files: str = r"\.(abc|mxl|xml|midi?|krn|zip)$"

    @property
    def archive(self) -> str:
        """The archive's name: ``jazz/wjazzd`` lies in ``jazz.tar.xz``."""
        return self.folder.split("/")[0] + ".tar.xz"

    @property
    def name(self) -> str:
        """The folder, with the genre where one folder serves two."""
        return f"{self.folder} ({self.genre})"

    def takes(self, path: str) -> bool:
        """Whether the row reads the file at this path inside the data folder."""
        folder, _, file = path.rpartition("/")
        return folder == self.folder and re.search(self.files, file) is not None


_MUSIC21 = "music21 corpus licence: out of copyright in the US, or licensed"
_MUSIC21_URL = "https://github.com/cuthbertLab/music21"
_MUTOPIA = "Public Domain, CC BY 2.5 or CC BY-SA, per file"
_MUTOPIA_URL = "https://www.mutopiaproject.org"
_EWLD = ("MIT, public-domain scores", "OpenEWLD, Federico Simonetta",
         "https://github.com/00sapo/OpenEWLD")  # fmt: skip
_WEIMAR = (
    "ODbL 1.0",
    "Weimar Jazz Database, Jazzomat Research Project, HfM Franz Liszt Weimar",
    "https://jazzomat.hfm-weimar.de",
)
_NIFC = ("CC BY 4.0", "The Fryderyk Chopin Institute (https://nifc.pl)")
_MAZURKA_OPERA = r"^0(06|07|17|24|30|33|41|50|56|59|63|67|68)"
_MAZURKA_NAMES = r"(mazur|oberek|obertas|kujawiak)"


def _ewld(folder: str, genre: str) -> Source:
    return Source(f"{folder}/openewld", "musicxml", genre, *_EWLD)


def _mutopia(folder: str, genre: str) -> Source:
    return Source(f"{folder}/mutopia", "midi top part", genre, _MUTOPIA,
                  "The Mutopia Project", _MUTOPIA_URL)  # fmt: skip


def _music21(folder: str, reader: str, genre: str, by: str) -> Source:
    return Source(folder, reader, genre, _MUSIC21, by, _MUSIC21_URL)


SOURCES: tuple[Source, ...] = (
    Source("jazz/wjazzd", "weimar", "jazz", *_WEIMAR),
    Source("jazz/pd_standards_neonscribe", "midi lead sheet", "jazz", "Unlicense",
           "Lead sheets by neonscribe", "https://github.com/neonscribe/lilypond-lead-sheets"),
    _ewld("jazz", "jazz"),
    Source("blues/wjazzd", "weimar", "blues", *_WEIMAR),
    _ewld("blues", "blues"),
    _ewld("tin_pan_alley", "vintage pop"),
    _mutopia("parlour_song", "vintage pop"),
    _ewld("folk_american", "folk"),
    Source("english_folk/nottingham", "abc", "folk", "GPL-3.0",
           "Nottingham Music Database (Eric Foxley), cleaned by Jukedeck",
           "https://github.com/jukedeck/nottingham-dataset"),
    _music21("english_folk/northumbrian_music21", "abc", "folk", "Jack Campin"),
    _music21("american_fiddle/ryans_mammoth_music21", "abc tune", "folk", "Ray Davies"),
    _music21("american_fiddle/american_fife_music21", "abc", "folk", "Jack Campin"),
    Source("american_fiddle/rjl20_oldtime", "abc", "folk", "CC BY-SA 4.0",
           "rjl20 abc-tunebook, Josh Larios", "https://github.com/rjl20/abc-tunebook"),
    _mutopia("folk_mixed", "folk"),
    _music21("celtic/oneills1850_music21", "abc", "celtic", "transcribers named in the tunes"),
    _music21("celtic/airds_airs_music21", "abc", "celtic", "Jack Campin"),
    Source("celtic/cre_corpus", "midi single line", "celtic", "Unlicense / CC BY 4.0",
           "Ceol Rince na hEireann MIDI corpus, Polifonia project; Bill Black's archive",
           "https://github.com/polifonia-project/folk_ngram_analysis"),
    Source("hymn/openhymnal", "abc tune", "hymn", "public domain",
           "The Open Hymnal Project, Brian J. Dumont", "http://openhymnal.org"),
    _music21("baroque_chorale/music21_bach", "musicxml", "hymn", "music21 corpus"),
    Source("classical_lieder/openscore_lieder", "musicxml", "classical", "CC0 1.0",
           "OpenScore Lieder Corpus; analyses: When in Rome, Mark Gotham et al. (CC BY-SA 4.0)",
           "https://github.com/OpenScore/Lieder"),
    Source("classical_quartet/openscore_quartets", "musicxml", "classical", "CC0 1.0",
           "OpenScore String Quartets", "https://github.com/OpenScore/StringQuartets"),
    _music21("classical_misc/music21", "musicxml", "classical", "music21 corpus"),
    _ewld("classical", "classical"),
    Source("classical_piano/chopin_first_editions", "kern dance", "mazurka", *_NIFC,
           "https://github.com/pl-wnifc/humdrum-chopin-first-editions", _MAZURKA_OPERA),
    Source("classical_piano/chopin_first_editions", "kern", "classical", *_NIFC,
           "https://github.com/pl-wnifc/humdrum-chopin-first-editions", r"\.krn$"),
    Source("polish_dance/polish_scores", "kern dance", "mazurka", *_NIFC,
           "https://github.com/pl-wnifc/humdrum-polish-scores", _MAZURKA_NAMES),
    Source("polish_dance/polish_scores", "kern", "classical", *_NIFC,
           "https://github.com/pl-wnifc/humdrum-polish-scores", r"\.krn$"),
    _mutopia("march", "classical"),
    _mutopia("ragtime", "ragtime"),
    _ewld("ragtime", "ragtime"),
    Source("game/freedoom", "midi band", "game", "BSD 3-clause",
           "Contributors to the Freedoom project", "https://github.com/freedoom/freedoom"),
    Source("game/openmsx", "midi band", "game", "GPL-2.0", "OpenMSX Authors",
           "https://github.com/OpenTTD/OpenMSX"),
    _music21("renaissance/palestrina_music21", "kern", "renaissance", "music21 corpus"),
)  # fmt: skip


def source_of(path: str) -> Source | None:
    """The row that reads a file at this path inside the data folder, if any."""
    return next((source for source in SOURCES if source.takes(path)), None)
