"""The market strip: an editor puts it in order by hand and by key, and readers see it so, at any width."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from make.temporary_site import TemporarySite
from tests.browser.test_layout import NARROW, PHONE
from tests.browser.test_newsroom import make_account, sign_in

STRIP = "/admin/markets/marketstripentry/"
AS_SET_UP = ["SPY", "QQQ", "NRSC", "CGRD", "QLTX", "VDGC", "HVNB"]


def listed(page: Page) -> list[str]:
    return [name.rpartition(":")[2] for name in page.locator("#result_list th.field-ticker").all_inner_texts()]


def printed(page: Page, site: TemporarySite) -> list[str]:
    page.goto(site.url)
    return page.locator(".market-strip a").all_inner_texts()


def test_an_editor_puts_it_in_order_by_drag_and_by_key(page: Page, fresh_site: TemporarySite):
    make_account(fresh_site, "elena", "Editor")
    sign_in(page, fresh_site, "elena")
    page.goto(fresh_site.url + STRIP)
    assert listed(page) == AS_SET_UP
    rows = page.locator("#result_list tbody tr")
    expect(rows.first).to_contain_text("$693.95 +0.48%")

    handle, target = rows.nth(4).locator(".mover__handle").bounding_box(), rows.nth(1).bounding_box()
    page.mouse.move(handle["x"] + 8, handle["y"] + 8)
    page.mouse.down()
    page.mouse.move(handle["x"] + 8, target["y"] + 4, steps=8)
    page.mouse.up()
    moved = ["SPY", "QLTX", "QQQ", "NRSC", "CGRD", "VDGC", "HVNB"]
    assert listed(page) == moved

    rows.nth(0).locator(".mover__handle").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".mover__said")).to_have_text("Row moved to place 2 of 7.")
    rows.nth(6).get_by_role("button", name="Move this row up").click()
    moved = ["QLTX", "SPY", "QQQ", "NRSC", "CGRD", "HVNB", "VDGC"]
    assert listed(page) == moved

    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("were changed successfully")).to_be_visible()
    assert listed(page) == moved
    assert printed(page, fresh_site) == moved


@pytest.mark.parametrize("size", [NARROW, PHONE], ids=["narrow", "phone"])
def test_a_phone_shows_the_first_whole_and_swipes_to_the_rest(new_context, site: TemporarySite, size):
    page = new_context(viewport=size).new_page()
    assert printed(page, site) == AS_SET_UP
    first = page.locator(".market-strip__entry").first.bounding_box()
    assert first["x"] + first["width"] <= size["width"]
    assert "last price" in page.locator(".market-strip__entry").first.inner_text()
    page.locator(".market-strip a").last.focus()
    expect(page.locator(".market-strip a").last).to_be_in_viewport()
