"""Prices on a page that stays open: refreshed in their places, politely, and only while somebody looks."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.test_layout import DESK, NARROW, PHONE, WATCH

pytestmark = pytest.mark.only_on("sqlite", reason="a script does the same whatever database its answers come from")
MINUTE = 60_100
#: The document says that it is hidden, as it does in a tab behind another.
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


class Prices:
    """What the server would say, in its place: each answer has another price."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.price = "$9.99"
        self.note = ""
        self.every: int | None = 60
        self.next: str | None = None
        self.status = 200

    def answer(self, route: Route) -> None:
        self.asked.append(route.request.url)
        names = re.findall(r"[^,=]+%3A[^,]+", route.request.url.rpartition("tickers=")[2])
        quotes = {name.replace("%3A", ":"): self.quote() for name in names}
        body = json.dumps({"quotes": quotes, "every": self.every, "next": self.next})
        route.fulfill(status=self.status, content_type="application/json", body=body)

    def quote(self) -> dict[str, Any]:
        when = "30 Nov, 14:31 ET"
        return {
            "price": self.price, "value": self.price[1:].replace(",", ""), "change": "\u22121.00 (\u22129.10%)",
            "percent": "\u22129.10%", "direction": "down", "as_of": "2026-11-30T14:31:00-05:00", "when": when,
            "brief": self.note or when, "note": self.note, "source": "Acme",
        }  # fmt: skip


@pytest.fixture
def prices() -> Prices:
    return Prices()


@pytest.fixture
def open_page(new_context, site, pages, prices):
    def opened(kind: str = "article", size: dict[str, int] = PHONE, **options: Any) -> Page:
        page = new_context(viewport=size, **options).new_page()
        page.add_init_script(f"{WATCH} Math.random = () => 0;")
        page.clock.install()
        page.route("**/quotes/?**", prices.answer)
        page.goto(site.url + pages[kind])
        return page

    return opened


def wait(page: Page, minutes: float = 1) -> None:
    """So much later; what is asked for meanwhile is answered in between. The first minute loads what asks."""
    if not page.locator("script[src*=quotes]").count():
        with page.expect_response("**/quotes/?**"):
            page.clock.run_for(MINUTE)
        minutes -= 1
    while minutes > 0:
        page.wait_for_timeout(50)
        page.clock.run_for(min(minutes, 1) * MINUTE)
        minutes -= 1
    page.wait_for_timeout(50)


@pytest.mark.parametrize("kind", ["article", "front", "all", "tickers", "ticker"])
def test_prices_are_refreshed_in_their_places_on_every_kind_of_page(open_page, prices, kind):
    page = open_page(kind, DESK)
    wait(page)
    expect(page.locator("[data-part=price]").first).to_have_text("$9.99")
    assert set(page.locator("[data-quote] [data-part=price]").all_inner_texts()) == {"$9.99"}
    expect(page.locator(".quote__change").first).to_have_class("quote__change quote__change--down")
    expect(page.locator("time[data-part]").first).to_have_attribute("datetime", "2026-11-30T14:31:00-05:00")
    assert len(prices.asked) == 1


@pytest.mark.parametrize("size", [NARROW, PHONE, DESK], ids=["narrow", "phone", "desk"])
@pytest.mark.parametrize("kind", ["article", "front", "all", "tickers", "ticker"])
def test_nothing_moves_when_prices_grow_and_fall_and_grow_old(open_page, prices, kind, size):
    page = open_page(kind, size)
    for price, note in (("$9.99", ""), ("$1,234.56", "last price 47 minutes old"), ("$0.1234", "15 min delayed")):
        prices.price, prices.note = price, note
        wait(page)
        expect(page.locator("[data-part=price]").first).to_have_text(price)
        page.screenshot()  # paints, and so observes: frames stand still with the clock
    assert page.evaluate("window.shifted") == 0


def test_a_page_asks_for_nothing_in_its_first_minute(open_page, prices):
    page = open_page()
    page.clock.run_for(59_000)
    assert prices.asked == []
    assert not page.locator("script[src*=quotes]").count()


def test_it_asks_once_for_all_tickers_in_one_order(open_page, prices):
    page = open_page("front", DESK)
    wait(page)
    [asked] = prices.asked
    names = asked.rpartition("tickers=")[2].split(",")
    assert len(names) > 3
    assert names == sorted(set(names))


def test_of_more_tickers_than_are_told_at_once_it_asks_for_those_in_view(open_page, prices):
    page = open_page("tickers", DESK)
    page.evaluate(
        """() => { const rows = document.querySelector("tbody");
                   for (let number = 0; number < 60; number += 1) {
                     const row = rows.firstElementChild.cloneNode(true);
                     row.dataset.quote = `NYSE:X${number}`;
                     rows.append(row);
                   } }"""
    )
    first = page.locator("[data-quote]").first.get_attribute("data-quote")
    wait(page)
    names = prices.asked[0].replace("%3A", ":").rpartition("tickers=")[2].split(",")
    assert first in names
    assert "NYSE:X59" not in names


def test_in_a_hidden_tab_it_does_not_ask_and_does_at_once_when_it_is_shown_again(open_page, prices):
    page = open_page()
    wait(page)
    page.evaluate(HIDE, True)
    wait(page, 10)
    assert len(prices.asked) == 1
    page.evaluate(HIDE, False)
    wait(page, 0.1)
    assert len(prices.asked) == 2


def test_a_glance_away_does_not_make_it_ask_sooner(open_page, prices):
    page = open_page()
    wait(page)
    page.evaluate(HIDE, True)
    page.evaluate(HIDE, False)
    wait(page, 0.1)
    assert len(prices.asked) == 1


def test_while_the_exchange_is_closed_it_waits_for_the_opening(open_page, prices):
    page = open_page()
    opening = datetime.fromtimestamp(page.evaluate("Date.now()") / 1000, UTC) + timedelta(minutes=30)
    prices.every, prices.next = None, opening.isoformat()
    wait(page)
    wait(page, 25)
    assert len(prices.asked) == 1
    wait(page, 6)
    assert len(prices.asked) > 1


class TestWhereTheServerDoesNotAnswer:
    @pytest.fixture(autouse=True)
    def silent(self, prices, noise):
        noise.allow("quotes")
        prices.status = 500

    def test_the_last_price_stays_and_it_is_said_for_how_long(self, open_page):
        page = open_page()
        before = page.locator("[data-part=price]").first.inner_text()
        wait(page, 2)
        expect(page.locator("[data-part=note]").first).to_have_text(re.compile("not updated for [23] minutes"))
        expect(page.locator("[data-part=price]").first).to_have_text(before)

    def test_it_asks_less_and_less_often(self, open_page, prices):
        page = open_page()
        for _ in range(30):
            wait(page)
        assert 4 <= len(prices.asked) <= 6

    def test_once_it_answers_again_all_is_well(self, open_page, prices):
        page = open_page()
        wait(page)
        prices.status = 200
        wait(page, 2)
        expect(page.locator("[data-part=price]").first).to_have_text("$9.99")
        expect(page.locator("[data-part=note]").first).to_have_text("")


class TestScreenReaders:
    def said(self, page: Page) -> str:
        return page.locator("body > [role=status]").inner_text()

    def test_they_hear_of_changes_now_and_then_and_not_of_each(self, open_page, prices):
        page = open_page("front", DESK)
        heard = []
        for number in range(12):
            prices.price = f"${number}.50"
            wait(page, 1.1)
            heard.append(self.said(page))
        told = [words for words in dict.fromkeys(heard) if words]
        assert 1 <= len(told) <= 2
        assert re.fullmatch(r"Prices have changed: (\w+ \$\d+\.50, .1\.00 \(.9\.10%\); ){3}and \d+ more\.", told[0])

    def test_there_is_one_place_that_speaks(self, open_page):
        page = open_page()
        wait(page)
        assert page.locator("[aria-live], [role=status]").count() == 1

    def test_they_hear_once_that_prices_are_not_updated(self, open_page, prices, noise):
        noise.allow("quotes")
        prices.status = 500
        page = open_page()
        wait(page, 4)
        assert self.said(page) == "Prices are not being updated at the moment."


@pytest.mark.parametrize(("motion", "animations"), [("no-preference", 1), ("reduce", 0)])
def test_a_new_price_is_marked_for_a_moment_unless_motion_is_not_wanted(open_page, motion, animations):
    page = open_page("ticker", reduced_motion=motion)
    wait(page)
    expect(page.locator("[data-part=price]").first).to_have_text("$9.99")
    assert page.locator(".quote [data-part=price]").first.evaluate("e => e.getAnimations().length") == animations


def test_a_gain_is_of_the_readers_colour_in_words_and_in_the_chart(page: Page, site, pages):
    colour = "(element, name) => getComputedStyle(element)[name]"
    page.goto(f"{site.url}{pages['ticker']}?view=candles")
    rising, words = page.locator(".price-chart__candle--up").first, page.locator(".quote__change--up").first
    before = rising.evaluate(colour, "stroke")
    assert before == words.evaluate(colour, "color")
    page.evaluate("document.documentElement.dataset.gains = 'red'")  # as a publisher or the reader sets it
    assert rising.evaluate(colour, "stroke") == words.evaluate(colour, "color") != before


def test_without_scripts_all_is_there(new_context, site, pages):
    page = new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(site.url + pages["article"])
    expect(page.locator(".quote-strip")).to_contain_text(re.compile(r"\$\d+\.\d\d.*ET.*old.*sample edition", re.S))


def test_what_a_price_did_since_publication_follows_it(open_page, prices, site):
    page = open_page()
    page.goto(f"{site.url}/articles/2026/02/09/caldera-capital-plan/")
    since = page.locator("[data-since]").first
    since.evaluate("(place) => { place.dataset.since = '8.00'; place.dataset.pattern = '0,00\u00a0%'; }")
    wait(page)
    expect(since).to_have_text("+24,88\u00a0%")
    expect(since).to_have_class("quote__change quote__change--up")
    prices.price = "$6.00"
    wait(page)
    expect(since).to_have_text("\u221225,00\u00a0%")
