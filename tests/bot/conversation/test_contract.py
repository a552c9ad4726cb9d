"""Every row of the contract and every worked example."""

import pytest

from tests.bot.conversation.phrasings import Phrasing, misreadings, read_table


@pytest.mark.parametrize("phrasing", read_table("contract_rows.tsv"), ids=str)
def test_row_of_the_contract_holds(phrasing: Phrasing) -> None:
    assert misreadings(phrasing) == []


@pytest.mark.parametrize("phrasing", read_table("contract_examples.tsv"), ids=str)
def test_worked_example_is_read_as_written(phrasing: Phrasing) -> None:
    assert misreadings(phrasing) == []
