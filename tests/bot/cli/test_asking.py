"""Sentences of the command line: what was assumed is told, and of which line."""

import pytest

from bot.cli.asking import requests_of


def test_a_note_of_a_batch_names_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    (request,) = requests_of("90% jazz 60% celtic", 1, where="line 3: ")
    assert request.seed == 1
    assert capsys.readouterr().err.startswith("line 3: 90% + 60%")
