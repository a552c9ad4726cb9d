"""An inner voice takes up the beginning of the tune."""

from engine.arrange.chart import write_chart
from engine.arrange.imitation import imitate
from music.instruments import find_instrument
from music.leadsheet import Note
from tests.engine.arrange.sheets import write_tune

# The second bar agrees with the first one, an octave lower, over the same chord.
CANON = write_tune("C D E C | E F G:2 | G F E D | C:4", "C|C|G|C")
CLASH = write_tune("C D E C | C# D# C#:2 | C# D# C#:2 | C:4", "C|F#|F#|C")
VIOLA = find_instrument("viol")


def _voice(sheet_notes: int = 4) -> list[Note]:
    return [Note(48, 4.0 * bar, 4.0) for bar in range(sheet_notes)]


def test_the_voice_enters_a_bar_later_with_the_tunes_own_steps() -> None:
    chart = write_chart(CANON)
    line = imitate(chart, chart.sections[0], _voice(), VIOLA, "renaissance")
    answer = [note for note in line if 4.0 <= note.start_beats < 8.0]
    assert [n.start_beats for n in answer] == [4.0, 5.0, 6.0, 7.0]
    assert [n.pitch for n in answer] == [n.pitch - 12 for n in CANON.melody[:4]]
    assert not [note for note in line if note.start_beats < 4.0]
    assert [n.start_beats for n in line if n.start_beats >= 8.0] == [8.0, 12.0]


def test_where_it_would_clash_the_voice_stays_as_written() -> None:
    chart = write_chart(CLASH)
    assert imitate(chart, chart.sections[0], _voice(), VIOLA, "renaissance") == _voice()
