"""MXL: compressed MusicXML, unpacked with care.

Knows which member is the score and how large one may be. Knows no music.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from models.corpora.errors import UnreadablePiece

MAX_XML_BYTES = 32 * 1024 * 1024


def unzip_mxl(data: bytes) -> bytes:
    """The score inside an MXL. Raises UnreadablePiece for bombs and damaged archives."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [info for info in archive.infolist()
                     if info.filename.lower().endswith((".xml", ".musicxml"))
                     and not info.filename.startswith("META-INF")]  # fmt: skip
            if not names:
                raise UnreadablePiece("the MXL holds no score")
            if names[0].file_size > MAX_XML_BYTES:
                raise UnreadablePiece(
                    f"the MXL unpacks to {names[0].file_size >> 20} MiB, over {MAX_XML_BYTES >> 20}"
                )
            with archive.open(names[0]) as member:
                text = member.read(MAX_XML_BYTES + 1)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        EOFError,
        OSError,
        RuntimeError,
        zlib.error,
    ) as error:
        raise UnreadablePiece(f"the MXL is damaged ({error})") from error
    if len(text) > MAX_XML_BYTES:
        raise UnreadablePiece(f"the MXL unpacks to more than {MAX_XML_BYTES >> 20} MiB")
    return text
