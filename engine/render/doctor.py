"""What rendering found on this machine, and what would make it better."""

from __future__ import annotations

import importlib.util
import sys

import soundfile

from engine.render.additive import Additive
from engine.render.facts import Fact
from engine.render.fluid import Fluid, fluidsynth_is_here
from engine.render.fonts import font_files
from engine.render.synths import best_synth, find_soundfonts

_INSTALL_FLUIDSYNTH = {
    "linux": "sudo apt install libfluidsynth3 fluidr3mono-gm-soundfont",
    "darwin": "brew install fluid-synth",
    "win32": "choco install fluidsynth",
}


def synth_report() -> list[Fact]:
    """Synth, soundfont, sound formats and fonts of this machine. Never raises."""
    return [_synth(), _soundfont(), _formats(), _fonts(), _notation()]


def _synth() -> Fact:
    synth = best_synth()
    if isinstance(synth, Fluid):
        return Fact("synth", True, synth.name)
    if importlib.util.find_spec("fluidsynth") is None:
        advice = "pip install 'fusebox[synth]'"
    else:
        advice = "" if fluidsynth_is_here() else _system_command()
    return Fact("synth", not isinstance(synth, Additive), synth.name, advice)


def _soundfont() -> Fact:
    fonts = find_soundfonts()
    if not fonts:
        advice = "pip install --force-reinstall pretty-midi"
        return Fact("soundfont", False, "none found", advice)
    best = fonts[0]
    size = best.stat().st_size / 1024**2
    advice = _system_command() if best.name == "TimGM6mb.sf2" else ""
    return Fact("soundfont", True, f"{best.name}, {size:.0f} MiB, in {best.parent}", advice)


def _formats() -> Fact:
    known = [name for name in ("OGG", "MP3") if name in soundfile.available_formats()]
    advice = "" if len(known) == 2 else "pip install --upgrade soundfile"
    return Fact("sound formats", "OGG" in known, ", ".join(known) or "none", advice)


def _fonts() -> Fact:
    files = font_files()
    if files:
        return Fact("fonts", True, files[0].stem)
    return Fact("fonts", False, "Pillow's own, without ♯ and ♭", "pip install matplotlib")


def _notation() -> Fact:
    missing = [name for name in ("verovio", "resvg_py") if importlib.util.find_spec(name) is None]
    if missing:
        packages = " ".join(name.replace("_", "-") for name in missing)
        return Fact("notation", False, f"no {' and '.join(missing)}", f"pip install {packages}")
    return Fact("notation", True, "verovio and resvg")


def _system_command() -> str:
    return _INSTALL_FLUIDSYNTH.get(sys.platform, "")
