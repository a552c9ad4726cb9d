"""What ``fusebox run`` serves, and when it opens a browser."""

from __future__ import annotations

from typing import Any

import pytest

from bot.cli.greeting import has_screen
from bot.cli.running import services_of
from bot.errors import BadSettings
from bot.settings import Settings


def settings(**named: Any) -> Settings:
    quiet = {"CI": None, "SSH_CONNECTION": None, "DISPLAY": None, "WAYLAND_DISPLAY": None}
    return Settings(_env_file=None, **(quiet | named))


def test_the_studio_is_served_unless_it_is_off() -> None:
    assert len(services_of(settings(), discord=False)) == 1
    both = settings(discord_token="x")
    assert len(services_of(both, discord=False)) == 2
    assert len(services_of(both, discord=True)) == 1
    with pytest.raises(BadSettings, match="nothing to serve"):
        services_of(settings(FUSEBOX_STUDIO=False), discord=False)


@pytest.mark.parametrize(
    "named", [{"CI": "true"}, {"SSH_CONNECTION": "1 2"}, {"FUSEBOX_STUDIO_BROWSER": False}]
)
def test_no_browser_is_opened_where_nobody_looks(
    named: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.platform", "darwin")
    assert has_screen(settings())
    assert not has_screen(settings(**named))


def test_no_browser_is_opened_without_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.platform", "linux")
    assert not has_screen(settings())
    assert has_screen(settings(DISPLAY=":0"))
