"""``fusebox evaluate``: what it refuses, and that a folder of files becomes figures."""

import json
from pathlib import Path

import pytest

from bot.cli.evaluating import evaluate
from bot.errors import BadInput
from engine.evaluate.reference import EvaluationError
from tests.engine.evaluate.pieces import made_sheet, write_song


def test_an_unknown_genre_is_named() -> None:
    with pytest.raises(BadInput, match="'polka'"):
        evaluate(genre=["polka"])


def test_an_unknown_section_is_named() -> None:
    with pytest.raises(EvaluationError, match="'solos'"):
        evaluate(sections="pure,solos")


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="manifest"):
        evaluate(tmp_path)


@pytest.mark.slow
def test_a_folder_of_files_becomes_figures_and_a_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = []
    for seed in range(3):
        write_song(tmp_path / f"{seed}.mid", made_sheet("hymn", seed))
        rows.append({"file": f"{seed}.mid", "weights": {"hymn": 1}, "seed": seed})
    (tmp_path / "manifest.json").write_text(json.dumps(rows))
    page = tmp_path / "page.md"
    evaluate(tmp_path, page=page, as_json=True)
    figures = json.loads(capsys.readouterr().out)
    assert figures["pieces"] == 3
    assert figures["pure"][0]["group"] == "hymn"
    assert {target["name"] for target in figures["targets"]} >= {"stable phrase ends"}
    assert "page/overlap.png" in page.read_text()
    assert (tmp_path / "page" / "overlap.png").stat().st_size > 1000
