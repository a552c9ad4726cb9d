"""Choruses, sections and keys: where sheets begin, what comes back, and what home is."""

import pytest

from models.corpora.bars import regular_stretches
from models.corpora.keys import key_of
from models.corpora.readers.abc import read_abc
from models.corpora.score import Bar, RawNote, Score, joined
from models.corpora.sections import sections_of
from models.corpora.sheets import lead_sheets
from music.chord import parse_chord
from music.leadsheet import LeadSheet

STRAIN_A = "c2e2g2e2|d2f2a2f2|e2g2c'2g2|f2e2d2B2|c2e2g2e2|d2f2a2f2|e2d2c2B2|c8|"
STRAIN_B = "a2a2g2f2|e2e2d2c2|B2c2d2e2|f2g2a2b2|a2a2g2f2|e2e2d2c2|B2c2d2B2|g8|"


def tune(body: str) -> LeadSheet:
    (score,) = read_abc(f"X:1\nT:T\nM:4/4\nL:1/8\nK:C\n{body}\n")
    assert isinstance(score, Score)
    ((sheet, _),) = lead_sheets(score, genre="folk")
    return sheet


def letters(sheet: LeadSheet) -> list[str]:
    return [section.label for section in sheet.sections]


def solo(first_chorus: int, bars: int, chorus: int, melody: list[RawNote]) -> Score:
    return Score(
        title="solo",
        bars=tuple(Bar(48 * n, 48, (4, 4), None, None,
                       n >= first_chorus and (n - first_chorus) % chorus == 0)
                   for n in range(bars)),
        melody=tuple(melody),
        keeps_form=True,
    )  # fmt: skip


def eighths(first_bar: int, last_bar: int) -> list[RawNote]:
    return [
        RawNote(tick, 6, 60 + tick // 6 % 5) for tick in range(48 * first_bar, 48 * last_bar, 6)
    ]


def test_a_double_bar_opens_the_section_that_follows_it() -> None:
    bars = [Bar(48 * n, 48, (4, 4), 0, None, n in (0, 8)) for n in range(16)]
    (stretch,) = regular_stretches(bars)
    assert stretch.sections == (0, 8)


def test_choruses_stay_whole_though_the_soloist_rests() -> None:
    score = solo(0, 12 * 7, 12, eighths(2, 12 * 7))
    found = [sheet for sheet, _ in lead_sheets(score, genre="blues")]
    assert [sheet.bars for sheet in found] == [60, 24]
    assert found[0].melody[0].start_beats == 8


def test_one_bar_before_the_first_chorus_is_kept_as_pickup() -> None:
    score = solo(4, 4 + 32, 32, eighths(3, 36))
    (sheet,) = (sheet for sheet, _ in lead_sheets(score, genre="jazz"))
    assert sheet.bars == 33


def test_a_chorus_longer_than_a_sheet_is_cut_within() -> None:
    score = solo(0, 100, 100, eighths(0, 100))
    found = [sheet for sheet, _ in lead_sheets(score, genre="jazz")]
    assert sum(sheet.bars for sheet in found) == 100
    assert all(sheet.bars <= 64 for sheet in found)


def test_strains_that_return_have_the_same_letter() -> None:
    sheet = tune(STRAIN_A + STRAIN_A + STRAIN_B + STRAIN_A)
    assert letters(sheet) == ["A", "A", "B", "A"]
    assert sheet.sections[3].returns_to == 0


def test_a_varied_strain_is_primed() -> None:
    varied = STRAIN_A.replace("e2d2c2B2|c8|", "d2c2B2A2|G8|")
    assert letters(tune(STRAIN_A + STRAIN_B + varied)) == ["A", "B", "A'"]


@pytest.mark.parametrize("bars", range(1, 65))
@pytest.mark.parametrize("starts", [(), (4,), (8, 16), (1, 7, 23), (60,)])
def test_sections_cover_the_sheet(bars: int, starts: tuple[int, ...]) -> None:
    melody = [RawNote(36, 12, 60)]
    sections = sections_of(melody, bars, 48, [start for start in starts if start < bars])
    assert [s.start_bar for s in sections] == [
        sum(before.bars for before in sections[:index]) for index in range(len(sections))
    ]
    assert sum(section.bars for section in sections) == bars  # fmt: skip


def test_a_blues_on_minor_chords_is_minor_whatever_the_soloist_plays() -> None:
    melody = [RawNote(12 * n, 12, 66 + step) for n, step in enumerate((0, 4, 7, 4, 0, 4, 7, 0))]
    chords = [(0, parse_chord("F#m7")), (48, parse_chord("F#m7"))]
    assert key_of(melody, (), chords, fifths=None, mode=None).is_minor


def test_a_part_of_a_piece_keeps_its_key_where_nothing_speaks_against_it() -> None:
    melody = [RawNote(12 * n, 12, 60 + step) for n, step in enumerate((0, 2, 4, 7, 9, 7, 4, 9))]
    home = key_of(melody, (), (), fifths=0, mode="major")
    assert key_of(melody, (), (), fifths=None, mode=None, home=home) == home


def test_articulation_is_written_as_held_notes_and_rests_stay() -> None:
    line = joined([RawNote(0, 3, 60), RawNote(6, 6, 62), RawNote(24, 6, 64)])
    assert [(note.start, note.length) for note in line] == [(0, 6), (6, 6), (24, 6)]


def test_a_blues_is_at_home_on_its_first_seventh() -> None:
    melody = [RawNote(12 * n, 12, 58 + step) for n, step in enumerate((0, 4, 7, 10, 5, 2, 0, 0))]
    form = ["Bb7"] * 4 + ["Eb7", "Eb7", "Bb7", "Bb7", "F7", "Eb7", "Bb7", "F7"]
    chords = [(48 * bar, parse_chord(name)) for bar, name in enumerate(form)]
    melody.append(RawNote(48 * 12 - 12, 12, 63))
    assert str(key_of(melody, (), chords, fifths=None, mode=None)) == "Bb major"
