"""The renderers as jobs for child processes: their libraries load there and nowhere else.

Every job makes the files it is asked for, one after another; a file that fails costs a
sentence and not the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import EngineError, RenderError
from engine.render.info import Made
from engine.render.work import Work
from music.errors import MusicError
from music.genres import install_genres

if TYPE_CHECKING:
    from engine.render.stems import Synth

Tell = Callable[[float], None]


def play(work: Work, paths: Mapping[str, Path], *, on_progress: Tell | None = None) -> Made:
    """The sound in each format, played once."""
    from engine.render.audio import render_sounds

    synth, troubles = _synth_of(work)
    info = render_sounds(
        work.midi,
        paths,
        synth=synth,
        max_bytes=work.max_bytes,
        is_loop=work.is_loop,
        on_progress=on_progress,
    )
    return Made(info.files, (*troubles, *info.troubles), info)


def draw_roll(work: Work, paths: Mapping[str, Path]) -> Made:
    """The piano roll; the child is told of the user's own genres for their colours."""
    from engine.render.roll import draw_roll as draw

    install_genres(work.own_genres)

    def make(name: str, path: Path) -> Sequence[Path]:
        draw(work.played, path, caption=work.caption, weights=work.weights)
        return (path,)

    return _made_one_by_one(paths, make)


def write_notation(work: Work, paths: Mapping[str, Path]) -> Made:
    """The lead sheet and the score as MusicXML."""
    from engine.render.files import write_atomically
    from music.musicxml import write_musicxml, write_score

    def make(name: str, path: Path) -> Sequence[Path]:
        write = write_score if name == "score" else write_musicxml
        write_atomically(path, write(work.written, swings=work.swings).encode())
        return (path,)

    return _made_one_by_one(paths, make)


def write_moving(work: Work, paths: Mapping[str, Path]) -> Made:
    """The notes for pages on which they move."""
    from engine.render.files import write_atomically
    from engine.render.notes import write_notes

    install_genres(work.own_genres)

    def make(name: str, path: Path) -> Sequence[Path]:
        write_atomically(path, write_notes(work))
        return (path,)

    return _made_one_by_one(paths, make)


def print_pages(work: Work, paths: Mapping[str, Path]) -> Made:
    """The lead sheet and the score as pages."""
    from engine.render.sheet import draw_pages, print_pdf
    from music.musicxml import write_musicxml, write_score

    def make(name: str, path: Path) -> Sequence[Path]:
        write = write_score if name == "score-pdf" else write_musicxml
        text, title = write(work.written, swings=work.swings), work.written.title
        if name == "sheet":
            return draw_pages(text, path, title=title)
        print_pdf(text, path, title=title)
        return (path,)

    return _made_one_by_one(paths, make)


def pack_stems(work: Work, paths: Mapping[str, Path], *, on_progress: Tell | None = None) -> Made:
    """One MIDI and one sound file per player, zipped."""
    from engine.render.packing import pack

    synth, troubles = _synth_of(work)

    def make(name: str, path: Path) -> Sequence[Path]:
        pack(work.played, path, synth=synth, max_bytes=work.max_bytes, on_progress=on_progress)
        return (path,)

    made = _made_one_by_one(paths, make)
    return Made(made.files, (*troubles, *made.troubles))


def film(work: Work, paths: Mapping[str, Path], *, on_progress: Tell | None = None) -> Made:
    """The moving piano roll with its sound."""
    from engine.render.film import shoot

    install_genres(work.own_genres)
    synth, troubles = _synth_of(work)

    def make(name: str, path: Path) -> Sequence[Path]:
        shoot(work, path, synth=synth, on_progress=on_progress)
        return (path,)

    made = _made_one_by_one(paths, make)
    return Made(made.files, (*troubles, *made.troubles))


def _made_one_by_one(
    paths: Mapping[str, Path], make: Callable[[str, Path], Sequence[Path]]
) -> Made:
    files: list[Path] = []
    troubles: list[str] = []
    for name, path in paths.items():
        try:
            files += make(name, path)
        except (EngineError, MusicError) as error:
            troubles.append(f"{path.name} could not be made: {error}")
    return Made(tuple(files), tuple(troubles))


def _synth_of(work: Work) -> tuple[Synth, tuple[str, ...]]:
    """The chosen soundfont's synth; where that can't be read, the best other and a sentence."""
    from engine.render.synths import best_synth

    try:
        return best_synth(work.soundfont), ()
    except RenderError as error:
        synth = best_synth()
        return synth, (f"{error}; {synth.name} played instead",)
