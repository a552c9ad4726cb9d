"""Archives: the files of a corpus, one by one, from a ``.tar.xz`` or a folder.

Knows sizes that are sane. Nothing is unpacked to disk.
"""

from __future__ import annotations

import hashlib
import lzma
import tarfile
from collections.abc import Iterator
from pathlib import Path

from models.corpora.errors import MissingCorpus

MAX_FILE_BYTES = 16 * 1024 * 1024
MAX_ARCHIVE_FILES = 100_000


def checksum(data_dir: Path, archive: str) -> str:
    """SHA-256 of an archive; of names, sizes and times where it is a folder.

    Raises MissingCorpus where there is neither.
    """
    path, folder = _places(data_dir, archive)
    digest = hashlib.sha256()
    if path.is_file():
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    elif folder.is_dir():
        for file in _files(folder):
            stat = file.stat()
            digest.update(f"{file}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    else:
        raise MissingCorpus(f"neither {path} nor {folder} exists")
    return digest.hexdigest()


def iter_files(data_dir: Path, archive: str) -> Iterator[tuple[str, bytes | str]]:
    """(path inside the data folder, bytes, or the reason why a file is passed over).

    An archive that breaks off ends with a row of its own name and the reason.
    """
    path, folder = _places(data_dir, archive)
    if not path.is_file():
        for file in _files(folder):
            name = f"{folder.name}/{file.relative_to(folder).as_posix()}"
            size = file.stat().st_size
            yield name, file.read_bytes() if size <= MAX_FILE_BYTES else _too_large(size)
        return
    try:
        with tarfile.open(path, "r|xz") as tar:
            for count, member in enumerate(tar):
                if count >= MAX_ARCHIVE_FILES:
                    yield archive, f"the archive has more than {MAX_ARCHIVE_FILES} files"
                    return
                if not member.isfile():
                    continue
                name = member.name.removeprefix("./")
                if member.size > MAX_FILE_BYTES:
                    yield name, _too_large(member.size)
                    continue
                stream = tar.extractfile(member)
                if stream is not None:
                    yield name, stream.read()
    except (tarfile.TarError, lzma.LZMAError, EOFError, OSError) as error:
        yield archive, f"the archive is damaged ({error})"


def _places(data_dir: Path, archive: str) -> tuple[Path, Path]:
    return data_dir / archive, data_dir / archive.removesuffix(".tar.xz")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _too_large(size: int) -> str:
    return f"the file has {size / 2**20:.0f} MiB, over {MAX_FILE_BYTES >> 20}"
