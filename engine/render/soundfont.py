"""Reading a SoundFont 2 file: which samples a program plays for a key, and how.

Follows the SoundFont 2.04 specification (chapters 7 and 8: the chunks, and the
generators with their units). Modulators in the file are passed over: the default
ones are built into the voice. Compressed fonts (.sf3) are not read here.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import RenderError

DRUM_BANK = 128

_RECORDS: dict[str, np.dtype[np.void]] = {
    "phdr": np.dtype(
        [("name", "S20"), ("program", "<u2"), ("bank", "<u2"), ("bag", "<u2"), ("rest", "V12")]
    ),
    "pbag": np.dtype([("gen", "<u2"), ("mod", "<u2")]),
    "pgen": np.dtype([("oper", "<u2"), ("amount", "<i2")]),
    "inst": np.dtype([("name", "S20"), ("bag", "<u2")]),
    "ibag": np.dtype([("gen", "<u2"), ("mod", "<u2")]),
    "igen": np.dtype([("oper", "<u2"), ("amount", "<i2")]),
    "shdr": np.dtype(
        [
            ("name", "S20"), ("start", "<u4"), ("end", "<u4"), ("loop_start", "<u4"),
            ("loop_end", "<u4"), ("rate", "<u4"), ("root", "u1"), ("correction", "i1"),
            ("link", "<u2"), ("type", "<u2"),
        ]
    ),
}  # fmt: skip

# Generator numbers of section 8.1.2 that are read, by the names used here.
_INSTRUMENT, _KEY_RANGE, _VELOCITY_RANGE, _SAMPLE = 41, 43, 44, 53
_DEFAULTS: dict[int, int] = {
    8: 13500, 21: -12000, 23: -12000, 25: -12000, 26: -12000, 27: -12000, 28: -12000,
    30: -12000, 33: -12000, 34: -12000, 35: -12000, 36: -12000, 38: -12000, 46: -1,
    47: -1, 56: 100, 58: -1,
}  # fmt: skip
# Generators that only an instrument may set; a preset's value is ignored.
_INSTRUMENT_ONLY = frozenset((0, 1, 2, 3, 4, 12, 45, 46, 47, 50, 54, 57, 58))


@dataclass(frozen=True, eq=False, slots=True)
class Region:
    """One sample as one zone plays it; generators are in the specification's units."""

    keys: tuple[int, int]
    velocities: tuple[int, int]
    samples: NDArray[np.int16]
    loop: tuple[int, int] | None
    rate: int
    root: int
    tuning_cents: int
    generators: dict[int, int]

    def get(self, generator: int) -> int:
        """A generator's value, the specification's default where no zone sets it."""
        return self.generators.get(generator, _DEFAULTS.get(generator, 0))

    def seconds(self, generator: int) -> float:
        """A generator in timecents as seconds."""
        cents = self.get(generator)
        return 0.0 if cents <= -12000 else min(100.0, 2.0 ** (cents / 1200))


@dataclass(frozen=True, eq=False, slots=True)
class SoundFont:
    """A font in memory; ``programs`` maps (bank, program) to its regions."""

    path: Path
    programs: dict[tuple[int, int], tuple[Region, ...]]

    def regions(self, program: int, *, is_drums: bool) -> tuple[Region, ...]:
        """A program's regions; where the font lacks it, the nearest it has."""
        bank = DRUM_BANK if is_drums else 0
        wanted = 0 if is_drums else program
        for place in ((bank, wanted), (bank, wanted // 8 * 8), (bank, 0)):
            if place in self.programs:
                return self.programs[place]
        return ()


@lru_cache(maxsize=2)
def load_soundfont(path: Path) -> SoundFont:
    """Read a font. Raises RenderError where it is missing, damaged or compressed."""
    check_soundfont(path)
    try:
        return SoundFont(path, _programs(_chunks(path.read_bytes())))
    except OSError as error:
        raise RenderError(f"the soundfont {path} can't be read: {error.strerror}") from error
    except (struct.error, ValueError, IndexError, KeyError) as error:
        raise RenderError(f"the soundfont {path} is damaged") from error


def check_soundfont(path: Path) -> None:
    """Raise RenderError where a file is not a whole RIFF soundfont; a cheap look."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(12)
    except OSError as error:
        raise RenderError(f"the soundfont {path} can't be read: {error.strerror}") from error
    if head[:4] != b"RIFF" or head[8:] != b"sfbk":
        raise RenderError(f"{path} is not a soundfont")
    if size < 8 + int.from_bytes(head[4:8], "little"):
        raise RenderError(f"the soundfont {path} is damaged: a part of it is missing")


def _chunks(content: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    places = [(12, len(content))]
    while places:
        at, stop = places.pop()
        while at + 8 <= stop:
            name, size = struct.unpack_from("<4sI", content, at)
            body = at + 8
            if body + size > len(content):
                raise ValueError("a chunk runs past the end")
            if name == b"LIST":
                places.append((body + 4, body + size))
            else:
                found[name.decode("latin-1")] = content[body : body + size]
            at = body + size + size % 2
    return found


def _programs(chunks: dict[str, bytes]) -> dict[tuple[int, int], tuple[Region, ...]]:
    tables = {name: np.frombuffer(chunks[name], dtype) for name, dtype in _RECORDS.items()}
    sound = np.frombuffer(chunks["smpl"], "<i2")
    instruments = [
        _zones(tables["ibag"], tables["igen"], int(first["bag"]), int(after["bag"]), _SAMPLE)
        for first, after in zip(tables["inst"], tables["inst"][1:], strict=False)
    ]
    programs: dict[tuple[int, int], tuple[Region, ...]] = {}
    for first, after in zip(tables["phdr"], tables["phdr"][1:], strict=False):
        zones = _zones(
            tables["pbag"], tables["pgen"], int(first["bag"]), int(after["bag"]), _INSTRUMENT
        )
        regions = [
            region
            for outer in zones
            for inner in instruments[outer[_INSTRUMENT]]
            if (region := _region(outer, inner, tables["shdr"], sound)) is not None
        ]
        programs[int(first["bank"]), int(first["program"])] = tuple(regions)
    return programs


def _zones(
    bags: NDArray[np.void], gens: NDArray[np.void], start: int, stop: int, last: int
) -> list[dict[int, int]]:
    """The zones of one preset or instrument, the global zone folded into each."""
    common: dict[int, int] = {}
    zones: list[dict[int, int]] = []
    for index in range(start, stop):
        rows = gens[int(bags[index]["gen"]) : int(bags[index + 1]["gen"])]
        zone = {int(row["oper"]): int(row["amount"]) for row in rows}
        if last in zone:
            zones.append({**common, **zone})
        elif index == start:
            common = zone
    return zones


def _region(
    outer: dict[int, int],
    inner: dict[int, int],
    headers: NDArray[np.void],
    sound: NDArray[np.int16],
) -> Region | None:
    keys = _overlap(outer.get(_KEY_RANGE), inner.get(_KEY_RANGE))
    velocities = _overlap(outer.get(_VELOCITY_RANGE), inner.get(_VELOCITY_RANGE))
    if keys is None or velocities is None:
        return None
    generators = dict(inner)
    for number, amount in outer.items():
        if number not in _INSTRUMENT_ONLY and number not in (_KEY_RANGE, _VELOCITY_RANGE):
            generators[number] = generators.get(number, _DEFAULTS.get(number, 0)) + amount
    header = headers[inner[_SAMPLE]]
    start = int(header["start"]) + inner.get(0, 0) + 32768 * inner.get(4, 0)
    stop = int(header["end"]) + inner.get(1, 0) + 32768 * inner.get(12, 0)
    loop_start = int(header["loop_start"]) + inner.get(2, 0) + 32768 * inner.get(45, 0) - start
    loop_end = int(header["loop_end"]) + inner.get(3, 0) + 32768 * inner.get(50, 0) - start
    if not 0 <= start < stop <= len(sound) or not header["rate"]:
        return None
    loops = bool(inner.get(54, 0) & 1) and 0 <= loop_start < loop_end - 1 <= stop - start
    root = inner.get(58, -1)
    root = root if root >= 0 else int(header["root"])
    tuning = 100 * generators.get(51, 0) + generators.get(52, 0) + int(header["correction"])
    return Region(
        keys=keys,
        velocities=velocities,
        samples=sound[start:stop],
        loop=(loop_start, loop_end) if loops else None,
        rate=int(header["rate"]),
        root=root if root <= 127 else 60,
        tuning_cents=tuning,
        generators=generators,
    )


def _overlap(first: int | None, second: int | None) -> tuple[int, int] | None:
    low, high = 0, 127
    for packed in (first, second):
        if packed is not None:
            low, high = max(low, packed & 0xFF), min(high, packed >> 8 & 0xFF)
    return (low, high) if low <= high else None
