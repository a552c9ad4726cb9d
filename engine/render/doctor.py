"""What rendering found on this machine, and what would make it better."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import soundfile

from engine.errors import RenderError
from engine.installing import install_command
from engine.render.additive import Additive
from engine.render.facts import Fact
from engine.render.fluid import Fluid, fluidsynth_is_here
from engine.render.fonts import font_files
from engine.render.soundfont import check_soundfont
from engine.render.synths import best_synth, find_soundfonts

_INSTALL_FLUIDSYNTH = {
    "linux": "sudo apt install libfluidsynth3 fluidr3mono-gm-soundfont",
    "darwin": "brew install fluid-synth",
    "win32": "choco install fluidsynth",
}


def synth_report(soundfont: Path | None = None) -> list[Fact]:
    """Synth, soundfont, sound formats, fonts, notation and film of this machine.

    ``soundfont`` is the one that the user chose, if any. Never raises.
    """
    return [
        _synth(soundfont), _soundfont(soundfont), _formats(), _fonts(), _notation(), _film(),
    ]  # fmt: skip


def _synth(soundfont: Path | None) -> Fact:
    try:
        synth = best_synth(soundfont)
    except RenderError:
        synth = best_synth()
    if isinstance(synth, Fluid):
        return Fact("synth", True, synth.name)
    if importlib.util.find_spec("fluidsynth") is None:
        advice = install_command("synth")
    else:
        advice = "" if fluidsynth_is_here() else _system_command()
    return Fact("synth", not isinstance(synth, Additive), synth.name, advice)


def _soundfont(soundfont: Path | None) -> Fact:
    if soundfont is not None:
        try:
            best_synth(soundfont)
        except RenderError as error:
            advice = "correct FUSEBOX_SOUNDFONT, or leave it empty"
            return Fact("soundfont", False, str(error), advice)
        return _found(soundfont, "", "")
    fonts = find_soundfonts()
    whole = [font for font in fonts if _is_whole(font)]
    can_unpack = fluidsynth_is_here()
    best = next((font for font in whole if can_unpack or font.suffix.lower() != ".sf3"), None)
    damaged = [font.name for font in fonts if font not in whole]
    remark = f"; damaged: {', '.join(damaged)}" if damaged else ""
    if best is None:
        advice = "pip install --force-reinstall pretty-midi"
        return Fact("soundfont", False, f"none found{remark}", advice)
    if best != whole[0]:
        waiting = f"; {whole[0].name} is better and needs FluidSynth"
        return _found(best, waiting + remark, install_command("synth"))
    return _found(best, remark, _system_command() if best.name == "TimGM6mb.sf2" else "")


def _found(font: Path, remark: str, advice: str) -> Fact:
    size = font.stat().st_size / 1024**2
    finding = f"{font.name}, {size:.0f} MiB, in {font.parent}{remark}"
    return Fact("soundfont", True, finding, advice)


def _is_whole(font: Path) -> bool:
    try:
        check_soundfont(font)
    except RenderError:
        return False
    return True


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


def _film() -> Fact:
    if importlib.util.find_spec("imageio_ffmpeg") is None:
        return Fact("film", False, "no ffmpeg: no MP4", install_command("video"))
    return Fact("film", True, "ffmpeg")


def _system_command() -> str:
    return _INSTALL_FLUIDSYNTH.get(sys.platform, "")
