"""The kinds of files that a composition can become, as rows of data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import RenderError
from engine.render import jobs
from engine.render.info import Made
from engine.render.work import Work

Job = Callable[[Work, Mapping[str, Path]], Made]


@dataclass(frozen=True, slots=True)
class Format:
    """One row: its name, how its file's name ends, what it is, and who makes it.

    Formats with the same job are made together. ``tells`` jobs report progress;
    ``patience`` is how many seconds a second of music may take, beside the usual minutes.
    """

    name: str
    ending: str
    what: str
    job: Job | None
    tells: bool = False
    patience: float = 1.0

    @property
    def rank(self) -> int:
        """Whose turn it is: quick files, then those slow enough to tell their progress, films."""
        return int(self.tells) + int(self.patience > 1)


FORMATS: tuple[Format, ...] = (
    Format("midi", ".mid", "the band's notes; always written", None),
    Format("musicxml", ".musicxml", "the lead sheet for notation programs", jobs.write_notation),
    Format("score", ".score.musicxml", "every player's staves", jobs.write_notation),
    Format("png", ".png", "the piano roll in the genres' colours", jobs.draw_roll),
    Format("notes", ".notes.json", "every note with the genre that gave it", jobs.write_moving),
    Format("ogg", ".ogg", "the sound", jobs.play, tells=True),
    Format("mp3", ".mp3", "the sound for players without OGG", jobs.play, tells=True),
    Format("wav", ".wav", "the sound, uncompressed", jobs.play, tells=True),
    Format("sheet", ".sheet.png", "the lead sheet as pictures of pages", jobs.print_pages),
    Format("pdf", ".pdf", "the lead sheet to print", jobs.print_pages),
    Format("score-pdf", ".score.pdf", "every player's staves to print", jobs.print_pages),
    Format("stems", ".stems.zip", "a MIDI and an OGG file per player", jobs.pack_stems, tells=True),
    Format("mp4", ".mp4", "a film of the moving piano roll", jobs.film, tells=True, patience=8.0),
)  # fmt: skip
DEFAULT_FORMATS: tuple[str, ...] = ("midi", "musicxml", "png", "ogg")
_BY_NAME = {row.name: row for row in FORMATS}


def read_formats(text: str) -> tuple[str, ...]:
    """The names in ``"midi, mp3,pdf"``, each once. Raises RenderError naming an unknown one."""
    names = tuple(dict.fromkeys(word.strip().lower() for word in text.split(",") if word.strip()))
    check_formats(names)
    return names


def check_formats(names: Iterable[str]) -> None:
    """Raise RenderError where there are no names, or one is not in the table."""
    known = ", ".join(_BY_NAME)
    row = list(names)
    if not row:
        raise RenderError(f"name at least one format; known: {known}")
    for name in row:
        if name not in _BY_NAME:
            raise RenderError(f"{name!r} is no format; known: {known}")


def jobs_for(
    names: Sequence[str], folder: Path, stem: str
) -> tuple[tuple[Format, dict[str, Path]], ...]:
    """Per job, its first row and the files that it is to make; MIDI needs none."""
    found: dict[Job, tuple[Format, dict[str, Path]]] = {}
    for row in FORMATS:
        if row.name in names and row.job is not None:
            _, paths = found.setdefault(row.job, (row, {}))
            paths[row.name] = folder / f"{stem}{row.ending}"
    return tuple(found.values())
