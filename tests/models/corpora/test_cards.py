"""The data cards that ship: one for every genre, whole, and named by compositions."""

import json
from importlib import resources
from pathlib import Path

import pytest

from models.corpora.cards import cards_of, load_card, slug
from models.corpora.errors import CorpusError
from models.corpora.sources import SOURCES
from models.corpora.split import fixed_split
from models.corpora.weaknesses import KNOWN_WEAKNESSES
from music.genres import GENRE_NAMES

PAGES = Path(__file__).parents[3] / "docs" / "genres"


@pytest.mark.parametrize("genre", KNOWN_WEAKNESSES)
def test_every_genre_ships_a_card_that_adds_up(genre: str) -> None:
    card = load_card(genre)
    assert card["genre"] == genre
    assert card["licences"]
    assert {s["name"] for s in card["sources"]} <= {s.folder for s in SOURCES if s.genre == genre}
    for what in ("pieces", "sheets", "notes"):
        parts = sum(split[what] for split in card["splits"].values())
        assert parts == card[what] == sum(source[what] for source in card["sources"])
    assert sum(card["keys"].values()) == sum(card["meters"].values()) == card["sheets"]
    assert card["splits"]["test"]["pieces"] >= 2
    assert card["weaknesses"]


@pytest.mark.parametrize("genre", KNOWN_WEAKNESSES)
def test_at_least_95_percent_of_every_source_is_read(genre: str) -> None:
    for source in load_card(genre)["sources"]:
        assert source["files_read"] >= 0.95 * source["files"] > 0


@pytest.mark.parametrize("genre", KNOWN_WEAKNESSES)
def test_pages_say_what_the_facts_say(genre: str) -> None:
    page, card = (PAGES / f"{slug(genre)}.md").read_text(), load_card(genre)
    assert f"{card['notes']:,} melody notes" in page
    assert all(source["licence"] in page for source in card["sources"])
    assert all(source["attribution"] in page for source in card["sources"])


def test_listed_test_works_are_no_training_pieces() -> None:
    sides = fixed_split()
    lines = (PAGES / "test_works.tsv").read_text().splitlines()[1:]
    pieces = [line.split("\t")[2] for line in lines]
    assert len(pieces) > 500
    assert {sides[piece][0] for piece in pieces if piece in sides} == {"test"}


def test_compositions_name_the_cards_that_there_are() -> None:
    assert cards_of(["jazz", "no such genre"]) == {"jazz": "docs/genres/jazz.md"}
    assert set(cards_of(GENRE_NAMES)) >= set(KNOWN_WEAKNESSES)
    with pytest.raises(CorpusError, match="no data card of 'polka'"):
        load_card("polka")


def test_cards_are_shipped_as_plain_json() -> None:
    for file in resources.files("models").joinpath("cards").iterdir():
        assert json.loads(file.read_text(encoding="utf-8"))["version"] == 1
