"""A MIDI file becomes sound files: synth, mix, master, encode."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from engine.errors import RenderError
from engine.render.encoding import check_format, encode
from engine.render.files import write_atomically
from engine.render.info import AudioInfo
from engine.render.master import Mastered, master
from engine.render.mix import mix
from engine.render.stems import SAMPLE_RATE, TAIL_SECONDS, Stereo, Synth, stems_of
from engine.render.synths import best_synth

Tell = Callable[[float], None]


def render_audio(
    midi: bytes,
    path: Path,
    *,
    format: str = "ogg",  # noqa: A002 - the word that a caller would say
    synth: Synth | None = None,
    max_bytes: int | None = None,
    is_loop: bool = False,
    on_progress: Tell | None = None,
) -> AudioInfo:
    """Play a MIDI file and write it to ``path`` at -16 LUFS and at most -1 dBTP.

    ``format`` is ogg, mp3 or wav. A file over ``max_bytes`` is coded smaller; if even
    the smallest is too large, RenderError. A pickup begins at once, without the silence that
    the file has before it. With ``is_loop`` the file ends on the last
    bar line and what rings on is heard at its beginning, so that it can be repeated
    without a seam. ``on_progress`` hears shares from 0 to 1.
    Raises RenderError for bytes that aren't MIDI, a silent piece, or a folder that
    can't be written. The same MIDI and synth give the same sound.
    """
    info = render_sounds(
        midi,
        {format: path},
        synth=synth,
        max_bytes=max_bytes,
        is_loop=is_loop,
        on_progress=on_progress,
    )
    if info.troubles:
        raise RenderError(info.troubles[0])
    return info


def render_sounds(
    midi: bytes,
    paths: Mapping[str, Path],
    *,
    synth: Synth | None = None,
    max_bytes: int | None = None,
    is_loop: bool = False,
    on_progress: Tell | None = None,
) -> AudioInfo:
    """Play a MIDI file once and write it in several formats, as ``render_audio`` does.

    A format that can't be written costs a sentence in ``troubles``; the others are made.
    """
    for format in paths:  # noqa: A001 - the word of the whole module
        check_format(format)
    tell = on_progress or (lambda share: None)
    player = synth or best_synth()
    mastered, levels = play_midi(midi, player, is_loop=is_loop, tell=lambda s: tell(0.85 * s))
    troubles, files = [], []
    for done, (format, path) in enumerate(paths.items(), 1):  # noqa: A001 - as above
        try:
            write_atomically(path, encode(mastered.sound, format, max_bytes=max_bytes))
            files.append(path)
        except RenderError as error:
            troubles.append(str(error))
        tell(0.85 + 0.15 * done / len(paths))
    return AudioInfo(
        seconds=len(mastered.sound) / SAMPLE_RATE,
        synth=player.name,
        loudness_lufs=mastered.loudness_lufs,
        peak_dbtp=mastered.peak_dbtp,
        size_bytes=files[0].stat().st_size if files else 0,
        levels_db=levels,
        files=tuple(files),
        troubles=tuple(troubles),
    )


def play_midi(
    midi: bytes, synth: Synth, *, is_loop: bool = False, tell: Tell = lambda share: None
) -> tuple[Mastered, tuple[float, ...]]:
    """The mastered sound of a MIDI file, and each player's level in the mix in decibels."""
    stems, frames = stems_of(midi, from_pickup=not is_loop)
    mixed = mix(stems, frames, synth, lambda done: tell(0.8 * done / len(stems)))
    sound = mixed.sound
    if is_loop:
        sound = _folded(sound, frames - round(TAIL_SECONDS * SAMPLE_RATE))
    mastered = master(sound, is_loop=is_loop)
    tell(1.0)
    return mastered, mixed.levels_db


def _folded(sound: Stereo, end: int) -> Stereo:
    """The sound up to frame ``end``, what rings on after it laid over its beginning."""
    body, rest = sound[:end].copy(), sound[end:]
    while len(rest) and len(body):
        over = rest[: len(body)]
        body[: len(over)] += over
        rest = rest[len(body) :]
    return np.ascontiguousarray(body)
