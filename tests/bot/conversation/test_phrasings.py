"""Accuracy over two tables of phrasings; the rules were tuned on the first alone."""

import pytest

from tests.bot.conversation.phrasings import misreadings, read_table


@pytest.mark.parametrize(
    ("table", "at_least"), [("phrasings_tune.tsv", 1.0), ("phrasings_held_out.tsv", 0.96)]
)
def test_phrasings_are_read_as_a_musician_would(table: str, at_least: float) -> None:
    phrasings = read_table(table)
    wrong = [f"{one}: {found}" for one in phrasings if (found := misreadings(one))]
    assert len(phrasings) > 200
    assert 1 - len(wrong) / len(phrasings) >= at_least, "\n".join(wrong)
