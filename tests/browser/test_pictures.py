"""A picture from the editor's machine to the reader's screen, in a real browser."""

from __future__ import annotations

import time
import urllib.request
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.test_newsroom import make_account, sign_in


@pytest.fixture
def chosen(tmp_path: Path) -> Path:
    """A photograph of 1400 by 900 pixels: dark, with a bright spot where the story is."""
    picture = Image.new("RGB", (1400, 900), "#23405a")
    picture.paste("#f2c14e", (1050, 100, 1250, 300))
    picture.save(tmp_path / "harbour.jpg", quality=90)
    return tmp_path / "harbour.jpg"


def test_a_picture_is_chosen_pointed_at_published_and_served_in_sizes(new_context, fresh_site, chosen):
    page = new_context(base_url=fresh_site.url, viewport={"width": 1440, "height": 900}).new_page()
    make_account(fresh_site, "elena", "Editor")
    sign_in(page, fresh_site, "elena")
    page.goto("/admin/articles/article/add/")
    page.get_by_label("Category").select_option(index=1)
    page.locator("#id_picture").set_input_files(chosen)
    page.locator("canvas.picture-input__picture").wait_for()
    marker = page.get_by_role("button", name="What has to stay in view")
    marker.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    assert page.locator("#id_picture_focus_x").input_value() == "71"
    assert page.locator("#id_picture_focus_y").input_value() == "40"

    # It waits on the server already, and the preview shows it.
    page.locator('input[name="picture-waiting"]').wait_for(state="attached")
    page.locator('input[name="_preview"]').click()
    shown = page.frame_locator("#preview iframe").locator(".article__picture img")
    shown.wait_for()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1400

    # Without a headline and alternative text it comes back, with its picture.
    page.locator('input[name="_publish"]').click()
    page.locator(".errornote").wait_for()
    kept = page.locator("img.picture-input__picture")
    assert kept.evaluate("image => image.complete && image.naturalWidth") == 1400
    frame = page.locator(".picture-input__frame")
    box = frame.bounding_box()
    frame.click(position={"x": box["width"] * 0.8, "y": box["height"] * 0.2})
    assert page.locator("#id_picture_focus_x").input_value() == "80"
    page.get_by_label("Headline").first.fill("The harbour opens again")
    page.get_by_label("Alternative text").fill("A lamp over a harbour")
    page.locator('[contenteditable="true"]').first.fill("It opened.")
    page.locator('input[name="_publish"]').click()
    page.locator(".messagelist .success").wait_for()

    address = page.locator(".messagelist a").first.get_attribute("href")
    wait_for_sizes(fresh_site.url + address)
    phone = new_context(
        base_url=fresh_site.url, viewport={"width": 390, "height": 844}, device_scale_factor=2
    ).new_page()
    phone.goto(address)
    image = phone.locator(".article__picture img")
    used = image.evaluate("image => image.decode().then(() => image.currentSrc)")
    assert used.endswith(".960.avif")
    with urllib.request.urlopen(used) as answer:
        assert answer.headers["Content-Type"] == "image/avif"
        assert "immutable" in answer.headers["Cache-Control"]
    assert image.get_attribute("width") == "1400"


def wait_for_sizes(address: str) -> None:
    for _ in range(600):
        with urllib.request.urlopen(address) as page:
            if "image/avif" in page.read().decode():
                return
        time.sleep(0.2)
    pytest.fail("The sizes were not made.")
