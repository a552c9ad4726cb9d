"""Files that mean harm are skipped with a reason, and the good ones beside them are read."""

from __future__ import annotations

import contextlib
import io
import struct
import threading
import time
import zipfile
from pathlib import Path

import pytest

from models.corpora import reading
from models.corpora.build import build
from models.corpora.errors import UnreadablePiece
from models.corpora.readers import musicxml
from models.corpora.readers.mxl import MAX_XML_BYTES
from models.corpora.reading import READERS, read_file
from models.corpora.store import load
from models.corpora.time_limit import TooSlow, time_limit

GOOD = b"X:1\nT:Good\nM:4/4\nL:1/8\nK:G\n" + b'"G"GABc d2B2|"C"c2e2 "G"d4|' * 4 + b"\n"
END = b"\x00\xff\x2f\x00"
NOTE = b"\x00\x90\x3c\x40\x60\x80\x3c\x40"
DRUM = b"\x00\x99\x24\x40\x60\x89\x24\x40"


def midi(tracks: list[bytes]) -> bytes:
    body = b"".join(b"MTrk" + struct.pack(">I", len(track)) + track for track in tracks)
    return b"MThd" + struct.pack(">IHHH", 6, 1, len(tracks), 480) + body


def mxl(score: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("score.xml", score)
    return stream.getvalue()


def xml(inside: bytes) -> bytes:
    return b"<score-partwise><part><measure>" + inside + b"</measure></part></score-partwise>"


def work_for_ever() -> None:
    while True:
        pass


def reason(reader: str, data: bytes) -> str:
    found = list(read_file(reader, "folder/file", data))
    assert len(found) == 1
    assert isinstance(found[0][1], UnreadablePiece)
    return str(found[0][1])


@pytest.mark.parametrize(
    ("reader", "data", "words"),
    [
        ("midi band", midi([NOTE * 10 + END] * 600), "more than 128 tracks"),
        ("midi band", midi([DRUM * 50 + END]), "no pitched notes"),
        ("midi band", midi([END]), "no pitched notes"),
        ("midi band", midi([NOTE * 200_000 + END]), "1 MiB"),
        ("midi band", midi([b"\x00\x90\x3c\x40\xff\xff\xff\x7f\x80\x3c\x40" * 20 + END]), "lasts"),
        ("midi band", b"", "damaged"),
        ("midi band", b"MThd" + bytes(range(256)) * 40, "damaged"),
        ("musicxml", b"", "damaged"),
        ("musicxml", bytes(range(256)) * 40, "damaged"),
        ("musicxml", b"PK\x03\x04" + bytes(99), "damaged"),
        ("musicxml", xml(b""), "no notes"),
        ("musicxml", xml(b"<note>" * 2000), "damaged"),
        ("musicxml", xml(b"</measure><measure>" * 20_001), "more than 20,000 measures"),
        ("abc", b"X:1\n" + b"C" * (5 << 20), "5 MiB"),
        ("abc tune", b"", "no tune"),
        ("kern", b"", ""),
        ("weimar", b"no zip", "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "data",
)
def test_reason_is_one_line(reader: str, data: bytes, words: str) -> None:
    why = reason(reader, data)
    assert words in why
    assert "\n" not in why


def test_mxl_bomb_is_refused_by_what_it_says_and_by_what_it_does() -> None:
    bomb = mxl(bytes(MAX_XML_BYTES + 1))
    assert len(bomb) < 1 << 20
    assert "unpacks to" in reason("musicxml", bomb)
    lying = bytearray(bomb)  # says 9 bytes in the directory and in the member's own header
    for at in (bomb.index(b"PK\x01\x02") + 24, bomb.index(b"PK\x03\x04") + 22):
        lying[at : at + 4] = struct.pack("<I", 9)
    assert "damaged" in reason("musicxml", bytes(lying))


def test_score_of_nothing_but_elements_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(musicxml, "_MAX_ELEMENTS", 1000)
    assert "more than 1,000 elements" in reason("musicxml", xml(b"<a/>" * 2000))


def test_entities_that_grow_are_refused() -> None:
    names = b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 20 if n else b"ha" * 20) for n in range(12)
    )
    laughs = b"<?xml version='1.0'?><!DOCTYPE x [" + names + b"]>" + xml(b"<note>&a11;</note>")
    assert reason("musicxml", laughs)


def test_piece_that_takes_for_ever_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(_path: str, _data: bytes) -> object:
        while True:
            with contextlib.suppress(ValueError):  # its own errors, but not the limit
                sum(range(1000))
        yield

    monkeypatch.setitem(READERS, "abc", endless)
    monkeypatch.setattr(reading, "_MAX_SECONDS", 0.05)
    assert "took more than" in reason("abc", b"")


def test_limit_is_gone_after_its_block_and_absent_off_the_main_thread() -> None:
    with time_limit(0.02):
        pass
    until = time.process_time() + 0.06
    while time.process_time() < until:
        pass
    with pytest.raises(TooSlow), time_limit(0.02):
        work_for_ever()
    off_main: list[str] = []

    def work() -> None:
        with time_limit(0.001):
            off_main.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert off_main == ["done"]


def test_good_files_beside_bad_ones_are_read(tmp_path: Path) -> None:
    files = {
        "english_folk/nottingham/good.abc": GOOD,
        "english_folk/nottingham/empty.abc": b"",
        "english_folk/nottingham/noise.abc": bytes(range(256)) * 99,
        "folk_american/openewld/bomb.mxl": mxl(bytes(MAX_XML_BYTES + 1)),
        "folk_american/openewld/large.mxl": bytes(17 << 20),
        "folk_mixed/mutopia/drums.midi": midi([DRUM * 50 + END]),
        "folk_mixed/mutopia/tracks.midi": midi([NOTE * 10 + END] * 600),
    }
    for name, data in files.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    report = build(tmp_path / "data", tmp_path / "cache", genres={"folk"})
    assert [piece.title for piece in load(tmp_path / "cache", "folk")] == ["Good"]
    skipped = {name for source in report.sources for name, _ in source.skipped}
    assert {Path(name.partition("#")[0]).name for name in skipped} >= {
        "bomb.mxl", "large.mxl", "drums.midi", "tracks.midi"}  # fmt: skip
