"""A tune that somebody brings: what is read from its file, and what is said of a bad one."""

import pytest

from models.corpora.errors import CorpusError
from models.corpora.one_tune import read_tune

HEAD = "X:1\nM:4/4\nL:1/8\nK:D\n"
BARE = "D2F2A2F2|B4A4|G2E2C2E2|D8|D2F2A2d2|B4G4|A2G2E2C2|D8|\n"


def test_an_abc_tune_keeps_key_metre_and_notes() -> None:
    sheet = read_tune((HEAD + BARE).encode(), "mine.abc")
    assert (str(sheet.key), sheet.meter.name, sheet.bars) == ("D major", "4/4", 8)
    assert [note.pitch % 12 for note in sheet.melody[:4]] == [2, 6, 9, 6]
    assert sheet.title == "mine"


def test_a_bare_tune_gets_chords_and_written_ones_stay() -> None:
    assert read_tune((HEAD + BARE).encode(), "mine.abc").chords
    written = HEAD + BARE.replace("D2F2A2F2", '"Bm"D2F2A2F2', 1)
    assert str(read_tune(written.encode(), "mine.abc").chords[0].chord.symbol()) == "Bm"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("song.wav", b"RIFF", "it is one of .abc"),
        ("song.abc", b"", "no melody can be read"),
        ("song.mid", b"no midi", "no melody can be read"),
        ("song.abc", b"X:1\nM:4/4\nL:1/4\nK:C\nCDE|\n", "no melody can be read"),
    ],
)
def test_a_bad_file_is_named_with_what_is_wrong(name: str, data: bytes, words: str) -> None:
    with pytest.raises(CorpusError, match=words) as caught:
        read_tune(data, name)
    assert name in str(caught.value)
