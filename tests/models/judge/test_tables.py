"""The tables of docs/judges.md stand as the shipped cards say."""

from pathlib import Path

import pytest

from models.judge.judging import INDEPENDENT, SEARCH
from models.judge.loading import load_judge
from models.judge.tables import confusion_table, main, splices_table, works_table

DOCS = Path(__file__).parents[3] / "docs" / "judges.md"


def test_the_docs_have_the_tables_of_the_shipped_judges() -> None:
    search, independent = (load_judge(name).card for name in (SEARCH, INDEPENDENT))
    text = DOCS.read_text(encoding="utf-8")
    for table in (
        works_table(search, independent),
        confusion_table(independent),
        splices_table(search, independent),
    ):
        assert "\n".join(table) in text


def test_tables_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    main()
    assert "| **renaissance** |" in capsys.readouterr().out
