"""Market data and a ticker that took another symbol, as a reader and an editor meet them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_newsroom import make_account, sign_in

pytestmark = pytest.mark.only_on("sqlite", reason="a page behaves the same on either database")


def first_symbols(page: Page, table: str) -> list[str]:
    return page.locator(f"section[aria-labelledby={table}] .market-table__symbol").all_inner_texts()


def test_tables_are_sorted_without_a_script_and_the_reader_stays_at_them(new_context, site):
    page = new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    page.goto(site.url + "/markets/")
    usual = first_symbols(page, "gainers")
    page.locator("section[aria-labelledby=gainers]").get_by_role("link", name="Ticker", exact=True).click()
    assert page.url.endswith("/markets/?gainers=ticker#gainers")
    assert first_symbols(page, "gainers") == sorted(usual) != usual
    expect(page.locator("section[aria-labelledby=gainers] th[aria-sort=ascending]")).to_have_text("Ticker")
    expect(page.locator("#gainers")).to_be_in_viewport()


def test_they_are_sorted_by_keyboard(page: Page, site):
    page.goto(site.url + "/markets/")
    page.locator("section[aria-labelledby=losers]").get_by_role("link", name="Price", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("section[aria-labelledby=losers] th[aria-sort=descending]")).to_have_text("Price")


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_runs_out_of_the_page(new_context, site, width):
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    for address in ("/markets/", "/tickers/NYSE:HVNB/", "/tickers/NYSE:HVNB/?view=candles&range=1m"):
        page.goto(site.url + address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_marks_stay_on_the_chart_on_a_phone(new_context, site):
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(site.url + "/tickers/NYSE:HVNB/")
    chart = page.locator(".price-chart__drawing").bounding_box()
    for mark in page.locator(".price-chart__story path").all():
        box = mark.bounding_box()
        assert chart["x"] <= box["x"] + box["width"] / 2 <= chart["x"] + chart["width"]
        assert chart["y"] <= box["y"] + box["height"] / 2 <= chart["y"] + chart["height"]


def test_an_editor_changes_a_symbol_and_readers_of_the_old_address_are_told(page: Page, fresh_site):
    make_account(fresh_site, "elena", "Editor")
    sign_in(page, fresh_site, "elena")
    page.goto(fresh_site.url + "/admin/articles/ticker/?q=NYSE:HVNB")
    page.get_by_role("link", name="HVNB").first.click()
    page.get_by_role("link", name="Change the symbol").click()
    page.get_by_label("New symbol").fill("HVBK")
    page.get_by_label("Since").fill("2026-02-16")
    page.get_by_role("button", name="Change the symbol").click()
    expect(page.locator(".messagelist")).to_contain_text("NYSE:HVNB is NYSE:HVBK now")
    page.goto(fresh_site.url + "/tickers/NYSE:HVNB/")
    assert page.url.endswith("/tickers/NYSE:HVBK/")
    expect(page.locator(".page__former")).to_have_text("Formerly NYSE:HVNB, until 16 February 2026.")
    expect(page.locator(".price-chart__drawing")).to_be_visible()
