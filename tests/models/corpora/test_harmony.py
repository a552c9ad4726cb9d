"""The harmoniser learns people's chords and names what sounds."""

from typing import Any

import pytest

from models.corpora.frames import frame_ticks, voice_frames
from models.corpora.harmonise import add_chords, harmonise
from models.corpora.harmony import learn, true_states
from models.corpora.harmony_check import agreement, by_melody, tonic_throughout
from music.meter import Meter

CADENCE = [(0, "maj"), (5, "maj"), (7, "7"), (0, "maj")]
TRIADS = {0: (60, 64, 67, 64), 5: (65, 69, 72, 69), 7: (67, 71, 74, 77)}


def row(changes: list[tuple[int, str]], *, chords: bool = True, up: int = 0,
        tonic: str = "C") -> dict[str, Any]:  # fmt: skip
    melody = [
        [bar * 48 + beat * 12, 12, TRIADS[root][beat] + up]
        for bar, (root, _) in enumerate(changes)
        for beat in range(4)
    ]
    spans = [[bar * 48, 48, (root + up) % 12, quality, None] for bar, (root, quality)
             in enumerate(changes)] if chords else []  # fmt: skip
    return {
        "id": "x", "genre": "folk", "split": "train", "key": [tonic, "major"], "meter": "4/4",
        "bars": len(changes), "melody": melody, "chords": spans,
        "chords_from": "file" if chords else "",
    }  # fmt: skip


TAUGHT = [row(CADENCE * 4), row([CADENCE[i] for i in (0, 2, 0, 1, 2, 0, 0, 0)] * 3)]


def test_states_are_in_the_networks_key() -> None:
    assert list(true_states(row(CADENCE))) == list(true_states(row(CADENCE, up=2, tonic="D")))


def test_harmoniser_finds_the_chords_it_was_taught() -> None:
    model = learn(TAUGHT * 20)
    fresh = row([CADENCE[i] for i in (0, 1, 0, 2, 0, 2, 2, 0)], up=3, tonic="Eb")
    assert agreement([fresh], by_melody(model)).root > 0.9
    assert agreement([fresh], tonic_throughout).root < 0.7


def test_chords_are_written_in_the_original_key() -> None:
    bare = row(CADENCE * 2, chords=False, up=2, tonic="D")
    add_chords([bare], learn(TAUGHT * 20))
    assert bare["chords_from"] == "harmoniser"
    assert {span[2] for span in bare["chords"]} <= {2, 7, 9}
    assert sum(span[1] for span in bare["chords"]) == 8 * 48


@pytest.mark.parametrize(
    ("pitches", "expected"),
    [((48, 55, 64, 72), [0, "maj"]), ((45, 52, 60, 69), [9, "min"]), ((43, 53, 59, 62), [7, "7"]),
     ((47, 62, 65, 71), [11, "dim"])],
)  # fmt: skip
def test_what_sounds_is_named(pitches: tuple[int, ...], expected: list[Any]) -> None:
    bare = row(CADENCE, chords=False)
    sounding = [(0, 192, pitch) for pitch in pitches]
    bare["frames"] = voice_frames(sounding, Meter("4/4"), 4)
    add_chords([bare], learn(TAUGHT * 5))
    assert bare["chords_from"] == "voices"
    assert bare["chords"][0][2:4] == expected


def test_rows_with_chords_are_left_as_they_are() -> None:
    rows = [*(dict(r) for r in TAUGHT * 3), row(CADENCE, chords=False)]
    before = [list(r["chords"]) for r in rows[:-1]]
    harmonise(rows)
    assert [r["chords"] for r in rows[:-1]] == before
    assert rows[-1]["chords"]


def test_no_teacher_is_an_error() -> None:
    with pytest.raises(ValueError, match="no sheet with chords"):
        learn([])


@pytest.mark.parametrize("name", ["4/4", "3/4", "6/8", "7/8", "12/8", "2/2", "5/4", "9/8", "2/4"])
def test_frames_fill_the_bar(name: str) -> None:
    meter = Meter(name)
    assert meter.bar_ticks % frame_ticks(meter) == 0
