"""From a composition to its files: MIDI at once, pictures and sound in child processes.

Each file appears whole or not at all. A renderer that fails costs its own file and a
sentence, never the MIDI.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.compose.blend import blend_by_bar, genres_of
from engine.composition import Composition
from engine.errors import RenderError
from engine.hearing import Hearing
from engine.render.files import write_atomically
from engine.render.info import AudioInfo
from engine.render.isolated import RenderPool
from engine.render.jobs import draw, play
from music.genres import added_genres
from music.midi import write_midi

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Delivery:
    """The files that were written, and a sentence for each that could not be."""

    files: tuple[Path, ...]
    troubles: tuple[str, ...]
    audio: AudioInfo | None = None


def check_folder(folder: Path) -> None:
    """Make the folder if need be and try it. Raises RenderError in one sentence."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RenderError(f"can't write into {folder}: {reason}; choose another folder") from error


def deliver_midi(composition: Composition, path: Path) -> Path:
    """Write only the MIDI file."""
    write_atomically(path, write_midi(composition.arrangement.piece))
    return path


def deliver(
    composition: Composition,
    folder: Path,
    pool: RenderPool,
    *,
    stem: str | None = None,
    progress: Progress = lambda _: None,
) -> Delivery:
    """Write ``stem`` (by default the recipe) ``.mid .png .ogg .json`` into a folder."""
    stem = stem or composition.recipe
    piece = composition.arrangement.piece
    midi = write_midi(piece)
    files = [folder / f"{stem}.mid"]
    write_atomically(files[0], midi)
    progress("drawing and playing")
    jobs: list[tuple[Path, Future[Any]]] = [
        (
            folder / f"{stem}.png",
            pool.submit(
                draw,
                piece,
                folder / f"{stem}.png",
                caption_of(composition),
                dict(composition.request.weights),
                added_genres(),
            ),
        ),
        (
            folder / f"{stem}.ogg",
            pool.submit(play, midi, folder / f"{stem}.ogg", composition.request.loop),
        ),
    ]
    troubles = []
    audio = None
    for path, job in jobs:
        try:
            result = job.result()
            files.append(path)
            audio = result if isinstance(result, AudioInfo) else audio
        except RenderError as error:
            troubles.append(f"{path.name} could not be made: {error}")
    about = composition.to_json() | {
        "files": [path.name for path in files],
        "audio": audio
        and {
            "seconds": round(audio.seconds, 2),
            "synth": audio.synth,
            "loudness_lufs": round(audio.loudness_lufs, 2),
            "peak_dbtp": round(audio.peak_dbtp, 2),
        },
        "troubles": troubles,
    }
    write_atomically(folder / f"{stem}.json", (json.dumps(about, indent=1) + "\n").encode())
    return Delivery((*files, folder / f"{stem}.json"), tuple(troubles), audio)


def caption_of(composition: Composition) -> str:
    """``asked 70/30, heard 68/32`` where genres are mixed, and the form either way."""
    form = f"form {composition.tune.form}"
    request = composition.request
    genres = genres_of(request) if request.path else list(request.weights)
    if len(genres) == 1:
        return form
    asked = blend_by_bar(request, genres).mean(axis=0).tolist()
    return f"asked {_percents(asked)}, {_heard(composition.hearing, genres)} · {form}"


def _heard(hearing: Hearing, genres: Sequence[str]) -> str:
    if hearing.shares is None:
        return "not measured" + (
            f" for {' and '.join(hearing.unlearnt)}" if hearing.unlearnt else ""
        )
    return f"heard {_percents([hearing.shares[genre] for genre in genres])}"


def _percents(shares: Sequence[float]) -> str:
    return "/".join(f"{100 * share:.0f}" for share in shares)
