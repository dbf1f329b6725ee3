"""Two editors with one article: each is told of the other, and a collision loses no word."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_newsroom import sign_in
from tests.browser.writing import Newsroom, body, line, points, problems, save, write


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_two_editors_collide_and_both_texts_are_there(elena: Page, new_context, pressroom: Newsroom, scheme):
    url = pressroom.new_draft()
    carla = new_context(color_scheme=scheme).new_page()
    sign_in(carla, pressroom.site, "carla")
    elena.goto(url)
    expect(line(elena)).to_be_attached()
    carla.goto(url)
    expect(carla.locator("#presence")).to_contain_text("elena has this article open since")

    elena.locator("#id_dek").fill("Elena's dek.")
    write(elena, "Elena's words.")
    save(elena)
    expect(elena.locator(".messagelist")).to_contain_text("Saved as a draft.")

    carla.locator("#id_dek").fill("Carla's dek.")
    carla.locator("#id_summary").fill("Carla's summary.")
    save(carla)
    collision = carla.get_by_role("region", name=re.compile("elena saved this article at"))
    expect(collision).to_be_visible()
    expect(collision.locator("#difference-dek del")).to_have_text("Elena's")
    expect(collision.locator("#difference-dek ins")).to_have_text("Carla's")
    expect(collision.locator("#difference-body")).to_contain_text("Elena's words.")
    expect(carla.locator("#id_dek")).to_have_value("Carla's dek.")
    assert problems(carla) == []

    for part in ("body", "key_points"):
        collision.locator(f"#difference-{part}").get_by_role("button", name="Take theirs here").click()
        expect(collision.locator(f"#difference-{part}")).to_have_count(0)
    save(carla, "Keep mine")
    expect(carla.locator(".messagelist")).to_contain_text("Saved as a draft.")
    expect(carla.locator("#id_dek")).to_have_value("Carla's dek.")
    expect(body(carla)).to_have_text("The old body. Elena's words.")
    assert points(carla) == ["The old point.", "Elena's words."]
    why = pressroom.tell("print(Revision.objects.order_by('-pk').first().why)")
    assert "Saved over version" in why
    assert "by elena, having seen both." in why


@pytest.mark.only_on("sqlite", reason="a page looks the same on either database")
@pytest.mark.parametrize("width", [390, 1440])
def test_the_collision_fits_the_window(elena: Page, new_context, pressroom: Newsroom, width):
    url = pressroom.new_draft()
    elena.goto(url)
    other = new_context(viewport={"width": width, "height": 900}).new_page()
    sign_in(other, pressroom.site, "carla")
    other.goto(url)
    elena.locator("#id_dek").fill("Elena's dek.")
    save(elena)
    expect(elena.locator(".messagelist")).to_be_visible()
    other.locator("#id_dek").fill("Carla's dek.")
    save(other)
    expect(other.locator("#collision")).to_be_visible()
    assert other.evaluate("document.documentElement.scrollWidth") <= width


def test_the_list_tells_who_has_an_article_open(elena: Page, new_context, pressroom: Newsroom):
    with elena.expect_response(re.compile("/here/")):
        elena.goto(pressroom.new_draft())
    other = new_context().new_page()
    sign_in(other, pressroom.site, "carla")
    other.goto(f"{pressroom.site.url}/admin/articles/article/")
    expect(other.locator("#result_list tbody tr").first).to_contain_text("open: elena")
