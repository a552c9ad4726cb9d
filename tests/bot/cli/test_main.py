"""``fusebox``: what goes wrong with a corpus reaches a person as a sentence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.cli.main import EXIT_ERROR, main


@pytest.mark.parametrize("words", [["list"], ["show", "maple leaf rag"]])
def test_a_corpus_that_is_not_there_is_an_error_in_one_sentence(
    words: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    command = ["fusebox", "corpus", *words, "--cache", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", command)
    with pytest.raises(SystemExit) as stopped:
        main()
    told = capsys.readouterr().err
    assert stopped.value.code == EXIT_ERROR
    assert told.startswith("fusebox: ")
    assert "fault" not in told
