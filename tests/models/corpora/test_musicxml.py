"""MusicXML scores: what is sung, over which chords, and what is refused."""

import io
import zipfile

import pytest

from models.corpora.errors import UnreadablePiece
from models.corpora.readers.musicxml import read_musicxml


def note(step: str, octave: int, length: int, extra: str = "", *, lyric: bool = False) -> str:
    words = "<lyric><text>la</text></lyric>" if lyric else ""
    return (
        f"<note><pitch><step>{step}</step><octave>{octave}</octave></pitch>"
        f"<duration>{length}</duration>{extra}{words}</note>"
    )


ATTRIBUTES = (
    "<attributes><divisions>2</divisions><key><fifths>1</fifths></key>"
    "<time><beats>4</beats><beat-type>4</beat-type></time></attributes>"
)


def score(*parts: str) -> bytes:
    body = "".join(f'<part id="P{i}">{part}</part>' for i, part in enumerate(parts))
    return f'<?xml version="1.0"?><score-partwise>{body}</score-partwise>'.encode()


def measure(content: str, number: int = 1) -> str:
    return f'<measure number="{number}">{content}</measure>'


def test_notes_have_their_onsets_and_lengths() -> None:
    music = ATTRIBUTES + note("G", 4, 2) + note("A", 4, 1) + note("B", 4, 1) + note("C", 5, 4)
    read = read_musicxml(score(measure(music)))
    assert [(n.start, n.length, n.pitch) for n in read.melody] == [
        (0, 12, 67), (12, 6, 69), (18, 6, 71), (24, 24, 72)]  # fmt: skip
    assert read.bars[0].fifths == 1


def test_chord_symbols_lie_where_they_are_written() -> None:
    harmony = (
        "<harmony><root><root-step>F</root-step><root-alter>1</root-alter></root>"
        "<kind>minor-seventh</kind><bass><bass-step>E</bass-step></bass></harmony>"
    )
    read = read_musicxml(score(measure(ATTRIBUTES + note("G", 4, 4) + harmony + note("A", 4, 4))))
    (tick, chord) = read.chords[0]
    assert tick == 24
    assert chord is not None
    assert chord.symbol(fifths=1) == "F#m7/E"


def test_tie_joins_and_grace_is_passed_over() -> None:
    grace = "<note><grace/><pitch><step>F</step><octave>4</octave></pitch></note>"
    music = ATTRIBUTES + note("G", 4, 8, '<tie type="start"/>')
    read = read_musicxml(score(measure(music) + measure(
        grace + note("G", 4, 4, '<tie type="stop"/>') + note("A", 4, 4), 2)))  # fmt: skip
    assert [(n.start, n.length) for n in read.melody] == [(0, 72), (72, 24)]


def test_singer_is_the_melody_and_the_piano_sounds() -> None:
    piano = measure(ATTRIBUTES + note("C", 6, 8))
    voice = measure(ATTRIBUTES + note("E", 4, 4, lyric=True) + note("F", 4, 4, lyric=True))
    read = read_musicxml(score(piano, voice))
    assert [n.pitch for n in read.melody] == [64, 65]
    assert {n.pitch for n in read.voices} == {84, 64, 65}


def test_transposing_part_sounds_as_it_sounds() -> None:
    attributes = ATTRIBUTES.replace(
        "</attributes>", "<transpose><chromatic>-2</chromatic></transpose></attributes>"
    )
    read = read_musicxml(score(measure(attributes + note("D", 5, 8))))
    assert read.melody[0].pitch == 72


def test_first_ending_is_left_out() -> None:
    def ending(number: int) -> tuple[str, str]:
        return (
            f'<barline location="left"><ending number="{number}" type="start"/></barline>',
            f'<barline location="right"><ending number="{number}" type="stop"/></barline>',
        )

    one, two = ending(1), ending(2)
    read = read_musicxml(score(
        measure(ATTRIBUTES + note("G", 4, 8)) + measure(one[0] + note("A", 4, 8) + one[1], 2)
        + measure(two[0] + note("B", 4, 8) + two[1], 3)))  # fmt: skip
    assert [n.pitch for n in read.melody] == [67, 71]


def mxl(content: bytes, *, name: str = "score.xml") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def test_mxl_is_unpacked() -> None:
    assert read_musicxml(mxl(score(measure(ATTRIBUTES + note("G", 4, 8))))).melody


def test_zip_bomb_is_refused_by_its_size() -> None:
    with pytest.raises(UnreadablePiece, match="unpacks to"):
        read_musicxml(mxl(b" " * (65 * 1024 * 1024)))


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04rubbish", b"<score-partwise><part", mxl(b"x", name="a.txt"), b""]
)
def test_damaged_files_raise_one_sentence(data: bytes) -> None:
    with pytest.raises(UnreadablePiece) as caught:
        read_musicxml(data)
    assert "\n" not in str(caught.value)


@pytest.mark.slow
def test_agrees_with_music21_on_a_chorale() -> None:
    from music21 import corpus
    from music21.musicxml.m21ToXml import GeneralObjectExporter

    chorale = corpus.parse("bach/bwv66.6")
    mine = read_musicxml(GeneralObjectExporter(chorale).parse())
    theirs = chorale.parts[0].stripTies().flatten().notes
    assert [n.pitch for n in mine.melody] == [n.pitch.midi for n in theirs]
    assert [n.start for n in mine.melody] == [round(float(n.offset) * 12) for n in theirs]
