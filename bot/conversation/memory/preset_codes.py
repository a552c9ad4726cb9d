"""Presets as text to hand on: a short code or JSON, both read back with care.

A code is the JSON of what differs from the usual, compressed with a dictionary of what
most presets hold, in Crockford's base 32 with a checksum. Nothing that was read is
trusted before it was built as a request, which checks every range.
"""

from __future__ import annotations

import json
import zlib
from typing import Any

from bot.conversation.request import ResolvedRequest
from engine.errors import EngineError
from engine.request import DEFAULT_BARS, DEFAULT_TEMPERATURE
from music.errors import MusicError
from music.key import Key
from music.meter import Meter

PREFIX = "FP-"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MOST_BYTES = 4_000
# Changing this changes every code: a new format would need a new prefix.
_DICTIONARY = (
    b'"instruments":["piano","flute","guitar"],"without":["drums"],"count":2,"path":[{"at":0.0,'
    b'"weights":{"renaissance":0.,"mazurka":,"vintage pop":,"ragtime":,"hymn":,"celtic":,"game":,'
    b'"stated":["bars","key","meter","temperature","tempo_bpm"],"mood":"calm","density":1.2,'
    b'"meter":"3/4","6/8","bars":32,"temperature":1.15,"key":"D minor","tempo_bpm":96,'
    b'{"name":"sunday morning","weights":{"classical":0.3,"folk":0.5,"blues":0.4,"jazz":0.7},'
    b'"tempo_bpm":120,"key":"C major"}'
)


class NoPreset(ValueError):
    """A text that holds no preset."""


def to_text(name: str, request: ResolvedRequest) -> str:
    """A preset as one line of JSON, without its seed and what is as usual."""
    record = request.to_record()
    record.pop("preset")
    usual = _usual()
    kept = {key: value for key, value in record.items() if value != usual.get(key, ...)}
    kept.pop("seed", None)
    return json.dumps({"name": name} | kept, ensure_ascii=False, separators=(",", ":"))


def to_code(name: str, request: ResolvedRequest) -> str:
    """``"FP-…"``: some hundred letters and digits, upper or lower case alike."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=_DICTIONARY)
    data = packer.compress(to_text(name, request).encode()) + packer.flush()
    return PREFIX + _base32(bytes([zlib.crc32(data) & 0xFF]) + data)


def read_preset(text: str) -> tuple[str, ResolvedRequest]:
    """(name, request) of a code or JSON. Raises NoPreset in one sentence."""
    plain = text.strip()
    try:
        raw = _unpacked(plain) if plain.upper().startswith(PREFIX) else plain
        record = json.loads(raw)
        name = record.pop("name", "")
        if not isinstance(name, str):
            raise NoPreset("its name is no text")
        request = ResolvedRequest.from_json(_usual() | record)
        request.composition()
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error, RecursionError,
            MusicError, EngineError, OverflowError, IndexError) as error:  # fmt: skip
        raise NoPreset("that is no preset: copy its code or its JSON whole") from error
    return name, request


def _usual() -> dict[str, Any]:
    """The fields of a record that need no saying where they are as usual."""
    plain = ResolvedRequest(
        {"jazz": 1.0}, DEFAULT_TEMPERATURE, DEFAULT_BARS, 120, Key("C"), Meter("4/4"), 0
    )
    record = plain.to_record()
    return {name: record[name] for name in record if name not in _ALWAYS_SAID}


_ALWAYS_SAID = frozenset({"weights", "tempo_bpm", "key"})


def _unpacked(code: str) -> str:
    data = _from_base32(code[len(PREFIX) :])
    if len(data) < 2 or zlib.crc32(data[1:]) & 0xFF != data[0]:
        raise NoPreset("checksum")
    unpacker = zlib.decompressobj(-15, zdict=_DICTIONARY)
    return unpacker.decompress(data[1:], _MOST_BYTES).decode()


def _base32(data: bytes) -> str:
    number, digits = int.from_bytes(b"\x01" + data, "big"), ""
    while number:
        number, digit = divmod(number, 32)
        digits = _ALPHABET[digit] + digits
    return digits


def _from_base32(text: str) -> bytes:
    number = 0
    for letter in text.upper().translate(str.maketrans("OIL", "011")):
        number = number * 32 + _ALPHABET.index(letter)
    return number.to_bytes((number.bit_length() + 7) // 8, "big")[1:]
