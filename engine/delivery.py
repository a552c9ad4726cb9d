"""From a composition to its files: MIDI at once, pictures and sound in child processes.

Each file appears whole or not at all. A renderer that fails costs its own file and a
sentence, never the MIDI.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.compose.blend import blend_by_bar, genres_of
from engine.composition import Composition
from engine.errors import RenderError
from engine.hearing import Hearing
from engine.render.files import write_atomically
from engine.render.formats import DEFAULT_FORMATS, Format, check_formats, jobs_for
from engine.render.info import AudioInfo, Made
from engine.render.isolated import DEFAULT_TIMEOUT_SECONDS, RenderPool
from engine.render.work import Work
from music.genres import added_genres
from music.key import Key
from music.meter import Meter
from music.midi import write_midi
from music.piece import Piece
from music.quantising import is_played_swung

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
    formats: Sequence[str] = DEFAULT_FORMATS,
    max_bytes: int | None = None,
    soundfont: Path | None = None,
    progress: Progress = lambda _: None,
) -> Delivery:
    """Write ``stem`` (by default the recipe) ``.mid`` and ``.json`` and the formats asked for.

    ``formats`` are names of the table in ``engine/render/formats.py``. No sound is larger
    than ``max_bytes``. ``soundfont`` is the one to play, where the user chose one.
    Raises RenderError where even the MIDI file can't be written, or for an unknown format.
    """
    begun = begin_delivery(
        composition, folder, pool, stem=stem, formats=formats, max_bytes=max_bytes,
        soundfont=soundfont, progress=progress,
    )  # fmt: skip
    return finish_delivery(begun, [order.finished() for order in begun.orders])


@dataclass(frozen=True, slots=True)
class Order:
    """Files that a render process is making together, by format."""

    paths: Mapping[str, Path]
    job: Future[Made]

    def finished(self) -> Made:
        """Wait for them; a failure costs these files and a sentence."""
        try:
            return self.job.result()
        except RenderError as error:
            names = " and ".join(path.name for path in self.paths.values())
            return Made(troubles=(f"{names} could not be made: {error}",))


@dataclass(frozen=True, slots=True)
class Begun:
    """A delivery under way: the MIDI file is there, the orders are being made."""

    composition: Composition
    work: Work
    folder: Path
    stem: str
    midi: Path
    orders: tuple[Order, ...]


def begin_delivery(
    composition: Composition,
    folder: Path,
    pool: RenderPool,
    *,
    stem: str | None = None,
    formats: Sequence[str] = DEFAULT_FORMATS,
    max_bytes: int | None = None,
    soundfont: Path | None = None,
    progress: Progress = lambda _: None,
) -> Begun:
    """Write the MIDI file and have the rest begun; as ``deliver``, without waiting."""
    check_formats(formats)
    stem = stem or composition.recipe
    work = _work_of(composition, max_bytes, soundfont)
    midi = folder / f"{stem}.mid"
    write_atomically(midi, work.midi)
    progress("drawing and playing")
    orders = tuple(
        Order(paths, _submitted(pool, row, work, paths, progress))
        for row, paths in jobs_for(formats, folder, stem)
    )
    return Begun(composition, work, folder, stem, midi, orders)


def sound_again(
    midi: bytes,
    folder: Path,
    pool: RenderPool,
    *,
    wished: str,
    is_loop: bool = False,
    soundfont: Path | None = None,
    max_bytes: int | None = None,
) -> Order:
    """Play a kept MIDI file into ``piece.ogg``, ``.mp3`` or ``.wav``; the order of it."""
    silent = Piece("", Key("C"), Meter("4/4"), 120, 1, ())
    work = Work(midi, silent, silent, is_loop=is_loop, soundfont=soundfont, max_bytes=max_bytes)
    ((row, paths),) = jobs_for((wished,), folder, "piece")
    assert row.job is not None
    return Order(paths, pool.submit(row.job, work, paths))


def finish_delivery(begun: Begun, made: Sequence[Made]) -> Delivery:
    """Write the facts, once every order is finished."""
    files = [begun.midi, *(path for one in made for path in one.files)]
    troubles = [sentence for one in made for sentence in one.troubles]
    audio = next((one.audio for one in made if one.audio is not None), None)
    about = begun.composition.to_json() | {
        "files": [path.name for path in files],
        "audio": audio and _facts(audio, begun.work),
        "troubles": troubles,
    }
    try:
        facts = begun.folder / f"{begun.stem}.json"
        write_atomically(facts, (json.dumps(about, indent=1) + "\n").encode())
        files.append(facts)
    except RenderError as error:
        troubles.append(str(error))
    return Delivery(tuple(files), tuple(dict.fromkeys(troubles)), audio)


def _work_of(composition: Composition, max_bytes: int | None, soundfont: Path | None) -> Work:
    arrangement = composition.arrangement
    return Work(
        midi=write_midi(arrangement.piece),
        played=arrangement.piece,
        written=arrangement.score,
        swings=is_played_swung(arrangement.score, arrangement.piece),
        caption=_picture_caption(composition),
        weights=dict(composition.request.weights),
        own_genres=tuple(added_genres()),
        is_loop=composition.request.loop,
        soundfont=soundfont,
        max_bytes=max_bytes,
        tune=composition.tune.sheet,
        melodies=composition.tune.melodies,
        intro=composition.request.intro,
    )


def _submitted(
    pool: RenderPool, row: Format, work: Work, paths: Mapping[str, Path], progress: Progress
) -> Future[Made]:
    assert row.job is not None
    seconds = DEFAULT_TIMEOUT_SECONDS + row.patience * work.played.length_seconds

    def tell(share: float) -> None:
        progress(f"{' and '.join(paths)}: {share:.0%}")

    return pool.submit(
        row.job,
        work,
        paths,
        timeout_seconds=seconds,
        on_progress=tell if row.tells else None,
        rank=row.rank,
    )


def _facts(audio: AudioInfo, work: Work) -> dict[str, Any]:
    names = [track.name for track in work.played.tracks if track.notes]
    return {
        "seconds": round(audio.seconds, 2),
        "synth": audio.synth,
        "loudness_lufs": round(audio.loudness_lufs, 2),
        "peak_dbtp": round(audio.peak_dbtp, 2),
        "levels_db": {
            name: round(level, 1) for name, level in zip(names, audio.levels_db, strict=False)
        },
    }


def caption_of(composition: Composition) -> str:
    """``asked 70/30, a judge hears 68/32`` where genres are mixed, and the form either way."""
    form = f"form {composition.tune.form}"
    if composition.arrangement.piece.pickup_beats:
        form += ", with a pickup"
    request = composition.request
    genres = genres_of(request) if request.path else list(request.weights)
    if len(genres) == 1:
        return form
    asked = blend_by_bar(request, genres).mean(axis=0).tolist()
    return f"asked {_percents(asked)}, {_heard(composition.hearing, genres)} · {form}"


def _picture_caption(composition: Composition) -> str:
    """The caption, and what the colours mean: not what the judge hears, but who gave each note."""
    many = len(genres_of(composition.request)) > 1
    return caption_of(composition) + (" · colours: each note's genre" if many else "")


def _heard(hearing: Hearing, genres: Sequence[str]) -> str:
    if hearing.shares is None:
        return "not measured" + (
            f" for {' and '.join(hearing.unlearnt)}" if hearing.unlearnt else ""
        )
    return f"a judge hears {_percents([hearing.shares[genre] for genre in genres])}"


def _percents(shares: Sequence[float]) -> str:
    return "/".join(f"{100 * share:.0f}" for share in shares)
