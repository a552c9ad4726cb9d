"""``fusebox corpus``: build, list, show, stats and cards, as a user types them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from bot.cli.main import app
from bot.errors import BadInput
from models.corpora.errors import UnknownPiece
from tests.bot.cli.corpora import write_tunes


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    data = write_tunes(folder / "data")
    result = CliRunner().invoke(
        app, ["corpus", "build", str(data), "--cache", str(folder / "cache"), "--processes", "1",
              "--genre", "folk", "--genre", "celtic"],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "oneills1850" in result.output
    return folder / "cache"


def run(cache: Path, *words: str) -> Result:
    result = CliRunner().invoke(app, ["corpus", *words, "--cache", str(cache)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_list_counts_the_built_genres_and_names_the_pieces_of_one(cache: Path) -> None:
    counted = run(cache, "list").stdout
    assert re.search(r"folk\s+2\s+2", counted)
    assert "jazz" not in counted
    named = run(cache, "list", "celtic").stdout.splitlines()
    assert len(named) == 3
    assert named[0].split()[1:] == ["celtic/oneills1850_music21/0001.abc#0", "Irish", "1"]


def test_show_writes_bars_with_chords_over_their_notes(cache: Path) -> None:
    lines = run(cache, "show", "speed the").stdout.splitlines()
    text = "\n".join(lines)
    assert lines[0] == "Speed the Plough"
    assert "folk: G major, 4/4, 8 bars" in text
    assert "chords from file" in text
    assert "GPL-3.0" in text
    notes = next(index for index, line in enumerate(lines) if line.startswith("   1 |"))
    assert lines[notes].split("|")[1].split() == ["G4:e", "A4:e", "B4:e", "C5:e", "D5:q", "B4:q"]
    second_bar = lines[notes - 1].split("|")[2]
    assert second_bar.split() == ["C", "G"]
    assert second_bar.index("G") == lines[notes].split("|")[2].index("D5:h")


def test_show_asks_back_where_several_pieces_fit(cache: Path) -> None:
    with pytest.raises(UnknownPiece, match="3 pieces have 'irish' in their names"):
        run(cache, "show", "irish")
    with pytest.raises(UnknownPiece, match="no piece has 'zzz'"):
        run(cache, "show", "zzz")
    assert "Irish 2" in run(cache, "show", "irish 2").stdout


def test_stats_count_keys_metres_and_chords(cache: Path) -> None:
    facts = json.loads(run(cache, "stats", "--json").stdout)
    assert facts["folk"]["keys"] == {"G major": 2}
    assert facts["celtic"]["meters"] == {"6/8": 3}
    assert facts["folk"]["pieces"] == 2
    assert facts["folk"]["chords"] > 10
    assert "G major 100%" in run(cache, "stats").stdout


def test_stats_draw_pictures(cache: Path, tmp_path: Path) -> None:
    run(cache, "stats", "--plots", str(tmp_path / "plots"))
    pictures = sorted(tmp_path.glob("plots/*.png"))
    assert [path.stem for path in pictures] == [
        "chords", "keys", "metres", "modes", "size", "splits"]  # fmt: skip
    for path in pictures:
        with Image.open(path) as picture:
            assert len(picture.convert("RGB").getcolors(100_000) or ()) > 20


def test_cards_name_sources_licences_counts_and_what_was_skipped(
    cache: Path, tmp_path: Path
) -> None:
    run(cache, "cards", "--pages", str(tmp_path / "pages"), "--facts", str(tmp_path / "facts"))
    card = json.loads((tmp_path / "facts" / "folk.json").read_text())
    assert card["licences"] == ["GPL-3.0"]
    assert sum(split["pieces"] for split in card["splits"].values()) == card["pieces"] == 2
    page = (tmp_path / "pages" / "celtic.md").read_text()
    assert "transcribers named in the tunes" in page
    assert "6/8" in page
    assert "`celtic/cre_corpus/Bad.mid`: it is no MIDI file, or a damaged one" in page
    assert (tmp_path / "pages" / "test_works.tsv").read_text().startswith("genre\twork\tpiece")
    assert "[folk](folk.md)" in (tmp_path / "pages" / "README.md").read_text()


def test_places_without_a_corpus_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="fusebox corpus build FOLDER"):
        run(tmp_path, "list")
    with pytest.raises(BadInput, match="no genre 'polka'"):
        run(tmp_path, "stats", "--genre", "polka")
