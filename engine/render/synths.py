"""Which synth plays: the best one that this machine has.

In order: FluidSynth with the best soundfont, the built-in sampler with any .sf2, and
additive synthesis, which needs nothing. A font that can't be read counts as absent.
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

from engine.errors import RenderError
from engine.render.additive import Additive
from engine.render.fluid import Fluid, fluidsynth_is_here
from engine.render.sampler import Sampler
from engine.render.soundfont import load_soundfont
from engine.render.stems import Synth

# Folders where systems keep soundfonts, and the names to prefer in them.
_FOLDERS = (
    "/usr/share/sounds/sf3", "/usr/share/sounds/sf2", "/usr/share/soundfonts",
    "/usr/local/share/soundfonts", "/opt/homebrew/share/soundfonts",
)  # fmt: skip
_PREFERRED = ("fluidr3", "musescore", "generaluser", "default", "timgm")
_PACKAGED = ("pretty_midi", "TimGM6mb.sf2")


def find_soundfonts() -> tuple[Path, ...]:
    """The soundfonts of the system and of the installed packages, best first."""
    found = [
        path
        for folder in _FOLDERS
        if Path(folder).is_dir()
        for path in sorted(Path(folder).iterdir())
        if path.suffix.lower() in (".sf2", ".sf3")
    ]
    found.sort(key=lambda path: _rank(path.name.lower()))
    package, name = _PACKAGED
    spec = importlib.util.find_spec(package)
    for place in (spec.submodule_search_locations or []) if spec else []:
        if (Path(place) / name).is_file():
            found.append(Path(place) / name)
    return tuple(found)


def _rank(name: str) -> int:
    return next((i for i, wish in enumerate(_PREFERRED) if wish in name), len(_PREFERRED))


def best_synth(soundfont: Path | None = None) -> Synth:
    """The best synth here. ``soundfont`` is the one to use, where the user chose one.

    Raises RenderError where the chosen font is missing or damaged.
    """
    fonts = (soundfont,) if soundfont is not None else find_soundfonts()
    for font in fonts:
        try:
            return _synth_for(font)
        except RenderError:
            if soundfont is not None:
                raise
    return Additive()


def _synth_for(font: Path) -> Synth:
    if fluidsynth_is_here():
        return Fluid(font)
    if font.suffix.lower() == ".sf3":
        raise RenderError(f"{font.name} is compressed; playing it needs FluidSynth")
    return _sampler_of(font)


@lru_cache(maxsize=2)
def _sampler_of(font: Path) -> Sampler:
    """One sampler for all pieces that a process plays: its tones are half of the work."""
    return Sampler(load_soundfont(font))
