"""The chat as somebody uses it who has never seen it."""

import base64
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from music.key import Key
from music.leadsheet import Note
from music.meter import Meter
from music.midi import write_midi
from music.piece import Piece, Track
from tests.browser.conftest import DESKTOP, PATIENCE_MS, PHONE, OpenPage, finished_card, say, until

expect.set_options(timeout=PATIENCE_MS)

_HAS_INK = """canvas => {
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const seen = new Set();
  for (let i = 0; i < data.length; i += 4) seen.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
  return seen.size;
}"""
_CLOCK = re.compile(r"(\d+):(\d\d) / (\d+):(\d\d)")


def heard_seconds(page: Page) -> float:
    return float(page.locator(".card audio").first.evaluate("audio => audio.currentTime"))


def drag(page: Page, slider: Locator, share: float) -> None:
    """Take a slider's thumb by the mouse and pull it to a share of its track."""
    box = slider.bounding_box()
    assert box is not None
    thumb = 22
    at = float(slider.input_value()) / 100
    span, middle = box["width"] - thumb, box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + thumb / 2 + at * span, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + thumb / 2 + share * span, middle, steps=6)
    page.mouse.up()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_sentence_becomes_a_piece_that_is_seen_and_heard(
    open_page: OpenPage, size: dict[str, int]
) -> None:
    page = open_page(size=size)
    prompt = page.locator("#prompt")
    prompt.fill("70% jazz 30% classical, flurble")
    expect(page.locator(".preview .stacked")).to_have_attribute(
        "aria-label", re.compile("jazz 70%, classical 30%")
    )
    prompt.press("Enter")
    expect(page.locator(".said")).to_have_text("70% jazz 30% classical, flurble")
    expect(page.locator('[data-share="jazz"]')).to_have_value("70")
    expect(page.locator(".remarks")).to_contain_text("flurble")
    page.locator(".progress, .card").first.wait_for()

    code = finished_card(page)
    assert page.locator("canvas.roll").evaluate(_HAS_INK) > 10
    notes = page.request.get(f"/api/v1/pieces/{code}/notes").json()
    page.locator(".transport .play").click()
    until(page, "document.querySelector('.card audio').currentTime > 0.4")
    length = page.locator(".card audio").evaluate("audio => audio.duration")
    # The sound is the music and what rings on after it.
    assert notes["length_seconds"] - 0.2 < length < notes["length_seconds"] + 6
    shown = _CLOCK.search(page.locator(".time").inner_text())
    assert shown is not None
    assert int(shown[3]) * 60 + int(shown[4]) == pytest.approx(length, abs=1.01)
    page.locator("canvas.roll").click(position={"x": 200, "y": 100})
    page.locator(".transport .play").click()
    assert page.locator(".card audio").evaluate("audio => audio.paused")
    page.locator('[data-panel="score"]').click()
    page.locator("img.sheet").first.wait_for()
    assert page.locator("img.sheet").first.evaluate("async i => (await i.decode(), i.width)") > 100
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0, "the page is wider than the screen"


def test_a_dragged_weight_sends_the_corrected_sentence(open_page: OpenPage) -> None:
    page = open_page()
    say(page, "70% jazz 30% classical")
    finished_card(page)
    slider = page.locator('[data-share="jazz"]')
    slider.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, 0)")
    drag(page, slider, 0.4)
    jazz = int(slider.input_value())
    assert 38 <= jazz <= 42
    expect(page.locator('[data-share="classical"]')).to_have_value(str(100 - jazz))
    corrected = f"{jazz}% jazz {100 - jazz}% classical"
    expect(page.locator(".correction-words")).to_have_text(corrected)
    page.locator(".correction button[type=submit]").click()
    expect(page.locator(".said").nth(1)).to_have_text(corrected)
    expect(page.locator('.turn:nth-child(2) [data-share="jazz"]')).to_have_value(str(jazz))


def test_the_mixer_begins_with_the_blend_of_the_piece(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("button", name="Mix", exact=True).click()
    expect(page.locator(".mix-box [data-share]")).to_have_count(0)
    say(page, "70% jazz 30% classical")
    finished_card(page)
    page.get_by_role("button", name="Mix", exact=True).click()
    jazz = page.locator('.mix-box [data-share="jazz"]')
    expect(jazz).to_have_value("70")
    expect(page.locator("#prompt")).to_have_value("")
    jazz.fill("60")
    expect(page.locator("#prompt")).to_have_value("60% jazz 40% classical")
    page.reload()
    page.get_by_role("button", name="Mix", exact=True).click()
    expect(page.locator('.mix-box [data-share="jazz"]')).to_have_value("70")


def test_who_reads_german_is_answered_in_german(open_page: OpenPage) -> None:
    page = open_page(locale="de-AT")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator("h1")).to_have_text("Was soll ich komponieren?")
    say(page, "70% jazz 30% Klassik")
    expect(page.locator(".remarks")).to_contain_text("gehört zu")
    finished_card(page)
    expect(page.get_by_role("button", name="Wagemutiger")).to_be_visible()
    page.get_by_role("link", name="Galerie", exact=True).click()
    expect(page.locator("h1")).to_have_text("Galerie")


def test_the_anatomy_plays_each_genres_melody(open_page: OpenPage) -> None:
    page = open_page()
    say(page, "50% jazz 50% folk")
    finished_card(page)
    page.locator('[data-panel="anatomy"]').click()
    expect(page.locator(".strand")).to_have_count(3)
    page.get_by_role("button", name="Play the jazz melody").click()
    page.get_by_role("button", name="Pause the jazz melody").wait_for()
    page.get_by_role("button", name="Play the fused tune").click()
    page.get_by_role("button", name="Pause the fused tune").wait_for()
    page.get_by_role("button", name="Play the jazz melody").wait_for()


def test_a_preset_is_saved_used_and_deleted(open_page: OpenPage) -> None:
    page = open_page()
    say(page, "80% folk 20% jazz")
    finished_card(page)
    page.get_by_role("button", name="Save preset").click()
    page.get_by_label("Name of the preset").fill("Sunday's tea")
    page.locator(".saver button[type=submit]").click()
    expect(page.locator(".saver")).to_be_hidden()
    page.locator(".composer-tools").get_by_role("button", name="Presets").click()
    expect(page.locator(".preset b")).to_have_text("Sunday's tea")
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_role("button", name="Shared", exact=True)).to_be_visible()
    page.get_by_role("button", name="Use Sunday's tea").click()
    expect(page.locator(".said").nth(1)).to_have_text("use Sunday's tea")
    expect(page.locator('.turn:nth-child(2) [data-share="folk"]')).to_have_value("80")
    finished_card(page, 1)
    page.locator(".composer-tools").get_by_role("button", name="Presets").click()
    page.locator(".preset").get_by_role("button", name="Delete").click()
    expect(page.locator(".preset")).to_have_count(0)


def test_a_dropped_melody_is_built_on_and_its_name_is_only_text(open_page: OpenPage) -> None:
    scale = [Note(60 + step, float(beat), 1.0) for beat, step in enumerate((0, 2, 4, 5) * 8)]
    track = Track("Tune", "melody", 0, tuple(scale), instrument="piano")
    midi = write_midi(Piece("Tune", Key("C"), Meter("4/4"), 110, 8, (track,)))
    page = open_page()
    name = "<img src=x onerror=alert(1)>.mid"
    page.evaluate(
        """([name, content]) => {
          const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([bytes], name, { type: "audio/midi" }));
          document.body.dispatchEvent(
            new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        }""",
        [name, base64.b64encode(midi).decode()],
    )
    keep = page.get_by_label("keep note for note")
    keep.check()
    assert page.locator(".brought img").count() == 0
    say(page, "60% jazz 40% folk <b>please</b>")
    expect(page.locator(".understood")).to_contain_text("yours, note for note")
    assert page.locator(".said b").count() == 0
    finished_card(page)


def test_a_reload_in_the_middle_of_jobs_finds_them_again(open_page: OpenPage) -> None:
    page = open_page()
    say(page, "jazz and folk, 64 bars, 3 versions")
    page.locator(".progress").nth(2).wait_for()
    page.reload()
    expect(page.locator(".said")).to_have_text("jazz and folk, 64 bars, 3 versions")
    for number in range(3):
        finished_card(page, number)
    codes = {page.locator(".card").nth(n).get_attribute("data-code") for n in range(3)}
    assert len(codes) == 3
    page.evaluate("localStorage.clear()")
    page.reload()
    page.locator(".latest a").first.wait_for()


def test_a_job_is_cancelled(open_page: OpenPage) -> None:
    page = open_page()
    say(page, "jazz, classical and folk, 128 bars, 4 versions")
    page.get_by_role("button", name="Cancel").last.click()
    expect(page.locator(".job").last).to_contain_text("Cancelled")
    for button in page.get_by_role("button", name="Cancel").all():
        if button.is_visible():
            button.click()
    expect(page.locator(".progress")).to_have_count(0)


def test_what_is_not_understood_is_answered_kindly(open_page: OpenPage) -> None:
    page = open_page()
    say(page, "70% polka")
    expect(page.locator(".unclear")).to_contain_text('I have not learnt "polka"')
    say(page, "help")
    page.locator(".reply .chip").first.click()
    expect(page.locator("#prompt")).not_to_have_value("")


def test_everything_goes_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page()
    keys = page.keyboard
    keys.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    keys.press("/")
    expect(page.locator("#prompt")).to_be_focused()
    keys.type("50% jazz 50% classical")
    keys.press("Enter")
    finished_card(page)
    keys.press("Escape")
    keys.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()
    keys.press("Escape")
    expect(page.locator("dialog.keys")).to_be_hidden()
    page.evaluate("document.activeElement.blur()")
    keys.press("Space")
    until(page, "document.querySelector('.card audio').currentTime > 0.2")
    keys.press("Space")
    before = heard_seconds(page)
    keys.press("ArrowRight")
    assert heard_seconds(page) > before + 3
    for _ in range(40):
        keys.press("Tab")
        if page.evaluate("document.activeElement.dataset.share") == "jazz":
            break
    keys.press("ArrowLeft")
    expect(page.locator(".correction-words")).to_have_text("49% jazz 51% classical")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "one can't see where the focus is"


def test_buttons_of_a_piece_speak_to_the_chat(open_page: OpenPage) -> None:
    page = open_page()
    say(page, "50% jazz 50% classical")
    code = finished_card(page)
    page.locator(".orders").get_by_role("button", name="More jazz").click()
    expect(page.locator(".said").nth(1)).to_have_text("more jazz")
    expect(page.locator('.turn:nth-child(2) [data-share="jazz"]')).to_have_value("65")
    child = finished_card(page, 1)
    page.goto(f"/pieces/{child}")
    expect(page.locator(".tree .here")).to_contain_text(child)
    expect(page.locator(f'.tree a[href="/pieces/{code}"]')).to_be_visible()


def test_a_battle_called_in_the_chat_leads_to_the_battle(open_page: OpenPage) -> None:
    page = open_page(size=DESKTOP)
    say(page, "60% jazz 40% folk, 4 bars")
    finished_card(page)
    say(page, "battle safe against wild")
    page.get_by_text("Listen and vote").click()
    expect(page).to_have_url(re.compile(r"/battles/[0-9A-Z]{6}$"))
    expect(page.get_by_text("Vote left")).to_be_visible()
