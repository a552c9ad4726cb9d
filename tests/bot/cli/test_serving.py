"""``fusebox serve``: what may be said, and what is answered where it can't be done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import App
from bot.cli.serving import replica_range, serve
from bot.errors import BadInput
from bot.settings import Settings
from engine.serving.local import LocalEngine
from engine.serving.ray_engine import RayEngine


@given(st.integers(1, 500), st.integers(0, 500))
def test_a_range_of_replicas_is_read(fewest: int, more: int) -> None:
    assert replica_range(f"{fewest}..{fewest + more}") == (fewest, fewest + more)
    assert replica_range(str(fewest)) == (fewest, fewest)


@pytest.mark.parametrize("text", ["0", "4..2", "many", "", "1...3", "-1", "1.5"])
def test_other_ranges_are_a_sentence(text: str) -> None:
    with pytest.raises(BadInput, match="is no number of engines"):
        replica_range(text)


def test_serving_without_a_cluster_is_a_sentence() -> None:
    with pytest.raises(BadInput, match="--ray"):
        serve(ray=False)


def test_one_setting_points_the_bot_at_a_cluster() -> None:
    here = Settings(_env_file=None)
    there = Settings(_env_file=None, FUSEBOX_ENGINE_URL="http://127.0.0.1:8000/")
    with App(here) as app:
        assert isinstance(app.engine, LocalEngine)
    with App(there) as app:
        assert isinstance(app.engine, RayEngine)
        assert app.engine.url == "http://127.0.0.1:8000"


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="no web address"):
        Settings(_env_file=None, FUSEBOX_ENGINE_URL="ray://host:10001")
