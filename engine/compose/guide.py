"""The guide of phase 2: the genres' phase-1 melodies, interleaved by the weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.features import Guide

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Weave:
    """A guide, and which genre it comes from in each bar (indices into the genres)."""

    guide: Guide
    genre_of_bar: Ints


def weave(
    melodies: Sequence[Guide],
    blend: NDArray[np.float32],
    *,
    bar_ticks: int,
    motif_bars: int,
    source_bars: Sequence[int],
    rng: np.random.Generator,
    upbeat: int = 0,
) -> Weave:
    """Interleave one melody per genre in motifs of ``motif_bars`` bars.

    ``blend`` is [bars, genres]; ``source_bars`` says which bar each bar brings back (-1: it
    is new). Of bar 0 only the last ``upbeat`` ticks are played, if any; the upbeat to a bar is
    always part of it. The genres' shares follow the weights as closely as whole motifs allow: each
    motif goes to the genre that is furthest behind its due, with a little chance. A bar
    counts as often as it will be heard, a returning one not again.
    """
    bars, genres = blend.shape
    owner = np.zeros(bars, np.int32)
    due = np.zeros(genres)
    heard = _times_heard(source_bars)
    for first in range(int(upbeat > 0), bars, motif_bars):
        part = slice(first, min(first + motif_bars, bars))
        due += (blend[part] * heard[part, None]).sum(axis=0)
        if not heard[part].any():  # only heard where a returning section is written anew
            shares = blend[part].mean(axis=0).astype(np.float64)
            owner[part] = int(rng.choice(genres, p=shares / shares.sum()))
            continue
        wanted = due + rng.random(genres) * 0.5 * motif_bars * (due > 0)
        chosen = int(np.argmax(np.where(blend[part].sum(axis=0) > 0, wanted, -np.inf)))
        owner[part] = chosen
        due[chosen] -= heard[part].sum()
    return Weave(_spliced(melodies, owner, bar_ticks, upbeat), owner)


def _times_heard(source_bars: Sequence[int]) -> Ints:
    """How often each bar's music is heard: once and at every return; 0 for a returning bar."""
    heard = np.array([int(source < 0) for source in source_bars], np.int32)
    for source in source_bars:
        if source >= 0:
            heard[source] += 1
    return heard


def _spliced(melodies: Sequence[Guide], owner: Ints, bar_ticks: int, upbeat: int) -> Guide:
    starts, pitches, lengths = [], [], []
    for index, melody in enumerate(melodies):
        bar = np.minimum((melody.start + upbeat) // bar_ticks, len(owner) - 1)
        mine = owner[bar] == index
        starts.append(melody.start[mine])
        pitches.append(melody.pitch[mine])
        lengths.append(melody.ticks[mine])
    start = np.concatenate(starts)
    order = np.argsort(start, kind="stable")
    return Guide(start[order], np.concatenate(pitches)[order], np.concatenate(lengths)[order])


def credit(
    start: Ints,
    pitch: Ints,
    ticks: Ints,
    scores: NDArray[np.float32],
    *,
    woven: Weave,
    blend: NDArray[np.float32],
    bar_ticks: int,
    source_bars: Sequence[int],
    upbeat: int = 0,
) -> list[int]:
    """The genre (index) that gave each event of a fused melody.

    An event that the guide has too (same onset, same pitch) is its genre's; a
    returning bar's event is what its source's was. Any other is shared out by
    responsibility, ``w_g p(event | g) / sum_h w_h p(event | h)``: the genre that is
    furthest behind its sum of responsibilities gets the event, so that the lengths add
    up to them. ``scores`` is [events, 1 + genres], the first column without a genre.
    """
    due = np.zeros(blend.shape[1])
    given = dict(zip(woven.guide.start.tolist(), woven.guide.pitch.tolist(), strict=True))
    credited: dict[tuple[int, int], int] = {}
    owners = []
    for index, (tick, number) in enumerate(zip(start.tolist(), pitch.tolist(), strict=True)):
        bar = min((tick + upbeat) // bar_ticks, len(blend) - 1)
        source = source_bars[bar]
        back = (tick - (bar - source) * bar_ticks, number) if source >= 0 else None
        if back is not None and back in credited:
            owner = credited[back]
        elif given.get(tick) == number:
            owner = int(woven.genre_of_bar[bar])
        else:
            logs = np.log(blend[bar] + 1e-9) + scores[index, 1:]
            share = np.exp(logs - logs.max())
            due += share / share.sum() * ticks[index]
            owner = int(np.argmax(np.where(blend[bar] > 0, due, -np.inf)))
            due[owner] -= ticks[index]
        credited[tick, number] = owner
        owners.append(owner)
    return owners


def shares_of(
    owners: Sequence[int], ticks: Ints, pitch: Ints, genres: Sequence[str]
) -> Mapping[str, float]:
    """Each genre's share of a melody's sounding time (rests don't count)."""
    lengths = np.zeros(len(genres))
    for owner, number, length in zip(owners, pitch.tolist(), ticks.tolist(), strict=True):
        if number:
            lengths[owner] += length
    total = max(lengths.sum(), 1.0)
    return {genre: float(lengths[index] / total) for index, genre in enumerate(genres)}
