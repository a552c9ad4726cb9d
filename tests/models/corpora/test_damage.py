"""Whatever is in a file, reading it ends in sheets or in one sentence."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.corpora.errors import UnreadablePiece
from models.corpora.reading import READERS, read_file
from models.corpora.sheets import lead_sheets

ABC_WORDS = st.sampled_from(
    ["A", "b'", "^C,,", "z", "Z9", "Z", "|", ":|", "|:", "|1", "[2", "::", "(3", "(0", "(9:0:7",
     "[CEG]", "[]", "[K:Dm]", "[M:0/4]", "[M:7/8]", "[L:1/0]", "[V:2]", "{a}", '"Am"', '"', "-",
     "<", ">>", "/", "3/0", "99999999999", "&", "!trill!", "y", "\\", "%", "\n", "K:Q\n", "w:x\n"]
)  # fmt: skip
KERN_WORDS = st.sampled_from(
    ["**kern", "*", "*^", "*v", "*-", "*+", "*x", "*M3/4", "*M0/0", "*k[f#]", "*>A1", "=1", "==",
     "=:|!", "4c", "[4c", "4c]", "0r", "3%0c", "%%", "8q", "4", "c", ".", "4c 4e", "!", "\t", "\n",
     "00000c", "4.....c"]
)  # fmt: skip
XML_WORDS = st.sampled_from(
    ["<part>", "</part>", "<measure>", "</measure>", "<note>", "</note>", "<pitch>", "</pitch>",
     "<step>H</step>", "<step>C</step>", "<octave>99</octave>", "<octave>4</octave>",
     "<duration>-4</duration>", "<duration>1e9</duration>", "<duration>2</duration>", "<chord/>",
     "<attributes><divisions>0</divisions></attributes>", "<backup><duration>9</duration></backup>",
     "<attributes><time><beats>x</beats><beat-type>0</beat-type></time></attributes>",
     "<alter>q</alter>", "<harmony><kind>none</kind></harmony>", "<harmony><root/></harmony>"]
)  # fmt: skip


def settle(reader: str, data: bytes) -> None:
    for _, score in read_file(reader, "a/b/c", data):
        if isinstance(score, UnreadablePiece):
            assert "\n" not in str(score)
            continue
        with suppress(UnreadablePiece):
            lead_sheets(score, genre="folk")


@given(st.lists(ABC_WORDS, max_size=60), st.sampled_from(["4/4", "6/8", "x", "0/4", "5/16"]))
@settings(max_examples=200, deadline=None)
def test_any_abc(words: list[str], meter: str) -> None:
    settle("abc", f"X:1\nM:{meter}\nK:G\n{' '.join(words)}\n".encode())


@given(st.lists(KERN_WORDS, max_size=60), st.sampled_from(["\t", "\n"]))
@settings(max_examples=200, deadline=None)
def test_any_kern(words: list[str], between: str) -> None:
    settle("kern", ("**kern\n*M4/4\n" + between.join(words)).encode())


@given(st.lists(XML_WORDS, max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_musicxml(words: list[str]) -> None:
    body = "".join(words)
    settle("musicxml", f"<score-partwise>{body}</score-partwise>".encode())
    whole = f"<part><measure><note>{body}</note>{body}</measure></part>"
    settle("musicxml", f"<score-partwise>{whole}</score-partwise>".encode())


@settings(deadline=None)
@given(st.sampled_from(sorted(READERS)), st.binary(max_size=200))
def test_any_bytes(reader: str, data: bytes) -> None:
    settle(reader, data)


@pytest.mark.parametrize("reader", sorted(READERS))
def test_huge_files_are_refused(reader: str) -> None:
    ((_, found),) = list(read_file(reader, "a/b", b"X:1\nK:C\n" + b"C|" * (9 << 20)))[:1]
    assert isinstance(found, UnreadablePiece)
