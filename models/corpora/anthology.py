"""The Public Domain Song Anthology: 348 lead sheets given to everyone (CC0).

Knows its address (doi 10.18130/V3/C4RD06) and how a Dataverse lists the files of a data
set, from the published documentation of Dataverse's native API. Downloads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.corpora.errors import CorpusError

SITE = "https://dataverse.lib.virginia.edu"
_DOI = "doi:10.18130/V3/C4RD06"
_SCORE = re.compile(r"\.(mxl|musicxml|xml)$", re.IGNORECASE)
_MOST_FILES = 5000
_MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SongFile:
    """One lead sheet: where it is, the name it gets here, its MD5 ("" where unsaid)."""

    url: str
    file: str
    md5: str


def listing_url(site: str = SITE) -> str:
    """Where the data set's files are listed."""
    return f"{site}/api/datasets/:persistentId/?persistentId={_DOI}"


def song_files(listing: Mapping[str, Any], site: str = SITE) -> list[SongFile]:
    """The MusicXML files of a listing, in order of their names.

    Raises CorpusError where the answer is not a data set's.
    """
    try:
        files = listing["data"]["latestVersion"]["files"]
        found = [
            SongFile(f"{site}/api/access/datafile/{int(row['id'])}", _name(row), _md5(row))
            for row in (entry["dataFile"] for entry in files[:_MOST_FILES])
            if _SCORE.search(str(row["filename"])) and int(row.get("filesize", 0)) <= _MOST_BYTES
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise CorpusError(f"the anthology's list of files is not readable ({error!r})") from error
    if not found:
        raise CorpusError("the anthology's list names no MusicXML file")
    return sorted(found, key=lambda song: song.file)


def _name(row: Mapping[str, Any]) -> str:
    stem, _, suffix = str(row["filename"]).rpartition(".")
    words = re.sub(r"[^A-Za-z0-9]+", "_", stem).strip("_")[:80] or "song"
    return f"{words}-{int(row['id'])}.{suffix.lower()}"


def _md5(row: Mapping[str, Any]) -> str:
    checksum = row.get("checksum") or {}
    if str(checksum.get("type", "")).upper() == "MD5":
        return str(checksum.get("value", "")).lower()
    return str(row.get("md5", "")).lower()
