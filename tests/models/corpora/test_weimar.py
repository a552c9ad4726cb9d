"""Weimar solos: annotated beats become the grid, changes become chords."""

import pytest

from models.corpora.errors import UnreadablePiece
from models.corpora.readers.weimar import read_weimar

BEATS_HEAD = "onset,duration,period,division,bar,beat,signature,chord,form,chorus_id,bass\n"
NOTES_HEAD = (
    "onset,duration,period,division,bar,beat,tatum,beat_duration,signature,pitch,loud_max,"
    "loud_median,phrase_id,phrase_begin,chorus_id,chord,form,idea\n"
)


def beats(first: int = 1, bars: int = 2, chords: tuple[str, ...] = ("F-7", "Bb7")) -> str:
    rows = []
    for index in range(bars * 4):
        chord = chords[index // 4] if index // 4 < len(chords) else ""
        rows.append(
            f"{index * 0.5},0.5,4,1,{first + index // 4},{index % 4 + 1},'4/4',{chord},A1,1,30"
        )
    return BEATS_HEAD + "\n".join(rows)


def solo(*rows: tuple[float, float, int, int, int, int, int]) -> str:
    """Rows of (onset s, duration s, division, bar, beat, tatum, pitch)."""
    return NOTES_HEAD + "\n".join(
        f'{onset},{length},4,{division},{bar},{beat},{tatum},0.5,"""4/4""",{pitch},1,1,1,1,1,,,'
        for onset, length, division, bar, beat, tatum, pitch in rows
    )


def test_tatums_are_places_of_the_grid() -> None:
    score = read_weimar(solo((0.0, 0.2, 1, 1, 1, 1, 60), (0.75, 0.1, 2, 1, 2, 2, 62),
                             (1.33, 0.1, 3, 1, 3, 3, 64)), beats())  # fmt: skip
    assert [note.start for note in score.melody] == [0, 18, 32]


@pytest.mark.parametrize(("division", "tatum"), [(5, 2), (10, 4), (7, 3), (9, 5)])
def test_expressive_divisions_move_to_written_places(division: int, tatum: int) -> None:
    score = read_weimar(solo((0.1, 0.2, division, 1, 1, tatum, 60)), beats())
    assert score.melody[0].start in {0, 2, 3, 4, 6, 8, 9, 10}


def test_chords_stand_where_they_change() -> None:
    score = read_weimar(solo((0.0, 0.2, 1, 1, 1, 1, 60)), beats())
    assert [(tick, chord.symbol()) for tick, chord in score.chords if chord] == [
        (0, "Fm7"), (48, "Bb7")]  # fmt: skip


def test_bars_before_the_first_are_the_pickup() -> None:
    score = read_weimar(solo((0.0, 0.2, 1, 0, 4, 1, 60), (0.5, 0.5, 1, 1, 1, 1, 62)),
                        beats(first=0))  # fmt: skip
    assert [note.start for note in score.melody] == [36, 48]


@pytest.mark.parametrize(
    ("melody", "pulse"),
    [
        ("", beats()),
        (solo(), beats()),
        ("onset\nx\n", beats()),
        (solo((0, 1, 1, 1, 1, 1, 60)), "bar\nx"),
    ],
)
def test_damaged_tables_are_refused(melody: str, pulse: str) -> None:
    with pytest.raises(UnreadablePiece):
        read_weimar(melody, pulse)
