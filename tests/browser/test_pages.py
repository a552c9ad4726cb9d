"""Every page: a quiet console, nothing that axe calls serious, nothing wider than a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import (
    MISSING,
    PATIENCE_MS,
    PHONE,
    SMALL_PHONE,
    OpenPage,
    finished_card,
    say,
    until,
)

expect.set_options(timeout=PATIENCE_MS)

_BYTES = 200_000
# A page, and what is there when it has been drawn.
PAGES = {
    "chat": ("/", ".example"),
    "gallery": ("/gallery", ".tile"),
    "piece": ("/pieces/{piece}", "canvas.roll"),
    "battles": ("/battles", ".caller"),
    "leaderboards": ("/leaderboards", ".boards .panel"),
    "genres": ("/genres", ".genre-card"),
    "privacy": ("/privacy", ".figures"),
}


def serious(page: Page) -> list[str]:
    """What axe finds that keeps somebody out."""
    until(page, "document.getAnimations().every((one) => one.playState !== 'running')")
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def test_every_page_is_open_to_everybody(open_page: OpenPage, piece: str) -> None:
    for theme in ("dark", "light"):
        page = open_page(theme=theme)
        for name, (path, sign) in PAGES.items():
            page.goto(path.format(piece=piece))
            page.locator(sign).first.wait_for()
            assert serious(page) == [], f"{name}, {theme}"


def test_a_missing_piece_leads_to_the_gallery(open_page: OpenPage) -> None:
    page = open_page(f"/pieces/{MISSING}")
    expect(page.locator("h1")).to_have_text("No such piece")
    page.get_by_role("link", name="See the gallery").click()
    expect(page.locator("h1")).to_have_text("Gallery")


def test_the_chat_with_a_piece_and_its_windows_is_open_to_everybody(open_page: OpenPage) -> None:
    page = open_page(theme="light")
    say(page, "60% jazz 40% folk, flurble")
    finished_card(page)
    for panel in ("anatomy", "downloads", "details", "score"):
        page.locator(f'[data-panel="{panel}"]').click()
        page.locator(".panel-slot > :not(.waiting)").first.wait_for()
        assert serious(page) == [], panel
    page.get_by_role("button", name=re.compile("Use the dark theme")).click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert serious(page) == []
    page.locator(".composer-tools").get_by_role("button", name="Mix").click()
    page.locator(".mix-box").get_by_role("button", name="Add a genre").click()
    page.locator(".mix-box .chip", has_text="blues").click()
    assert serious(page) == [], "mixer"
    page.locator(".composer-tools").get_by_role("button", name="Presets").click()
    assert serious(page) == [], "presets"


@pytest.mark.parametrize("size", [PHONE, SMALL_PHONE], ids=["390", "360"])
def test_no_page_is_wider_than_a_phone(
    open_page: OpenPage, piece: str, size: dict[str, int]
) -> None:
    page = open_page(size=size)
    for name, (path, sign) in PAGES.items():
        page.goto(path.format(piece=piece))
        page.locator(sign).first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name


def test_the_first_page_is_light(open_page: OpenPage, studio: str) -> None:
    page = open_page("/genres")
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}))
    page.goto("/")
    page.locator(".example").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert all(url.startswith(studio) for url in sizes), "something comes from elsewhere"
    assert sum(sizes.values()) < _BYTES


def test_a_visitor_votes_for_anothers_piece_and_takes_it_back(
    open_page: OpenPage, piece: str
) -> None:
    page = open_page(f"/pieces/{piece}")
    up = page.get_by_role("button", name=re.compile("Vote up"))
    up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    expect(up).to_have_text("1")
    page.goto("/gallery")
    tile = page.locator(f'.tile[data-code="{piece}"]')
    expect(tile).to_contain_text("▲ 1")
    tile.get_by_role("button", name=re.compile("^Play")).click()
    until(page, "[...document.querySelectorAll('audio')].some((a) => a.currentTime > 0)")
    page.goto(f"/pieces/{piece}")
    expect(up).to_have_attribute("aria-pressed", "true")
    up.click()
    expect(up).to_have_text("0")


def test_the_gallery_is_filtered_by_genre(open_page: OpenPage, piece: str) -> None:
    page = open_page("/gallery")
    page.locator(f'.tile[data-code="{piece}"]').wait_for()
    page.get_by_label("Genre").select_option("classical")
    page.wait_for_url(re.compile("genre=classical"))
    expect(page.locator(f'.tile[data-code="{piece}"]')).to_have_count(0)
    page.get_by_label("Genre").select_option("folk")
    page.locator(f'.tile[data-code="{piece}"]').wait_for()


def test_a_battle_is_blind_until_it_closes(open_page: OpenPage) -> None:
    page = open_page()
    say(page, "50% jazz 50% folk, 8 bars")
    finished_card(page)
    page.locator("#ways").get_by_role("link", name="Battles").click()
    page.get_by_role("button", name="Call the battle").click()
    page.locator(".contestant").first.wait_for()
    words = page.locator(".arena").inner_text()
    assert "safe" not in words
    assert "wild" not in words
    page.get_by_role("button", name="Play the left piece").click()
    until(page, "document.querySelector('.contestant audio').currentTime > 0")
    page.get_by_role("button", name="Vote right").click()
    expect(page.get_by_role("button", name="Vote right")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("main")).to_contain_text("Your vote: right")


def test_somebody_sees_and_erases_what_is_kept(open_page: OpenPage) -> None:
    page = open_page()
    say(page, "jazz, 8 bars")
    finished_card(page)
    page.goto("/privacy")
    expect(page.locator("section[aria-label='What is kept']")).to_contain_text("pieces")
    erase = page.get_by_role("button", name="Erase me")
    expect(erase).to_be_disabled()
    page.get_by_label("Type delete everything for good").fill("delete everything for good")
    erase.click()
    expect(page.locator("section[aria-label='Erase everything'] [role=status]")).to_contain_text(
        "erased"
    )
    page.goto("/")
    page.locator(".example").first.wait_for()
