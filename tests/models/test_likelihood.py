"""Bits per event on a file of melodies: what it reads, and what it withholds."""

import json
from pathlib import Path

import numpy as np
import pytest

from models import store
from models.errors import ModelError
from models.likelihood import measure, read_benchmark
from models.network import build_network
from models.shape import NetworkSize
from models.vocabulary import METERS, REST, pitch_class_number

SMALL = NetworkSize(units=8, layers=1, width=8, head=8)


def write_lines(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def row(events: list[list[int]], **more: object) -> dict[str, object]:
    return {"id": "a/tune", "genre": "jazz", "split": "test", "events": events, **more}


def test_onsets_follow_from_the_positions_in_the_bar(tmp_path: Path) -> None:
    file = write_lines(
        tmp_path / "a.jsonl",
        row([[72, 12, 36], [74, 24, 0], [0, 12, 24], [76, 12, 36], [72, 48, 0], [71, 12, 12]]),
    )
    events = read_benchmark(file)[0].events
    # The last position is only reached in the next bar.
    assert events.start.tolist() == [36, 48, 72, 84, 96, 156]
    assert events.pitch.tolist()[:3] == [pitch_class_number(72), pitch_class_number(74), REST]
    assert (events.bar_ticks, METERS[events.meter]) == (48, "4/4")


def test_other_splits_are_left_out_and_an_empty_file_says_so(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "a.jsonl", row([[72, 12, 0]], split="train"))
    with pytest.raises(ModelError, match="no melodies of the split 'test'"):
        read_benchmark(file)
    assert len(read_benchmark(file, "train")) == 1


@pytest.mark.parametrize(
    "line", ["{", '{"genre": "jazz"}', '{"genre": "jazz", "events": [[1, 2]]}']
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    file = write_lines(tmp_path / "a.jsonl", row([[72, 12, 0]]))
    file.write_text(file.read_text() + line + "\n")
    with pytest.raises(ModelError, match="line 2"):
        read_benchmark(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nowhere\.jsonl can't be read"):
        read_benchmark(tmp_path / "nowhere.jsonl")


@pytest.mark.slow
def test_an_untrained_network_is_as_surprised_as_its_logits_say(tmp_path: Path) -> None:
    model = build_network(SMALL)
    arrays = {w.path: np.zeros(w.shape, np.float32) for w in model.weights}
    card = {"genre": "jazz", "size": SMALL.to_json()}
    store.save_network(tmp_path, store.file_name(store.PHASE1, "jazz"), arrays, card)
    file = write_lines(tmp_path / "a.jsonl", row([[72, 12, 0], [74, 12, 12], [76, 24, 24]]))
    found = measure(read_benchmark(file), tmp_path)["jazz"]["own"]
    assert found.events == 3
    # All weights zero: every class is equally likely.
    assert found.pitch_bits == pytest.approx(np.log2(66), abs=1e-3)
    assert found.ticks_bits == pytest.approx(np.log2(97), abs=1e-3)
