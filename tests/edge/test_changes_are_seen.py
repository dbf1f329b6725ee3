"""Whatever is changed, each page that shows it is made anew for the next reader."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles import touched, workflow
from articles.models import (
    Byline,
    FrontPageSlot,
    RiskStatement,
    StandingPage,
    TickerSentiment,
)
from articles.pictures.renditions import make_renditions
from edge.models import Purge
from markets.models import Bar, MarketStripEntry, Split
from tests.factories import make_article, make_author, make_category, make_quote, make_risk, make_ticker, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    """An article with a part of each kind, and another that is related to it."""
    article = make_article(category=make_category(slug="markets", name="Markets"), headline="Stocks rise")
    make_article(category=article.category, headline="Bonds fall")
    spy = make_ticker(symbol="SPY", exchange="NYSE")
    make_quote(spy)
    TickerSentiment.objects.create(article=article, ticker=spy)
    Byline.objects.create(article=article, author=make_author(slug="dana", name="Dana"), position=1)
    RiskStatement.objects.create(article=article, risk=make_risk(slug="war", title="War"), position=1, text="x")
    workflow.record(article)
    return article


def headline(article):
    article.headline = "Stocks rise further"
    article.save()
    workflow.record(article)


def new_article(article):
    made = make_article(category=article.category, headline="News", published_at=timezone.now())
    for one in (*article.ticker_sentiments.all(), *article.bylines.all(), *article.risk_statements.all()):
        one.pk, one.article = None, made
        one.save()
    workflow.record(made)


def moved(article):
    article.category = make_category(slug="elsewhere")
    article.save()
    workflow.record(article)


def saved(thing, **fields):
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save()


def ticker(article):
    return article.ticker_sentiments.get().ticker


LISTS = ["/", "/articles/", "/categories/markets/", "/authors/dana/", "/tickers/NYSE:SPY/", "/risks/war/"]
STORY = "the article"
CHANGES = {
    "headline": (headline, [STORY, *LISTS, "/search/?q=stocks", "/search/feed/?q=stocks"]),
    "new article": (new_article, [*LISTS, "/search/?q=news", "/search/suggest/?q=news"]),
    "withdrawn": (workflow.withdraw, [STORY, *LISTS, "/search/?q=stocks"]),
    "moved": (moved, [STORY, "/categories/markets/", "/"]),
    "corrected": (
        lambda article: workflow.correct(article, by=make_user("Editor"), text="It was 3 %."),
        [STORY, "/corrections/"],
    ),
    "category": (lambda article: saved(article.category, name="Bourse"), [STORY, *LISTS, "/risks/", "/about/"]),
    "category deleted": (lambda article: make_category().delete(), [STORY, "/"]),
    "author": (lambda article: saved(article.bylines.get().author, name="Dana Smith"), [STORY, "/authors/dana/"]),
    "risk": (
        lambda article: saved(article.risk_statements.get().risk, title="Peace"),
        [STORY, "/risks/", "/risks/war/", "/tickers/NYSE:SPY/"],
    ),
    "ticker": (
        lambda article: saved(ticker(article), name="Spiders"),
        ["/tickers/", "/tickers/NYSE:SPY/", "/search/suggest/?q=spy"],
    ),
    "symbol": (lambda article: ticker(article).rename("NYSE", "SPYX"), [STORY, "/tickers/NYSE:SPY/", "/tickers/"]),
    "standing page": (lambda article: saved(StandingPage.objects.get(slug="about"), title="We"), [STORY, "/about/"]),
    "front page": (lambda article: FrontPageSlot.objects.create(article=article, position=2), ["/"]),
    "quote": (
        lambda article: saved(ticker(article).quote, price=Decimal(7)),
        [STORY, "/", "/tickers/", "/tickers/NYSE:SPY/", "/quotes/?tickers=NYSE:SPY"],
    ),
    "quote deleted": (lambda article: ticker(article).quote.delete(), [STORY, "/quotes/?tickers=NYSE:SPY"]),
    "split": (
        lambda article: Split.objects.create(ticker=ticker(article), day="2026-02-02", new_shares=4),
        ["/tickers/NYSE:SPY/"],
    ),
    "market strip": (lambda article: MarketStripEntry.objects.create(ticker=ticker(article), position=1), ["/"]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_shows_it_is_made_anew(paper, archive, change, committed):
    do, addresses = CHANGES[change]
    address_of_story = archive.get_absolute_url()
    addresses = [address_of_story if address == STORY else address for address in addresses]
    for address in addresses:
        paper.get(address)
        assert paper.get(address).from_store
    with committed():
        do(archive)
    assert [address for address in addresses if paper.get(address).from_store] == []


@pytest.mark.parametrize("change", ["headline", "quote", "risk", "front page", "split"])
def test_what_does_not_show_it_stays(paper, archive, change, committed):
    elsewhere = make_article(headline="Rain")
    addresses = [elsewhere.get_absolute_url(), f"/categories/{elsewhere.category.slug}/", "/about/"]
    for address in addresses:
        paper.get(address)
    with committed():
        CHANGES[change][0](archive)
    assert [address for address in addresses if not paper.get(address).from_store] == []


def test_a_draft_touches_nothing(paper, archive, committed):
    paper.get("/articles/")
    with committed():
        workflow.record(make_article(published=False, category=archive.category))
    assert paper.get("/articles/").from_store


def test_a_withdrawn_article_stands_in_for_nothing(paper, archive, committed):
    address = archive.get_absolute_url()
    paper.get(address)
    with committed():
        workflow.withdraw(archive)
    assert not [key for key in paper.store.shelf.copies if key[1] == address]


def test_bars_of_a_file_touch_the_page_of_their_ticker(paper, archive, tmp_path, committed):
    file = tmp_path / "bars.csv"
    file.write_text("date,open,high,low,close\n2026-02-02,1,1,1,1\n")
    paper.get("/tickers/NYSE:SPY/")
    with committed():
        call_command("import_bars", str(file), ticker="NYSE:SPY", verbosity=0)
    assert Bar.objects.count() == 1
    assert not paper.get("/tickers/NYSE:SPY/").from_store


def test_sizes_of_a_picture_touch_the_pages_that_print_it(monkeypatch):
    monkeypatch.setattr("articles.pictures.renditions.make", lambda stored: 10)
    make_renditions.func("articles/2026/02/mine-0123.webp")
    assert Purge.objects.get().names == "picture-mine-0123"


def test_scheduled_articles_are_known_beforehand_with_all_that_they_come_to_stand_on(archive):
    soon = timezone.now() + timedelta(hours=1)
    article = make_article(category=archive.category, published_at=soon)
    assert list(touched.scheduled()) == [(soon, {"latest", f"article-{article.pk}", "category-markets"})]


def test_so_is_the_end_of_a_choice_for_the_front_page(archive):
    soon = timezone.now() + timedelta(hours=1)
    FrontPageSlot.objects.create(article=archive, position=1, until=soon)
    assert list(touched.choices_that_end()) == [(soon, ["front-page"])]


def test_so_is_midnight_in_the_newsroom(time_machine):
    time_machine.move_to("2026-02-10T19:30:00-05:00", tick=False)
    assert [(at.isoformat(), names) for at, names in touched.midnight()] == [("2026-02-11T00:00:00-05:00", ["site"])]


def test_a_list_is_good_until_the_next_article_appears_and_is_made_anew_then(paper, archive):
    paper.coming = touched_soon = []
    appears = timezone.now() + timedelta(seconds=3)  # more than a page takes on a machine with much to do
    touched_soon.append((appears, ["latest"]))
    assert re.search(r"\bmax-age=[012]\b", paper.get("/articles/").headers["cache-control"])
    make_article(headline="Appears", published_at=appears)
    assert b"Appears" not in paper.get("/articles/").body
    time.sleep((appears - timezone.now()).total_seconds() + 0.1)
    assert b"Appears" in paper.get("/articles/").body
