"""Coding mastered sound as OGG, MP3 or WAV, within a size where one is given."""

from __future__ import annotations

import io

import numpy as np
import soundfile
from scipy.signal import resample_poly

from engine.errors import RenderError
from engine.render.stems import SAMPLE_RATE, Stereo

# format: (soundfile's container, its subtype)
FORMATS: dict[str, tuple[str, str]] = {
    "ogg": ("OGG", "VORBIS"),
    "mp3": ("MP3", "MPEG_LAYER_III"),
    "wav": ("WAV", "PCM_16"),
}
# One long write of Vorbis overflows the encoder's stack.
_BLOCK_FRAMES = 65_536
# 0 is the largest and best file, 1 the smallest; soundfile's own scale. MP3 has no 1.
_LEVELS: dict[str, tuple[float, ...]] = {
    "ogg": (0.55, 0.75, 0.9, 1.0),
    "mp3": (0.55, 0.75, 0.9, 0.97),
    "wav": (0.0,),
}


def check_format(format: str) -> None:  # noqa: A002 - the word that a caller would say
    """Raise RenderError for a format that is not in the table."""
    if format not in FORMATS:
        raise RenderError(f"{format!r} is no sound format; known: {', '.join(FORMATS)}")


def encode(
    sound: Stereo,
    format: str,  # noqa: A002 - as above
    *,
    max_bytes: int | None = None,
) -> bytes:
    """The sound as a file's bytes, in the best quality that ``max_bytes`` allows.

    The last resort is half the sample rate in mono. Raises RenderError where even that
    is too large, or the format can't be coded here; wav has no smaller quality.
    """
    size = 0
    for level in _LEVELS[format]:
        content = _coded(sound, format, level, SAMPLE_RATE)
        size = len(content)
        if max_bytes is None or size <= max_bytes:
            return content
    if format != "wav":
        content = _coded(_halved(sound), format, _LEVELS[format][-1], SAMPLE_RATE // 2)
        size = len(content)
        if max_bytes is None or size <= max_bytes:
            return content
    raise RenderError(
        f"the piece takes {size:,} bytes as {format}, over the limit of {max_bytes:,}; "
        "ask for fewer bars or a faster tempo"
    )


def _halved(sound: Stereo) -> Stereo:
    return np.asarray(resample_poly(sound.mean(axis=1), 1, 2)[:, None], np.float32)


def _coded(sound: Stereo, format: str, level: float, rate: int) -> bytes:  # noqa: A002 - as above
    container, subtype = FORMATS[format]
    buffer = io.BytesIO()
    try:
        with soundfile.SoundFile(
            buffer,
            "w",
            rate,
            sound.shape[1],
            format=container,
            subtype=subtype,
            compression_level=None if format == "wav" else level,
        ) as file:
            for start in range(0, len(sound), _BLOCK_FRAMES):
                file.write(sound[start : start + _BLOCK_FRAMES])
    except (soundfile.LibsndfileError, TypeError, ValueError) as error:
        raise RenderError(f"{format} can't be encoded on this machine: {error}") from error
    return buffer.getvalue()
