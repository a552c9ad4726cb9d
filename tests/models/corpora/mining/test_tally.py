"""Only what several works share is kept, the usual way of playing it first."""

from models.corpora.mining.tally import LEAST_WORKS, Tally, is_figure

PLACE = ("ragtime", "chords", "2/4")


def test_lines_of_few_works_are_nobodys_business() -> None:
    tally = Tally()
    for work in range(LEAST_WORKS - 1):
        for _ in range(50):
            tally.add(PLACE, "bxfx", f"w{work}")
    assert tally.typical(PLACE) == []
    tally.add(PLACE, "bxfx", "another")
    assert tally.typical(PLACE) == [("bxfx", LEAST_WORKS, 50 * (LEAST_WORKS - 1) + 1)]


def test_works_count_before_bars() -> None:
    tally = Tally()
    for work in range(5):
        tally.add(PLACE, "bxfx", f"w{work}")
    for work in range(4):
        for _ in range(9):
            tally.add(PLACE, "bxbx", f"w{work}")
    assert [row[0] for row in tally.typical(PLACE)] == ["bxfx", "bxbx"]


def test_how_long_notes_are_held_does_not_part_two_lines() -> None:
    tally = Tally()
    for work, text in enumerate(("bx-.", "bx--", "bx--", "bx..")):
        tally.add(PLACE, text, f"w{work}")
    assert tally.typical(PLACE) == [("bx--", 4, 4)]


def test_two_bars_that_follow_each_other_are_a_line_too() -> None:
    tally = Tally()
    for work in range(3):
        tally.add_piece(PLACE, ["bxfx", "bxxx", None, "bxfx"], f"w{work}")
    assert [row[0] for row in tally.typical(PLACE)] == ["bxfx", "bxxx", "bxfx|bxxx"]


def test_rows_are_of_one_genre() -> None:
    tally = Tally()
    for work in range(3):
        tally.add(PLACE, "bxfx", f"w{work}")
        tally.add(("folk", "bass", "3/4"), "1-5", f"w{work}")
    assert tally.rows("folk") == {"bass": {"3/4": [["1-5", 3, 3]]}}


def test_figures_are_what_a_player_could_go_on_with() -> None:
    assert is_figure("chords", "b.x.")
    assert is_figure("chords", "13231323")
    assert not is_figure("chords", "x...")
    assert not is_figure("chords", "2121")
    assert not is_figure("chords", "..xx")
    assert not is_figure("chords", "fxbx")
    assert is_figure("bass", "1.5.")
    assert not is_figure("bass", "5.1.")
