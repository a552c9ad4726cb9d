"""What a folder of tunes says of its genre: tempo, metre, mode, pickups, band, density, colour.

Medians and majorities, nothing learned. What no file says comes from the nearest genre
that Fusebox knows.
"""

from __future__ import annotations

import colorsys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from models.own_genres import StyleFigures
from models.training.own_tunes import Tune, Tunes
from models.upbeats import Upbeats, count_upbeats
from music.genres import Genre
from music.instruments import INSTRUMENTS

_TEMPO = (40, 240)
_DRUMMED = 0.4  # of the performances, for the genre to have drums
_SPARSE, _BUSY = 0.6, 2.6  # notes a felt beat that count as density 0 and 1
_FEWEST_SAYING = 0.2  # of the tunes must say a tempo for it to be the genre's
_FAMILY = {"melody": "lead", "chords": "chords", "bass": "bass"}
_HUES = 36


@dataclass(frozen=True, slots=True)
class Figures:
    """Estimates over the tunes; None where the files don't say. ``upbeats`` are by metre."""

    tempo_bpm: int | None
    meter: str
    meters: dict[str, int]
    mode: str
    modes: dict[str, int]
    notes_per_beat: float
    swing: float | None
    has_drums: bool | None
    players: dict[str, tuple[str, ...]]
    upbeats: dict[str, Upbeats]

    @property
    def pickups(self) -> int:
        """How many tunes begin with one."""
        return sum(row.pickups for row in self.upbeats.values())


def figures_of(tunes: Tunes) -> Figures:
    """The figures of all tunes; each tune counts once, whatever its length."""
    firsts = [tune.sheets[0] for tune in tunes.tunes]
    said = [s.tempo_bpm for s in firsts if s.tempo_bpm is not None]
    meters = Counter(sheet.meter.name for sheet in firsts)
    modes = Counter("minor" if sheet.key.is_minor else "major" for sheet in firsts)
    densities = [
        len(s.melody) / max(1.0, s.bars * s.meter.bar_beats / s.meter.pulse_beats) for s in firsts
    ]
    performed = [tune.playing for tune in tunes.tunes if tune.playing is not None]
    swings = [playing.swing for playing in performed if playing.swing is not None]
    drummed = sum(playing.has_drums for playing in performed)
    enough = len(said) >= _FEWEST_SAYING * len(firsts) and bool(said)
    return Figures(
        tempo_bpm=min(max(round(median(said)), _TEMPO[0]), _TEMPO[1]) if enough else None,
        meter=meters.most_common(1)[0][0],
        meters=dict(meters.most_common()),
        mode=modes.most_common(1)[0][0],
        modes=dict(modes.most_common()),
        notes_per_beat=round(median(densities), 2),
        swing=round(median(swings), 3) if swings else None,
        has_drums=drummed >= _DRUMMED * len(performed) if performed else None,
        players=_players(tunes.tunes),
        upbeats=count_upbeats(firsts),
    )


def genre_row(name: str, figures: Figures, nearest: Genre, count: int, color: str) -> Genre:
    """The genre's row for chat and pictures; its id is given when its weights are there."""
    return Genre(
        name=name,
        other_names=(),
        tempo_bpm=figures.tempo_bpm or nearest.tempo_bpm,
        meter=figures.meter,
        mode=figures.mode,
        color=color,
        blurb=f"your own, learnt from {count} tunes; nearest to {nearest.name}",
    )


def style_figures(figures: Figures, nearest: str) -> StyleFigures:
    """How its band plays, as far as the files say."""
    span = (figures.notes_per_beat - _SPARSE) / (_BUSY - _SPARSE)
    return StyleFigures(
        nearest=nearest,
        swing=figures.swing,
        has_drums=figures.has_drums,
        density=round(min(1.0, max(0.0, span)), 2),
        players=figures.players,
    )


def free_color(taken: Iterable[str]) -> str:
    """The colour of a wheel of hues that lies farthest from those taken: ``#RRGGBB``."""
    others = [_rgb(color) for color in taken]
    wheel = [
        colorsys.hls_to_rgb(step / _HUES, light, 0.72)
        for step in range(_HUES)
        for light in (0.64, 0.74)
    ]

    def room(color: tuple[float, float, float]) -> float:
        return min((_distance(color, other) for other in others), default=1.0)

    best = max(wheel, key=room)
    return "#" + "".join(f"{round(part * 255):02X}" for part in best)


def _players(tunes: Sequence[Tune]) -> dict[str, tuple[str, ...]]:
    """Up to three instruments for each role, by how many files give them to it."""
    counts: dict[str, Counter[str]] = {}
    for tune in tunes:
        for role, program in (tune.playing.programs if tune.playing else {}).items():
            name = _instrument(program, _FAMILY[role])
            if name is not None:
                counts.setdefault(role, Counter())[name] += 1
    return {
        role: tuple(name for name, _ in counter.most_common(3)) for role, counter in counts.items()
    }


def _instrument(program: int, family: str) -> str | None:
    """The instrument of a General MIDI program that can take the role, or a relative of it."""
    able = [row for row in INSTRUMENTS if family in row.families]
    for alike in (
        [row for row in able if row.program == program],
        [row for row in able if row.program // 8 == program // 8],
    ):
        if alike:
            return alike[0].name
    return None


def _rgb(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _distance(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Weighted as the eye weighs red, green and blue."""
    parts = zip((0.3, 0.59, 0.11), one, other, strict=True)
    return float(sum(w * (a - b) ** 2 for w, a, b in parts))
