"""A small corpus on disk, written as tunes that could be played."""

from __future__ import annotations

from pathlib import Path

STRAIN = '"G"GABc d2B2|"C"c2e2 "G"d4|"Am"cBAG "D7"F2A2|"G"G8|'


def write_tunes(folder: Path) -> Path:
    """Three books: two folk tunes with chords, three Irish ones without, and a broken file."""
    folk = folder / "english_folk" / "nottingham"
    irish = folder / "celtic" / "oneills1850_music21"
    for place in (folk, irish):
        place.mkdir(parents=True)
    body = STRAIN * 2
    folk.joinpath("reels.abc").write_text(
        f"X:1\nT:Speed the Plough\nM:4/4\nL:1/8\nK:G\n{body}\n\n"
        f"X:2\nT:The Plain Tune\nM:4/4\nL:1/8\nK:G\n{body.replace('c', 'g')}\n"
    )
    irish.joinpath("0001.abc").write_text(
        "".join(
            f"X:{n}\nT:Irish {n}\nM:6/8\nL:1/8\nK:D\n{'d' * n}{'AFA dfa|' * (4 + n)}\n\n"
            for n in (1, 2, 3)
        )
    )
    bad = folder / "celtic" / "cre_corpus"
    bad.mkdir()
    bad.joinpath("Bad.mid").write_bytes(b"MThd rubbish")
    return folder
