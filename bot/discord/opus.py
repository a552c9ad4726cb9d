"""Sound for a voice channel: Ogg/Opus packets as a source that needs no ffmpeg and no libopus.

libsndfile writes Opus in packets of 20 ms at 48 kHz, which is what Discord plays. Needs the
optional extra ``voice`` to be sent (PyNaCl and davey), not to be made.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import discord
import numpy as np
import soundfile
from discord.oggparse import OggStream
from scipy.signal import resample_poly

_RATE = 48_000
_BLOCK_FRAMES = 65_536  # one long write of an Ogg file ends the process
_HEADERS = (b"OpusHead", b"OpusTags")


class OpusSound(discord.AudioSource):
    """Packets of an Ogg/Opus file, one a call."""

    def __init__(self, opus: bytes) -> None:
        self._packets: Iterator[bytes] = OggStream(io.BytesIO(opus)).iter_packets()

    def read(self) -> bytes:
        """The next 20 ms; empty at the end."""
        for packet in self._packets:
            if not packet.startswith(_HEADERS):
                return packet
        return b""

    def is_opus(self) -> bool:
        return True


def as_opus(sound: bytes) -> bytes:
    """Any sound that libsndfile reads as Ogg/Opus in stereo at 48 kHz. Meant for a thread."""
    samples, rate = soundfile.read(io.BytesIO(sound), dtype="float32", always_2d=True)
    if samples.shape[1] == 1:
        samples = np.repeat(samples, 2, axis=1)
    if rate != _RATE:
        shared = np.gcd(rate, _RATE)
        samples = resample_poly(samples, _RATE // shared, rate // shared, axis=0)
    target = io.BytesIO()
    with soundfile.SoundFile(
        target, "w", samplerate=_RATE, channels=2, format="OGG", subtype="OPUS"
    ) as file:
        for first in range(0, len(samples), _BLOCK_FRAMES):
            file.write(np.clip(samples[first : first + _BLOCK_FRAMES, :2], -1.0, 1.0))
    return target.getvalue()
