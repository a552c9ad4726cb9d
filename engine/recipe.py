"""Recipe codes: a request and the model version as a short text, and back.

The same code on the same model version gives the same MIDI, byte for byte. To make that
true a request is first *settled*: its weights are rounded to thousandths and its
temperature to hundredths, as the code holds them.

    FX-K1A8... (Crockford's base 32 of packed fields and a checksum byte)

Format 2 says more than format 1: who plays alone, loop, intro, pickup, and the id of a melody that
the piece was built on (the melody itself must be given again). It is written only
where one of them is asked for, so that older codes stay as they are. A user's own genre
stands with its name and the id of its training.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.errors import RequestError, UnknownGenre
from engine.request import BaseTune, CompositionRequest, PathPoint
from music.genres import GENRE_NAMES, added_genres
from music.instruments import BAND_PARTS, INSTRUMENTS
from music.key import MODES, TONICS, Key
from music.meter import KNOWN_METERS, Meter

PREFIX = "FX-"
FORMAT, LONG_FORMAT = 1, 2
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_STEPS = 1000
_HAS_ID, _ID_BYTES = 0x80, 4
# The long format's byte of options; the intro is in its lowest bits.
_LOOP, _BASE, _KEEP, _INTRO = 0x80, 0x40, 0x20, 0x07
_PICKUPS = {None: 0x00, True: 0x10, False: 0x08}
_BAND = tuple(row.name for row in INSTRUMENTS) + BAND_PARTS


def settle(request: CompositionRequest) -> CompositionRequest:
    """The request as its recipe holds it; settling twice changes nothing more."""
    path = request.path
    return replace(
        request,
        weights=_settled(request.weights),
        temperature=round(request.temperature * 100) / 100,
        path=path and tuple(PathPoint(round(p.at, 3), _settled(p.weights)) for p in path),
    )


def write_recipe(request: CompositionRequest, model_version: str) -> str:
    """The code of a settled request; ``model_version`` is eight hex digits."""
    known = [n for n in _all_genres(request) if n not in GENRE_NAMES]
    base = request.base
    options = request.loop * _LOOP | (base is not None) * _BASE | request.intro
    options |= (base is not None and base.keep) * _KEEP | _PICKUPS[request.pickup]
    is_long = bool(request.only or options)
    body = bytearray([LONG_FORMAT if is_long else FORMAT])
    body += bytes.fromhex(model_version)[:4]
    body += struct.pack(
        ">IBBBBBBB",
        request.seed,
        round(request.temperature * 100),
        request.bars,
        request.tempo_bpm,
        TONICS.index(request.key.tonic),
        MODES.index(request.key.mode),
        KNOWN_METERS.index(request.meter.name),
        request.count,
    )
    body += bytes([len(known)])
    for name in known:
        body += _name_bytes(name)
    body += _weights_bytes(request.weights, known)
    for names in (request.instruments, request.without):
        body += _band_bytes(names)
    if is_long:
        body += _band_bytes(request.only) + bytes([options])
        body += bytes.fromhex(base.id) if base else b""
    for point in request.path or ():
        body += struct.pack(">H", round(point.at * _STEPS)) + _weights_bytes(point.weights, known)
    body.append(zlib.crc32(body) & 0xFF)
    return PREFIX + _encode(bytes(body))


def read_recipe(code: str) -> tuple[CompositionRequest, str]:
    """(request, model version) of a code.

    Raises RequestError where it is no recipe, UnknownGenre where it needs somebody's own
    genre that isn't here.
    """
    try:
        data = _decode(code.strip().upper().removeprefix(PREFIX))
        if len(data) < 18 or zlib.crc32(data[:-1]) & 0xFF != data[-1]:
            raise ValueError("checksum")
        return _read(data[:-1]), data[1:5].hex()
    except (ValueError, IndexError, struct.error) as error:
        raise RequestError(
            f"{code[:80]!r} is not a recipe code; copy it whole, from {PREFIX} to its last letter"
        ) from error


def _read(data: bytes) -> CompositionRequest:
    if data[0] not in (FORMAT, LONG_FORMAT):
        raise ValueError("format")
    seed, heat, bars, tempo, tonic, mode, meter, count = struct.unpack(">IBBBBBBB", data[5:16])
    names = list(GENRE_NAMES)
    place = 17
    for _ in range(data[16]):
        name, place = _read_name(data, place)
        names.append(name)
    weights, place = _read_weights(data, place, names)
    bands = []
    is_long = data[0] == LONG_FORMAT
    for _ in range(3 if is_long else 2):
        length = data[place]
        bands.append(tuple(_BAND[n] for n in data[place + 1 : place + 1 + length]))
        place += 1 + length
    options = data[place] if is_long else 0
    place += is_long
    if is_long and not (bands[2] or options):
        raise ValueError("nothing that needs the long format")
    base = None
    if options & _BASE:
        base = BaseTune(data[place : place + _ID_BYTES].hex(), None, bool(options & _KEEP))
        place += _ID_BYTES
    points = []
    while place < len(data):
        (at,) = struct.unpack(">H", data[place : place + 2])
        mix, place = _read_weights(data, place + 2, names)
        points.append(PathPoint(at / _STEPS, mix))
    return CompositionRequest(
        weights=weights,
        temperature=heat / 100,
        bars=bars,
        tempo_bpm=tempo,
        key=Key(TONICS[tonic], MODES[mode]),
        meter=Meter(KNOWN_METERS[meter]),
        instruments=bands[0],
        without=bands[1],
        count=count,
        seed=seed,
        path=tuple(points) or None,
        only=bands[2] if is_long else (),
        loop=bool(options & _LOOP),
        intro=options & _INTRO,
        base=base,
        pickup=_pickup(options),
    )


def _pickup(options: int) -> bool | None:
    bits = options & (_PICKUPS[True] | _PICKUPS[False])
    if bits not in _PICKUPS.values():
        raise ValueError("a pickup and none")
    return next(wish for wish, own in _PICKUPS.items() if own == bits)


def _all_genres(request: CompositionRequest) -> list[str]:
    names = dict.fromkeys(request.weights)
    for point in request.path or ():
        names.update(dict.fromkeys(point.weights))
    return sorted(names)


def _settled(weights: Mapping[str, float]) -> dict[str, float]:
    """Whole thousandths that sum to 1000, by largest remainder, none lost; heaviest first."""
    names = sorted(weights, key=lambda name: (-weights[name], name))
    exact = [weights[name] * _STEPS for name in names]
    whole = [max(1, int(value)) for value in exact]
    by_remainder = sorted(range(len(names)), key=lambda i: (whole[i] - exact[i], i))
    missing = _STEPS - sum(whole)
    for index in (by_remainder * (abs(missing) + 1))[: max(missing, 0)]:
        whole[index] += 1
    if missing < 0:
        whole[0] += missing
    return {name: value / _STEPS for name, value in zip(names, whole, strict=True)}


def _name_bytes(name: str) -> bytes:
    """Length and letters; of a trained genre with the length's top bit set, and its id."""
    raw = name.encode()
    row = next((row for row in added_genres() if row.name == name), None)
    if row is None or not row.id:
        return bytes([len(raw)]) + raw
    return bytes([len(raw) | _HAS_ID]) + raw + bytes.fromhex(row.id)


def _read_name(data: bytes, place: int) -> tuple[str, int]:
    """A genre's name and the place after it. Raises UnknownGenre for one that isn't here."""
    length = data[place] & ~_HAS_ID
    end = place + 1 + length
    name = data[place + 1 : end].decode()
    if not data[place] & _HAS_ID:
        return name, end
    if not any(row.name == name for row in added_genres()):
        raise UnknownGenre(
            f"this recipe needs the genre {name!r} (id {data[end : end + _ID_BYTES].hex()}), "
            "which somebody trained and this machine doesn't have; copy that genre's folder "
            f'here, or train one with: fusebox train --genre "{name}" --from FOLDER'
        )
    return name, end + _ID_BYTES


def _band_bytes(names: Sequence[str]) -> bytes:
    return bytes([len(names), *(_BAND.index(name) for name in names)])


def _weights_bytes(weights: Mapping[str, float], added: list[str]) -> bytes:
    names = [*GENRE_NAMES, *added]
    packed = bytes([len(weights)])
    for name, weight in weights.items():
        packed += struct.pack(">BH", names.index(name), round(weight * _STEPS))
    return packed


def _read_weights(data: bytes, place: int, names: list[str]) -> tuple[dict[str, float], int]:
    weights = {}
    end = place + 1 + 3 * data[place]
    for first in range(place + 1, end, 3):
        index, steps = struct.unpack(">BH", data[first : first + 3])
        weights[names[index]] = steps / _STEPS
    return weights, end


def _encode(data: bytes) -> str:
    number = int.from_bytes(b"\x01" + data, "big")
    digits = ""
    while number:
        number, digit = divmod(number, 32)
        digits = _ALPHABET[digit] + digits
    return digits


def _decode(text: str) -> bytes:
    number = 0
    for letter in text.replace("O", "0").replace("I", "1").replace("L", "1"):
        number = number * 32 + _ALPHABET.index(letter)
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")
    if data[:1] != b"\x01":
        raise ValueError("no recipe")
    return data[1:]
