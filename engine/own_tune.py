"""Somebody's own tune from a file that they bring, read where a hostile file harms nobody."""

from __future__ import annotations

from engine.errors import RequestError
from music.leadsheet import LeadSheet

TIMEOUT_SECONDS = 30.0


def read_own_tune(content: bytes, name: str) -> LeadSheet:
    """The tune of a MIDI, MusicXML or ABC file; meant for a render process.

    Raises RequestError with a sentence that names the file and what is wrong.
    """
    from models.corpora.errors import CorpusError
    from models.corpora.one_tune import read_tune

    try:
        return read_tune(content, name)
    except CorpusError as error:
        raise RequestError(str(error)) from error
