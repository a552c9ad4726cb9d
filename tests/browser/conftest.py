"""One real Fusebox process and one real Chromium for all tests of this folder.

The engine runs on small untrained weights; everything else is what a user starts. Without
Chromium these tests are skipped, but in CI they fail.
"""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 360, "height": 740}
PATIENCE_MS = 240_000
MISSING = "ZZZZZZ"

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium")
    if found is None:
        reason = "no chromium on this machine: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def studio(
    chromium: str, tiny_weights: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a studio that ``fusebox run`` serves until the tests are over."""
    home = tmp_path_factory.mktemp("studio")
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("FUSEBOX", "DISCORD"))}
    process = subprocess.Popen(
        [sys.executable, "-c", "from bot.cli.main import main; main()", "run"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=clean
        | {
            "FUSEBOX_WEIGHTS_DIR": str(tiny_weights),
            "FUSEBOX_MEMORY_DIR": str(home / "memory"),
            "FUSEBOX_CACHE_DIR": str(home / "cache"),
            "FUSEBOX_STUDIO_PORT": "0",
            "FUSEBOX_STUDIO_BROWSER": "false",
            "DISCORD_TOKEN": "",
            "PYTHONUNBUFFERED": "1",
        },
    )
    said: list[str] = []
    addresses: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    reader = threading.Thread(target=_read_on, args=(process, said, addresses), daemon=True)
    reader.start()
    try:
        address = addresses.get(timeout=PATIENCE_MS / 1000)
        if address is None:
            pytest.fail("the studio did not start: " + "".join(said))
        yield address.rstrip("/")
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        reader.join(10)


def _read_on(
    process: subprocess.Popen[str], said: list[str], addresses: queue.SimpleQueue[str | None]
) -> None:
    """Keep what a studio says, and hand on the address that it prints; None where it ends."""
    assert process.stderr is not None
    for line in process.stderr:
        said.append(line)
        for word in line.split():
            if word.startswith("http://"):
                addresses.put(word)
    addresses.put(None)
    process.stderr.close()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--autoplay-policy=user-gesture-required"],
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, studio: str) -> Iterator[OpenPage]:
    """Opens a path of the studio as somebody new; fails the test on any trouble in the console."""
    troubles: list[str] = []
    contexts = []

    def heard(message: ConsoleMessage) -> None:
        # Chromium notes every 404, and that of a missing piece is meant.
        is_meant = str(message.location["url"]).endswith(f"/pieces/{MISSING}")
        if message.type in ("error", "warning") and not is_meant:
            troubles.append(f"{message.type}: {message.text}")

    def opened(
        path: str = "/",
        *,
        size: dict[str, int] = DESKTOP,
        theme: str = "dark",
        locale: str = "en-US",
    ) -> Page:
        is_phone = size["width"] < 500
        context = browser.new_context(
            base_url=studio,
            locale=locale,
            viewport={"width": size["width"], "height": size["height"]},
            color_scheme="light" if theme == "light" else "dark",
            has_touch=is_phone,
            is_mobile=is_phone,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", heard)
        page.on("pageerror", lambda error: troubles.append(f"uncaught: {error}"))
        page.goto(path)
        page.wait_for_selector("h1, .turn")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not troubles


def until(page: Page, condition: str) -> None:
    """Wait until a condition in JavaScript holds; the studio's policy forbids Playwright's own."""
    page.evaluate(
        f"""patience => new Promise((done, fail) => {{
          const end = performance.now() + patience;
          const look = () => {{
            if ({condition}) done();
            else if (performance.now() > end) fail(new Error("never came true"));
            else setTimeout(look, 50);
          }};
          look();
        }})""",
        PATIENCE_MS,
    )


def say(page: Page, text: str) -> None:
    """Type a message and send it by Enter."""
    page.locator("#prompt").fill(text)
    page.locator("#prompt").press("Enter")


def finished_card(page: Page, number: int = 0) -> str:
    """Wait until a card's sound is there; its piece's code."""
    card = page.locator(".card").nth(number)
    card.locator(".transport .play:not(.waits)").wait_for()
    code = card.get_attribute("data-code")
    assert code is not None
    return code


@pytest.fixture(scope="session")
def piece(browser: Browser, studio: str) -> str:
    """The code of a piece that everybody in the studio may see."""
    page = browser.new_context(base_url=studio).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto("/")
    say(page, "60% jazz 40% folk")
    code = finished_card(page)
    page.context.close()
    return code
