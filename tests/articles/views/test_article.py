"""The article page: every part, in its order, in the article's own words."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine

from articles.models import Byline, Correction, KeyPoint, RiskStatement, TickerSentiment
from tests.factories import PUBLISHED_AT, make_article, make_author, make_ticker
from tests.markup import Element, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, full_article) -> Element:
    with time_machine.travel(PUBLISHED_AT + timedelta(hours=2, minutes=10), tick=False):
        return read(client.get(full_article.get_absolute_url()))


def bare_page(client, **fields) -> Element:
    return read(client.get(make_article(**fields).get_absolute_url()))


MAIN_COLUMN = [
    "10 February 2026, 14:30 ET",
    "Finance",
    "Stocks rise as chips lead",
    "A firm start to the week.",
    "By Ada Lane and Ben Ruiz",
    "Updated 10 February 2026, 16:00 ET",
    "QQQ Loading quote...",
    "SPY $693.95 +3.32 (+0.48%) 10 Feb, 14:30 ET last price 2 hours old Sample prices",
    "Summary",
    "Stocks rose on Monday.",
    "Key Points",
    "Key point 1.",
    "Key point 2.",
    "The fund (NYSE:SPY) rose.",
    "So did (NASDAQ:QQQ).",
    "Risks",
    "Tariffs may return.",
    "Rates may stay high.",
    "Open Rates stay high",
    "Disclosure",
    "Education only / not financial advice",
    "Corrections",
    "It was February.",
    "It was Monday.",
]
SIDEBAR = [
    "Search Articles",
    "Category",
    "Finance",
    "Money, and who moves it.",
    "Ticker Sentiment",
    "QQQ - negative",
    "SPY - positive",
    "Related Articles",
]


def in_order(text: str, parts: list[str]) -> list[str]:
    """The parts that are found in the text, each after the one before."""
    at, found = 0, []
    for part in parts:
        place = text.find(part, at)
        if place >= 0:
            at = place + len(part)
            found.append(part)
    return found


def test_the_main_column_has_every_part_in_order(page):
    assert in_order(page.one("article", "article").text, MAIN_COLUMN) == MAIN_COLUMN


def test_the_sidebar_has_every_part_in_order(client, full_article):
    make_article(category=full_article.category)
    page = read(client.get(full_article.get_absolute_url()))
    assert in_order(page.one("aside", "sidebar").text, SIDEBAR) == SIDEBAR


def test_the_sidebar_follows_the_article(page):
    kinds = [child.tag for child in page.one("main").children if isinstance(child, Element)]
    assert kinds == ["article", "aside"]


def test_sections_have_their_headings_in_order(page):
    article = page.one("article", "article")
    assert [heading.text for heading in article.all("h2")] == [
        "Summary",
        "Key Points",
        "Risks",
        "Disclosure",
        "Corrections",
    ]


def test_the_headline_is_the_only_heading_of_the_first_level(page):
    assert [heading.text for heading in page.all("h1")] == ["Stocks rise as chips lead"]


def test_the_date_is_there_for_machines(page):
    assert page.one("p", "article__label").one("time")["datetime"] == "2026-02-10T14:30:00-05:00"


def test_key_points_and_risks_are_bullets(page):
    assert len(page.one("section", "article__key-points").all("li")) == 2
    assert len(page.one("section", "article__risks").all("li")) == 2


def test_a_tracked_risk_links_to_its_page_with_its_status(page):
    [link] = page.one("section", "article__risks").all("a")
    assert (link["href"], link.text) == ("/risks/rates/", "Open Rates stay high")


def test_loading_stands_only_where_no_price_is_stored(page):
    quotes = {quote.one("a").text: "Loading quote..." in quote.text for quote in page.all("div", "quote")}
    assert quotes == {"QQQ": True, "SPY": False}


def test_each_quote_says_whose_it_is_and_the_page_where_newer_ones_are(page):
    assert [quote["data-quote"] for quote in page.all("div", "quote")] == ["NASDAQ:QQQ", "NYSE:SPY"]
    assert page.one("body")["data-quotes"] == "/quotes/"


def test_tagged_tickers_are_linked_in_the_body(page):
    assert page.one("div", "article__body").links() == {
        "NYSE:SPY": "/tickers/NYSE:SPY/",
        "NASDAQ:QQQ": "/tickers/NASDAQ:QQQ/",
    }


def test_ticker_sentiment_links_each_ticker_and_gives_the_reason(page):
    section = page.one("section", "sidebar__sentiment")
    assert section.links() == {"QQQ": "/tickers/NASDAQ:QQQ/", "SPY": "/tickers/NYSE:SPY/"}
    assert "It rose to a record." in section.text


def test_the_search_box_goes_to_the_search_page(page):
    form = page.one("section", "sidebar__search").one("form")
    assert (form["action"], form.one("input")["name"]) == ("/search/", "q")


def test_the_category_is_linked_in_both_columns(page):
    assert page.one("article", "article").links()["Finance"] == "/categories/finance/"
    assert page.one("aside", "sidebar").links()["Finance"] == "/categories/finance/"


def test_related_articles_show_headline_teaser_and_reason(client, full_article):
    other = make_article(headline="Another", summary="y" * 120, category=full_article.category)
    section = read(client.get(full_article.get_absolute_url())).one("section", "sidebar__related")
    assert section.links() == {"Another": other.get_absolute_url()}
    assert [line.text for line in section.all("p")] == ["y" * 100 + "...", "same category"]


def test_without_relatives_there_is_no_such_section(page):
    assert page.all("section", "sidebar__related") == []


def test_a_short_article_has_no_empty_sections(client):
    page = bare_page(client)
    assert [heading.text for heading in page.all("h2")] == ["Disclosure", "Search Articles", "Category"]


def test_an_article_that_was_not_updated_says_nothing_of_it(client):
    assert "Updated" not in bare_page(client).text


@pytest.mark.parametrize(
    ("names", "byline"),
    [(["Ada"], "By Ada"), (["Ada", "Ben"], "By Ada and Ben"), (["Ada", "Ben", "Cy"], "By Ada, Ben and Cy")],
)
def test_the_byline_reads_as_a_sentence(client, names, byline):
    article = make_article()
    for position, name in enumerate(names):
        Byline.objects.create(article=article, author=make_author(name=name), position=position)
    line = read(client.get(article.get_absolute_url())).one("p", "article__byline")
    assert line.text == f"{byline}1 min read"


def test_imported_work_names_and_links_its_source(client):
    page = bare_page(client, source_name="A Wire", source_url="https://wire.example/1")
    assert page.one("p", "article__byline").links() == {"A Wire": "https://wire.example/1"}


def test_a_disclosure_of_its_own_stands_in_the_houses_place(client):
    page = bare_page(client, disclosure="The author holds none.")
    assert page.one("section", "article__disclosure").one("p").text == "The author holds none."


def test_everything_that_was_typed_is_escaped(client):
    bad = "<script>alert(1)</script>"
    article = make_article(headline=bad, dek=bad, summary=bad, disclosure=bad, picture_alt=bad, source_name=bad)
    KeyPoint.objects.create(article=article, position=1, text=bad)
    RiskStatement.objects.create(article=article, position=1, text=bad)
    Correction.objects.create(article=article, note=bad)
    TickerSentiment.objects.create(article=article, ticker=make_ticker(name=bad), reason=bad)
    Byline.objects.create(article=article, position=1, author=make_author(name=bad))
    answer = client.get(article.get_absolute_url())
    assert b"<script>alert" not in answer.content
    scripts = read(answer).all("script")
    kinds = {script.attributes.get("type", script.attributes.get("src")) for script in scripts}
    assert kinds == {"/static/js/site.js", "application/ld+json"}


def test_the_language_of_the_article_is_said(client):
    assert bare_page(client, language="de").one("article", "article")["lang"] == "de"


class TestHead:
    def test_the_title_has_the_headline_and_the_site(self, page):
        assert "".join(page.one("title").children) == "Stocks rise as chips lead · Opening Print"

    def test_it_names_its_canonical_address(self, page, settings):
        address = f"{settings.SITE_URL}/articles/2026/02/10/stocks-rise/"
        assert page.one("link", rel="canonical")["href"] == address
        assert page.one("meta", property="og:url")["content"] == address

    def test_the_dek_describes_it(self, page):
        assert page.one("meta", name="description")["content"] == "A firm start to the week."

    def test_its_structured_data_can_be_read(self, page):
        data = json.loads("".join(page.one("script", type="application/ld+json").children))
        assert (data["@type"], data["headline"]) == ("NewsArticle", "Stocks rise as chips lead")
