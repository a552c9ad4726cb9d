"""The whole benchmark once, as small as it gets: every figure is there and can be shown."""

import json
import sys
from pathlib import Path

import pytest

from bot.bench.measuring import Plan, measure
from bot.bench.plots import draw_plots
from bot.bench.tables import tables_of
from bot.settings import Settings
from engine.bench.bare import Amounts

pytestmark = pytest.mark.slow

PROMISED = {
    "two_phase_ms", "ratio_to_numpy_matmul", "ratio_to_textbook", "ratio_to_batched_eager",
    "text_to_midi_ms", "text_to_audio_ms", "cold_start_ms", "pieces_per_second", "peak_rss_mb",
}  # fmt: skip


def test_one_run_has_every_figure(tiny_weights: Path, tmp_path: Path) -> None:
    settings = Settings(
        _env_file=None,
        FUSEBOX_CACHE_DIR=tmp_path / "cache",
        FUSEBOX_WEIGHTS_DIR=tiny_weights,
        FUSEBOX_GENRES_DIR=tmp_path / "genres",
    )
    plan = Plan(
        bars=(4, 8), genres=(2,), repeats=1, users=(1, 2), user_bars=4, user_repeats=1, files=1,
        crowd=2, crowd_bars=4, bare=Amounts(1, 1, 1, candidates=(4, 8), tries=1),
        from_scratch=False,
    )  # fmt: skip
    told: list[str] = []
    figures = measure(settings, plan, told.append)
    assert set(figures) >= PROMISED
    assert figures["two_phase_ms"] > 0
    assert figures["loop"]["failed"] == 0
    assert figures["text_to_midi_ms"] <= figures["text_to_audio_ms"]
    assert figures["peak_rss_mb"] > figures["memory_mb"]["engine"] > 0
    if sys.platform == "linux":
        assert figures["processor_ms_per_piece"]["engine"] > 0
        more = figures["projection"]
        assert more["2"]["pieces_per_second"] >= more["1"]["pieces_per_second"]
    assert json.loads(json.dumps(figures)) == figures
    assert told[0] == "a cold start"
    for table in tables_of(figures):
        assert {len(row) for row in table.rows} == {len(table.head)}
    for _, path in draw_plots(figures, tmp_path):
        assert path.read_bytes().startswith(b"\x89PNG")
