"""Our own dataclasses as bytes for the network, read without trusting the other side.

Bytes are read with a pickle reader that knows the dataclasses of ``music`` and ``engine`` and
nothing else: no function, no other class, so that foreign bytes can't make this process do things.
"""

from __future__ import annotations

import dataclasses
import io
import pickle
import struct
from typing import Any

from engine.errors import EngineError

_PACKAGES = ("engine.", "music.")
_LENGTH = struct.Struct(">I")
LONGEST_BYTES = 16 * 1024 * 1024


class NotPlain(EngineError):
    """Bytes that hold something other than our dataclasses, or are cut off."""


def packed(value: Any) -> bytes:
    """A value of plain data and our dataclasses as bytes."""
    return pickle.dumps(value, protocol=5)


def unpacked(data: bytes) -> Any:
    """The value in ``packed`` bytes. Raises NotPlain for anything else."""
    try:
        return _Reader(io.BytesIO(data)).load()
    except NotPlain:
        raise
    except Exception as error:  # a damaged pickle may raise nearly anything; nothing of it ran
        raise NotPlain("the answer can't be read; is it the same version of Fusebox?") from error


def framed(value: Any) -> bytes:
    """``packed`` with its length before it, for a stream of several."""
    data = packed(value)
    return _LENGTH.pack(len(data)) + data


class Unframer:
    """Pieces of a stream in, whole values out."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, piece: bytes) -> list[Any]:
        """The values that are complete with this piece. Raises NotPlain."""
        self._held += piece
        values = []
        while len(self._held) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._held)
            if length > LONGEST_BYTES:
                raise NotPlain("the other side speaks another language; is it Fusebox?")
            end = _LENGTH.size + length
            if len(self._held) < end:
                break
            values.append(unpacked(bytes(self._held[_LENGTH.size : end])))
            del self._held[:end]
        return values


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module.startswith(_PACKAGES):
            found = super().find_class(module, name)
            if isinstance(found, type) and dataclasses.is_dataclass(found):
                return found
        raise NotPlain(f"{module}.{name} is nothing that Fusebox sends")
