"""A MIDI file becomes a sound file: synth, mix, master, encode."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import soundfile

from engine.errors import RenderError
from engine.render.files import write_atomically
from engine.render.info import AudioInfo
from engine.render.master import master
from engine.render.mix import mix
from engine.render.stems import SAMPLE_RATE, Stereo, Synth, stems_of
from engine.render.synths import best_synth

# format: (soundfile's container, its subtype)
FORMATS: dict[str, tuple[str, str]] = {
    "ogg": ("OGG", "VORBIS"),
    "mp3": ("MP3", "MPEG_LAYER_III"),
    "wav": ("WAV", "PCM_16"),
}
# One long write of Vorbis overflows the encoder's stack.
_BLOCK_FRAMES = 65_536
# 0 is the largest and best file, 1 the smallest; soundfile's own scale.
_COMPRESSION_LEVELS = (0.55, 0.75, 0.9, 1.0)


def render_audio(
    midi: bytes,
    path: Path,
    *,
    format: str = "ogg",  # noqa: A002 - the word that a caller would say
    synth: Synth | None = None,
    max_bytes: int | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> AudioInfo:
    """Play a MIDI file and write it to ``path`` at -16 LUFS and at most -1 dBTP.

    ``format`` is ogg, mp3 or wav. A file over ``max_bytes`` is coded smaller; if even
    the smallest is too large, RenderError. ``on_progress`` hears shares from 0 to 1.
    Raises RenderError for bytes that aren't MIDI, a silent piece, or a folder that
    can't be written. The same MIDI and synth give the same sound.
    """
    if format not in FORMATS:
        raise RenderError(f"{format!r} is no sound format; known: {', '.join(FORMATS)}")
    tell = on_progress or (lambda share: None)
    stems, frames = stems_of(midi)
    player = synth or best_synth()
    mixed = mix(stems, frames, player, lambda done: tell(0.7 * done / len(stems)))
    mastered = master(mixed)
    tell(0.85)
    content = _encoded_within(mastered.sound, format, max_bytes)
    write_atomically(path, content)
    tell(1.0)
    return AudioInfo(
        seconds=len(mastered.sound) / SAMPLE_RATE,
        synth=player.name,
        loudness_lufs=mastered.loudness_lufs,
        peak_dbtp=mastered.peak_dbtp,
        size_bytes=len(content),
    )


def _encoded_within(sound: Stereo, format: str, max_bytes: int | None) -> bytes:  # noqa: A002
    for level in _COMPRESSION_LEVELS:
        content = _encoded(sound, format, level)
        if max_bytes is None or len(content) <= max_bytes:
            return content
    raise RenderError(f"the piece doesn't fit {max_bytes} bytes of {format}; ask for fewer bars")


def _encoded(sound: Stereo, format: str, level: float) -> bytes:  # noqa: A002
    container, subtype = FORMATS[format]
    buffer = io.BytesIO()
    try:
        with soundfile.SoundFile(
            buffer,
            "w",
            SAMPLE_RATE,
            2,
            format=container,
            subtype=subtype,
            compression_level=None if format == "wav" else level,
        ) as file:
            for start in range(0, len(sound), _BLOCK_FRAMES):
                file.write(sound[start : start + _BLOCK_FRAMES])
    except (soundfile.LibsndfileError, TypeError, ValueError) as error:
        raise RenderError(f"{format} can't be encoded on this machine: {error}") from error
    return buffer.getvalue()
