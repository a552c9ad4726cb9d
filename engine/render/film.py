"""A film of the piano roll: it moves under a line while the piece sounds.

Frames are cut from one long picture and handed to ffmpeg, which comes with the optional
extra ``video``. What has sounded is dimmed.
"""

from __future__ import annotations

import importlib
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import RenderError
from engine.installing import install_command
from engine.render import roll_style as style
from engine.render.audio import render_audio
from engine.render.canvas import Canvas
from engine.render.files import write_atomically
from engine.render.roll import draw_systems
from engine.render.roll_header import draw_header, header_height
from engine.render.roll_layout import WIDTH, lay_out
from engine.render.stems import Synth
from engine.render.work import Work
from music.piece import Piece

FRAMES_PER_SECOND = 25
_BARS_PER_WINDOW = 4
_PLAYHEAD = 270
_DIMMED = 0.45
_SOUND_BITS = 160_000
_LEAST_VIDEO_BITS = 80_000
# The share of a size limit that coding is trusted to hit.
_SAFE = 0.92

Picture = NDArray[np.uint8]


def shoot(
    work: Work,
    path: Path,
    *,
    synth: Synth,
    on_progress: Callable[[float], None] | None = None,
) -> None:
    """Write the film of a piece to ``path`` as an MP4 (H.264 and AAC).

    Raises RenderError where ffmpeg is not installed or fails, or the file can't be written.
    """
    ffmpeg = find_ffmpeg()
    tell = on_progress or (lambda share: None)
    with tempfile.TemporaryDirectory(prefix="fusebox-film-") as folder:
        sound, target = Path(folder, "sound.wav"), Path(folder, "film.mp4")
        info = render_audio(
            work.midi,
            sound,
            format="wav",
            synth=synth,
            is_loop=work.is_loop,
            on_progress=lambda share: tell(0.2 * share),
        )
        still, strip, beat_width = _pictures(work.played, work.caption, work.weights)
        height, width = still.shape[0] + strip.shape[0], still.shape[1]
        command = _command(ffmpeg, sound, target, (width, height), info.seconds, work.max_bytes)
        count = round(info.seconds * FRAMES_PER_SECOND)
        beats_per_frame = work.played.meter.quarter_bpm(work.played.tempo_bpm) / 60
        beats_per_frame /= FRAMES_PER_SECOND
        begin = 0.0 if work.is_loop else beat_width * work.played.opening_beats
        frames = _frames(still, strip, beat_width * beats_per_frame, begin, count)
        _code(command, frames, lambda done: tell(0.2 + 0.8 * done / count))
        write_atomically(path, target.read_bytes())
    tell(1.0)


def find_ffmpeg() -> str:
    """The program's path. Raises RenderError naming the command that installs it."""
    try:
        return str(importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except (ImportError, RuntimeError, OSError) as error:
        raise RenderError(f"a film needs ffmpeg: run {install_command('video')}") from error


def _pictures(
    piece: Piece, caption: str, weights: Mapping[str, float]
) -> tuple[Picture, Picture, float]:
    """The head that stands, the roll that moves, and the width of a beat in pixels."""
    top = Canvas(WIDTH, 2 * round(header_height(caption, weights) / 2), style.GROUND)
    draw_header(top, piece, caption, weights)
    layout = lay_out(piece, top=0, margin=0, bars_per_system=_BARS_PER_WINDOW)
    canvas = Canvas(WIDTH, layout.height, style.GROUND)
    draw_systems(canvas, layout, piece)
    page = canvas.pixels()
    first = layout.systems[0]
    height = 2 * round((layout.bottom_of(first) + 10 - first.top) / 2)
    rows = [page[round(s.top) : round(s.top) + height] for s in layout.systems]
    room = np.full((height, WIDTH, 3), style.GROUND, np.uint8)
    played = round(layout.x_of(layout.systems[-1], layout.systems[-1].stop_beats))
    strip = np.concatenate([room[:, :_PLAYHEAD], *rows[:-1], rows[-1][:, :played], room], axis=1)
    return top.pixels(), strip, layout.beat_width


def _frames(
    still: Picture, strip: Picture, speed: float, begin: float, count: int
) -> Iterator[bytes]:
    """The pictures one after another; ``speed`` is in pixels a frame, ``begin`` in pixels."""
    dimmed = (strip * np.float32(_DIMMED)).astype(np.uint8)
    frame = np.empty((still.shape[0] + strip.shape[0], WIDTH, 3), np.uint8)
    frame[: len(still)] = still
    moving = frame[len(still) :]
    last = strip.shape[1] - WIDTH
    for number in range(count):
        left = min(last, round(begin + number * speed))
        moving[:, :_PLAYHEAD] = dimmed[:, left : left + _PLAYHEAD]
        moving[:, _PLAYHEAD:] = strip[:, left + _PLAYHEAD : left + WIDTH]
        moving[:, _PLAYHEAD - 1 : _PLAYHEAD + 2] = style.INK
        yield frame.tobytes()


def _command(
    ffmpeg: str,
    sound: Path,
    target: Path,
    size: tuple[int, int],
    seconds: float,
    max_bytes: int | None,
) -> list[str]:
    quality = ["-crf", "24"]
    if max_bytes is not None:
        bits = round(max_bytes * 8 * _SAFE / seconds) - _SOUND_BITS
        if bits < _LEAST_VIDEO_BITS:
            raise RenderError(
                f"a film of {seconds:.0f} seconds doesn't fit {max_bytes:,} bytes; "
                "ask for fewer bars"
            )
        quality += ["-maxrate", str(bits), "-bufsize", str(bits)]
    return [
        ffmpeg, "-y", "-loglevel", "error",
        "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{size[0]}x{size[1]}",
        "-r", str(FRAMES_PER_SECOND), "-i", "-", "-i", str(sound),
        "-c:v", "libx264", "-preset", "veryfast", *quality, "-pix_fmt", "yuv420p",
        "-c:a", "aac", "-b:a", str(_SOUND_BITS), "-movflags", "+faststart", str(target),
    ]  # fmt: skip


def _code(command: list[str], frames: Iterator[bytes], on_frame: Callable[[int], None]) -> None:
    with tempfile.TemporaryFile() as complaints:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=complaints) as coder:
            assert coder.stdin is not None
            try:
                for done, frame in enumerate(frames, 1):
                    coder.stdin.write(frame)
                    if done % FRAMES_PER_SECOND == 0:
                        on_frame(done)
                coder.stdin.close()
            except BrokenPipeError:
                pass  # its own words say why
        if coder.returncode:
            complaints.seek(0)
            words = complaints.read().decode(errors="replace").strip().splitlines()
            reason = words[-1] if words else f"exit code {coder.returncode}"
            raise RenderError(f"ffmpeg could not make the film: {reason}")
