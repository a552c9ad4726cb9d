"""The readers by name: a file's bytes in, its pieces and their scores out.

Knows how pieces are numbered within files that hold several (``#0``, ``#1``, or a
solo's name). Knows no genres.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from models.corpora.errors import UnreadablePiece
from models.corpora.readers.abc import read_abc
from models.corpora.readers.kern import read_dance, read_kern
from models.corpora.readers.midi import READINGS
from models.corpora.readers.musicxml import read_musicxml
from models.corpora.readers.weimar import read_weimar
from models.corpora.score import Score
from models.corpora.time_limit import TooSlow, time_limit

Found = tuple[str, Score | UnreadablePiece]
_MAX_TEXT_BYTES = 4 * 1024 * 1024
_MAX_MEMBER_BYTES = _MAX_TEXT_BYTES
_MAX_MEMBERS = 5000
_MAX_ZIP_BYTES = 256 * 1024 * 1024
_MAX_SECONDS = 60  # of processor time for one piece, or for a book that is read at once


def read_file(reader: str, path: str, data: bytes) -> Iterator[Found]:
    """(piece id, its score or why it can't be read) of every piece in a file.

    A piece that costs too much time or memory ends its file with that reason.
    """
    pieces = READERS[reader](path, data)
    while True:
        try:
            with time_limit(_MAX_SECONDS):
                found = next(pieces, None)
        except UnreadablePiece as error:
            found, pieces = (path, error), iter(())
        except RecursionError:
            found, pieces = (path, UnreadablePiece("the file is nested too deep")), iter(())
        except TooSlow as error:
            found, pieces = (path, UnreadablePiece(str(error))), iter(())
        except MemoryError:
            found, pieces = (path, UnreadablePiece("it needs more memory than there is")), iter(())
        if found is None:
            return
        yield found


def _read_abc_book(path: str, data: bytes) -> Iterator[Found]:
    for index, score in enumerate(read_abc(_text(data))):
        yield f"{path}#{index}", score


def _read_abc_tune(path: str, data: bytes) -> Iterator[Found]:
    tunes = read_abc(_text(data))
    yield path, tunes[0] if tunes else UnreadablePiece("the file holds no tune")


def _read_musicxml_file(path: str, data: bytes) -> Iterator[Found]:
    yield path, read_musicxml(data)


def _read_kern_file(path: str, data: bytes) -> Iterator[Found]:
    yield path, read_kern(_text(data))


def _read_kern_dance(path: str, data: bytes) -> Iterator[Found]:
    yield path, read_dance(_text(data))


def _read_weimar_zip(path: str, data: bytes) -> Iterator[Found]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = {info.filename: info.file_size for info in archive.infolist()}
            if sum(sizes.values()) > _MAX_ZIP_BYTES:
                raise UnreadablePiece(f"the zip unpacks to over {_MAX_ZIP_BYTES >> 20} MiB")
            melodies = sorted(name for name in sizes if name.startswith("melody/")
                              and name.endswith(".csv"))  # fmt: skip
            for name in melodies[:_MAX_MEMBERS]:
                solo = name.removeprefix("melody/").removesuffix(".csv")
                beats = f"beats/{solo}.csv"
                if max(sizes[name], sizes.get(beats, 0)) > _MAX_MEMBER_BYTES:
                    yield f"{path}#{solo}", UnreadablePiece("the solo's tables are too large")
                    continue
                if beats not in sizes:
                    yield f"{path}#{solo}", UnreadablePiece("the solo has no beats")
                    continue
                try:
                    score: Score | UnreadablePiece = read_weimar(
                        _text(archive.read(name)), _text(archive.read(beats)),
                        title=solo.replace("_", ": "),
                    )  # fmt: skip
                except UnreadablePiece as error:
                    score = error
                yield f"{path}#{solo}", score
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
        raise UnreadablePiece(f"the zip is damaged ({error})") from error


def _midi(reading: Callable[..., Score]) -> Callable[[str, bytes], Iterator[Found]]:
    def read(path: str, data: bytes) -> Iterator[Found]:
        yield path, reading(data, title=title_of(path))

    return read


def title_of(path: str) -> str:
    """A title from a file's name.

    ``a/Ain_t_She_Sweet.midi`` is "Ain t She Sweet"; names of three parts whose last
    repeats the second (``JoplinS_gladiolus_gladiolus``) give that part.
    """
    words = PurePosixPath(path).stem.split("_")
    half = len(words) // 2
    if len(words) % 2 and half and words[half + 1 :] == words[1 : half + 1]:
        words = words[half + 1 :]
    return " ".join(words).strip()


def _text(data: bytes) -> str:
    if len(data) > _MAX_TEXT_BYTES:
        raise UnreadablePiece(f"the text has {len(data) >> 20} MiB, over {_MAX_TEXT_BYTES >> 20}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


# Raise a reader's number when its result changes: what it read is then read again.
READER_VERSIONS = {
    "abc": 2, "abc tune": 2, "musicxml": 1, "kern": 1, "kern dance": 1, "weimar": 1,
    **dict.fromkeys(READINGS, 1),
}  # fmt: skip

READERS: dict[str, Callable[[str, bytes], Iterator[Found]]] = {
    "abc": _read_abc_book,
    "abc tune": _read_abc_tune,
    "musicxml": _read_musicxml_file,
    "kern": _read_kern_file,
    "kern dance": _read_kern_dance,
    "weimar": _read_weimar_zip,
    **{name: _midi(reading) for name, reading in READINGS.items()},
}
