"""ABC tunes become the notes a fiddler would play."""

from typing import Any

import pytest

from models.corpora.errors import UnreadablePiece
from models.corpora.readers.abc import read_abc
from models.corpora.score import Score


def tune(body: str, *, key: str = "C", meter: str = "4/4", length: str = "1/8") -> Score:
    text = f"X:1\nT:Test\nM:{meter}\nL:{length}\nK:{key}\n{body}\n"
    (score,) = read_abc(text)
    assert isinstance(score, Score)
    return score


def pitches(score: Score) -> list[int]:
    return [note.pitch for note in score.melody]


def spans(score: Score) -> list[tuple[int, int]]:
    return [(note.start, note.length) for note in score.melody]


def test_octaves_run_from_commas_to_apostrophes() -> None:
    assert pitches(tune("C,CcC'c' z")) == [48, 60, 72, 72, 84]


def test_signature_alters_and_natural_cancels_within_the_bar() -> None:
    assert pitches(tune("F=FF|F", key="G")) == [66, 65, 65, 66]


def test_accidental_in_one_octave_leaves_the_other_alone() -> None:
    assert pitches(tune("^Cc C")) == [61, 72, 61]


@pytest.mark.parametrize(
    ("key", "expected"),
    [("Ador", [60, 66]), ("A mix", [61, 66]), ("Bb", [60, 65]), ("HP", [61, 66]),
     ("F#m", [61, 66]), ("D exp _B", [60, 65])],
)  # fmt: skip
def test_key_field_sets_the_signature(key: str, expected: list[int]) -> None:
    if key == "D exp _B":
        assert pitches(tune("B", key=key)) == [70]
    else:
        assert pitches(tune("CF", key=key)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("A2 A/ A3/2 A/2", [12, 3, 9, 3]),
        ("A>B c<d", [9, 3, 3, 9]),
        ("A>>B", [10, 2]),
        ("(3ABc d2", [4, 4, 4, 12]),
        ("(3:2:2A2B c", [8, 4, 6]),
        ("A-A A-|A", [12, 12]),
        ("A3 -ABc", [24, 6, 6]),
    ],
)
def test_lengths(body: str, expected: list[int]) -> None:
    got = [length for _, length in spans(tune(body))]
    assert [abs(a - b) <= 1 for a, b in zip(got, expected, strict=True)]
    assert sum(got) == pytest.approx(sum(expected), abs=1)


def test_grace_notes_ornaments_and_words_make_no_sound() -> None:
    score = tune('{gab}A ~B !trill!c "^slow"d .e (fg)\nw: la la la')
    assert len(score.melody) == 7
    assert [start for start, _ in spans(score)] == [0, 6, 12, 18, 24, 30, 36]


def test_chord_symbols_are_read_and_fingerings_are_not() -> None:
    score = tune('"Am7"A2 "4"B2 "D7"c4')
    assert [(tick, chord.symbol()) for tick, chord in score.chords if chord] == [
        (0, "Am7"), (24, "D7")]  # fmt: skip


def test_first_ending_gives_way_to_the_second() -> None:
    score = tune("CDEF GABc|1 CCCC CCCC:|2 DDDD DDDD||E8|")
    assert pitches(score)[8:] == [62] * 8 + [64]


def test_top_of_a_written_chord_is_the_melody() -> None:
    score = tune("[CEG]2 [DFA]2")
    assert pitches(score) == [67, 69]
    assert spans(score) == [(0, 12), (12, 12)]


def test_first_voice_is_the_melody_and_all_voices_sound() -> None:
    score = tune("[V:1] c4 d4 | e8 |\n[V:2] C4 D4 | E8 |")
    assert pitches(score) == [72, 74, 76]
    assert sorted(note.pitch for note in score.voices) == [60, 62, 64, 72, 74, 76]


def test_field_inside_the_tune_changes_key_and_metre() -> None:
    score = tune("F8|[K:D][M:3/4]F6|")
    assert pitches(score) == [65, 66]
    assert score.bars[1].meter == (3, 4)


def test_tune_without_notes_stands_as_its_reason() -> None:
    (found,) = read_abc("X:1\nT:Empty\nK:C\nz8|\n")
    assert isinstance(found, UnreadablePiece)


def test_books_keep_their_order_when_a_tune_is_bad() -> None:
    found = read_abc("X:1\nK:C\nz|\n\nX:2\nK:C\nCDEF|\n")
    assert isinstance(found[0], UnreadablePiece)
    assert isinstance(found[1], Score)


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    ["D2|G2B2 d>B(3ABc|d2-d2 B2A2|[M:6/8]GAB cde|f3 g3|", "A^GA =c2d|e>f g/a/b c'2|_B4 z4|"],
)
def test_reads_what_music21_reads(body: str) -> None:
    from music21 import converter

    text = f"X:1\nT:Test\nM:4/4\nL:1/8\nK:G\n{body}\n"
    (score,) = read_abc(text)
    assert isinstance(score, Score)
    theirs: Any = converter.parse(text, format="abc").stripTies().flatten().notes
    assert pitches(score) == [note.pitch.midi for note in theirs]
    for note, other in zip(score.melody, theirs, strict=True):
        assert note.length == pytest.approx(float(other.quarterLength) * 12, abs=1)
