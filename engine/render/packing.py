"""A band taken apart: one MIDI file and one sound file per player, in a zip.

The sounds keep the level, place and reverb that they have in the mix, all a little
lower, so that together they are the mix before mastering.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.errors import RenderError
from engine.render.encoding import encode
from engine.render.files import write_atomically
from engine.render.mix import mix
from engine.render.stems import Synth, stems_of
from music.midi import write_midi
from music.piece import Piece

# Room for the peaks of drums, which no limiter touches here.
_HEADROOM = np.float32(0.5)
_NOT_IN_NAMES = re.compile(r"[^\w .-]+")
# A zip needs some date; when it was made is nobody's business.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def pack(
    piece: Piece,
    path: Path,
    *,
    synth: Synth,
    max_bytes: int | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> None:
    """Write the zip with ``01 Melody.mid``, ``01 Melody.ogg`` and so on for every player.

    With ``max_bytes`` the sounds are coded smaller until the zip fits. Raises
    RenderError for a piece without notes, one that can't fit, or a full disk.
    """
    tracks = [track for track in piece.tracks if track.notes]
    if not tracks:
        raise RenderError("there are no players to take apart: the piece has no notes")
    budget = None if max_bytes is None else (max_bytes - 8192) // len(tracks)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for number, track in enumerate(tracks, 1):
            name = f"{number:02} {_NOT_IN_NAMES.sub(' ', track.name).strip()}"
            midi = write_midi(replace(piece, tracks=(track,)))
            stems, frames = stems_of(midi)
            sound = mix(stems, frames, synth).sound * _HEADROOM
            room = None if budget is None else budget - len(midi)
            for ending, content in (
                ("mid", midi),
                ("ogg", encode(np.clip(sound, -1, 1), "ogg", max_bytes=room)),
            ):
                archive.writestr(zipfile.ZipInfo(f"{name}.{ending}", _NO_DATE), content)
            if on_progress is not None:
                on_progress(number / len(tracks))
    write_atomically(path, buffer.getvalue())
