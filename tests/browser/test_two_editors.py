"""Two editors with one article: each is told of the other, and a collision loses no word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from make.temporary_site import copy_of
from tests.browser.test_newsroom import sign_in
from tests.browser.writing import Newsroom, body, line, points, problems, save, write


@pytest.fixture(scope="module")
def newsroom(edition: Path, tmp_path_factory) -> Iterator[Newsroom]:
    made = Newsroom(copy_of(edition, tmp_path_factory.mktemp("writing") / "site"))
    with made.running:
        yield made


@pytest.fixture
def desk(context: BrowserContext, newsroom: Newsroom, noise) -> Page:
    page = context.new_page()
    sign_in(page, newsroom.site, "elena")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_two_editors_collide_and_both_texts_are_there(desk: Page, new_context, newsroom: Newsroom, scheme):
    url = newsroom.new_draft()
    elena, carla = desk, new_context(color_scheme=scheme).new_page()
    sign_in(carla, newsroom.site, "carla")
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
    why = newsroom.tell("print(Revision.objects.order_by('-pk').first().why)")
    assert "Saved over version" in why
    assert "by elena, having seen both." in why


@pytest.mark.parametrize("width", [390, 1440])
def test_the_collision_fits_the_window(desk: Page, new_context, newsroom: Newsroom, width):
    url = newsroom.new_draft()
    desk.goto(url)
    other = new_context(viewport={"width": width, "height": 900}).new_page()
    sign_in(other, newsroom.site, "carla")
    other.goto(url)
    desk.locator("#id_dek").fill("Elena's dek.")
    save(desk)
    expect(desk.locator(".messagelist")).to_be_visible()
    other.locator("#id_dek").fill("Carla's dek.")
    save(other)
    expect(other.locator("#collision")).to_be_visible()
    assert other.evaluate("document.documentElement.scrollWidth") <= width


def test_the_list_tells_who_has_an_article_open(desk: Page, new_context, newsroom: Newsroom):
    with desk.expect_response(re.compile("/here/")):
        desk.goto(newsroom.new_draft())
    other = new_context().new_page()
    sign_in(other, newsroom.site, "carla")
    other.goto(f"{newsroom.site.url}/admin/articles/article/")
    expect(other.locator("#result_list tbody tr").first).to_contain_text("open: elena")
