"""Tunes of a user's own folder: files in, lead sheets with chords out, told in two sides.

Knows which files are read by which reader and which tunes are held out. What the tunes
say of their genre's playing is ``own_figures``.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.corpora.archives import MAX_FILE_BYTES
from models.corpora.errors import UnreadablePiece
from models.corpora.harmonise import add_chords
from models.corpora.harmony import HarmonyModel
from models.corpora.near import Fingerprints, fingerprint
from models.corpora.one_tune import READERS, rows_of
from models.corpora.reading import read_file
from models.corpora.store import normalised, piece_from_row
from models.errors import TrainingError
from models.training.own_playing import Playing, playing_of, written_straight
from music.errors import MusicError
from music.leadsheet import LeadSheet

FEWEST_TUNES = 5
_MOST_FILES = 5000
_HELD_OUT = 0.15
_ALIKE, _COPY = 0.5, 0.85


@dataclass(frozen=True, slots=True)
class Tune:
    """One tune: its rows (lead sheets in ticks, see corpora/store.py) and its side.

    ``split`` is train or valid; ``playing`` is what a MIDI file says of its performance.
    """

    name: str
    rows: tuple[dict[str, Any], ...]
    split: str = "train"
    playing: Playing | None = None

    @property
    def sheets(self) -> list[LeadSheet]:
        """The lead sheets in their own keys."""
        return [piece_from_row(row).sheet for row in self.rows]


@dataclass(frozen=True, slots=True)
class Tunes:
    """Everything that a folder gave; ``skipped`` are (file or tune, reason)."""

    folder: Path
    files: int
    tunes: tuple[Tune, ...]
    skipped: tuple[tuple[str, str], ...] = field(default=())

    @property
    def fingerprint(self) -> str:
        """Sixteen hex digits of the notes: the same tunes, the same digits."""
        digest = hashlib.sha256()
        for tune in self.tunes:
            digest.update(_notes_digest(tune))
        return digest.hexdigest()[:16]

    def side(self, split: str) -> list[Tune]:
        return [tune for tune in self.tunes if tune.split == split]


def read_tunes(
    folder: Path, genre: str, *, progress: Callable[[int, int], None] = lambda done, known: None
) -> Tunes:
    """Every readable tune under ``folder``, copies left out, about a seventh held out.

    ``progress`` is told (files done, files known). Raises TrainingError where the folder
    doesn't exist, holds no music, or fewer than five tunes can be used.
    """
    if not folder.is_dir():
        raise TrainingError(f"{folder} is not a folder; say where the tunes lie")
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in READERS and p.is_file())
    if not paths:
        raise TrainingError(
            f"no music was found in {folder}; put MIDI, MusicXML or ABC files there "
            f"({', '.join(READERS)})"
        )
    skipped: list[tuple[str, str]] = [
        (p.name, f"only the first {_MOST_FILES} files are read") for p in paths[_MOST_FILES:]
    ]
    found: list[Tune] = []
    known = paths[:_MOST_FILES]
    for done, path in enumerate(known, start=1):
        for tune in _read(path, folder, genre):
            if isinstance(tune, Tune):
                found.append(tune)
            else:
                skipped.append(tune)
        progress(done, len(known))
    kept = _without_copies(found, skipped)
    if len(kept) < FEWEST_TUNES:
        reason = f" (first reason: {skipped[0][0]}: {skipped[0][1]})" if skipped else ""
        raise TrainingError(
            f"only {len(kept)} usable tunes in {folder}; {FEWEST_TUNES} are the least and "
            f"30 are a fair start{reason}"
        )
    return Tunes(folder, len(known), tuple(_in_sides(kept)), tuple(skipped))


def harmonised(tunes: Tunes, model: HarmonyModel) -> Tunes:
    """The tunes with chords where they had none, from their voices or by the model.

    Their ``rows`` are filled in place.
    """
    bare = [row for tune in tunes.tunes for row in tune.rows if not row["chords"]]
    add_chords(bare, model)
    return tunes


def sheets_for_networks(tunes: Sequence[Tune]) -> list[LeadSheet]:
    """Lead sheets in C major or A minor, without those that leave MIDI's range there."""
    sheets = []
    for tune in tunes:
        for sheet in tune.sheets:
            with contextlib.suppress(MusicError):
                sheets.append(normalised(sheet))
    return sheets


def _read(path: Path, folder: Path, genre: str) -> Iterator[Tune | tuple[str, str]]:
    name = path.relative_to(folder).as_posix()
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            yield name, f"the file has over {MAX_FILE_BYTES >> 20} MiB"
            return
        data = path.read_bytes()
    except OSError as error:
        yield name, f"the file can't be opened ({error.strerror})"
        return
    reader = READERS[path.suffix.lower()]
    playing = playing_of(data) if reader.startswith("midi") else None
    for piece_id, score in read_file(reader, name, data):
        if isinstance(score, UnreadablePiece):
            yield piece_id, str(score)
            continue
        try:
            rows = rows_of(piece_id, written_straight(score, playing), genre)
            yield Tune(piece_id, rows, playing=playing)
        except UnreadablePiece as error:
            yield piece_id, str(error)
        except ValueError as error:  # a note or sheet that can't exist
            yield piece_id, f"the piece can't be made a lead sheet ({error})"


def _grams(tune: Tune) -> frozenset[int]:
    return frozenset().union(*(fingerprint(row["melody"]) for row in tune.rows))


def _without_copies(tunes: Sequence[Tune], skipped: list[tuple[str, str]]) -> list[Tune]:
    sounds, sizes, kept = Fingerprints(), dict[str, int](), []
    for tune in tunes:
        grams = _grams(tune)
        twins = [n for _, n in sounds.like(grams, _COPY) if len(grams) < 1.6 * sizes[n]]
        if twins:
            skipped.append((tune.name, f"a copy of {twins[0]}"))
            continue
        sounds.add(tune.name, grams)
        sizes[tune.name] = len(grams)
        kept.append(tune)
    return kept


def _in_sides(tunes: Sequence[Tune]) -> Iterator[Tune]:
    """Tunes that sound alike go to the same side; which one is drawn by their notes."""
    wanted = max(1, round(_HELD_OUT * len(tunes)))
    sounds = Fingerprints()
    sides: dict[str, str] = {}
    for tune in sorted(tunes, key=_notes_digest):
        grams = _grams(tune)
        like = sounds.like(grams, _ALIKE)
        held = sum(side == "valid" for side in sides.values())
        sides[tune.name] = sides[like[0][1]] if like else "valid" if held < wanted else "train"
        sounds.add(tune.name, grams)
    if "train" not in sides.values():  # all alike: nothing can be held out
        sides = dict.fromkeys(sides, "train")
        sides[tunes[0].name] = "valid"
    for tune in tunes:
        yield Tune(tune.name, tune.rows, sides[tune.name], tune.playing)


def _notes_digest(tune: Tune) -> bytes:
    notes = repr([(row["melody"], row["meter"]) for row in tune.rows])
    return hashlib.sha256(notes.encode()).digest()
