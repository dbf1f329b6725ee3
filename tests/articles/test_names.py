"""Each page says by name what it shows, so that a change of that reaches it."""

from __future__ import annotations

import pytest

from articles.models import Byline, RiskStatement, TickerSentiment
from articles.workflow import record, withdraw
from tests.factories import make_article, make_author, make_category, make_quote, make_risk, make_ticker

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    article = make_article(category=make_category(slug="markets"), slug="stocks-rise", headline="Stocks rise")
    spy = make_ticker(symbol="SPY", exchange="NYSE")
    make_quote(spy)
    TickerSentiment.objects.create(article=article, ticker=spy)
    Byline.objects.create(article=article, author=make_author(slug="dana"), position=1)
    RiskStatement.objects.create(article=article, risk=make_risk(slug="war"), position=1, text="x")
    record(article)
    return article


def shown(client, address):
    return set(client.get(address).headers["xkey"].split()) - {"all", "site"}


def test_an_article_names_itself_its_relatives_and_what_its_parts_point_to(client, story):
    other = make_article(category=story.category)
    author, risk = story.bylines.get().author, story.risk_statements.get().risk
    assert shown(client, story.get_absolute_url()) == {
        f"article-{story.pk}", f"article-{other.pk}", f"author-{author.pk}", f"risk-{risk.pk}", "quote-NYSE-SPY",
    }  # fmt: skip


def test_an_article_that_was_withdrawn_and_an_address_that_is_old_name_the_article(client, story):
    address = story.get_absolute_url()
    wrong_day = address.replace("/10/", "/11/")
    assert shown(client, wrong_day) == {f"article-{story.pk}"}
    withdraw(story)
    assert client.get(address).status_code == 410
    assert shown(client, address) == {f"article-{story.pk}"}


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/", {"latest", "front-page", "quotes", "article"}),
        ("/articles/", {"latest", "article", "quote-NYSE-SPY"}),
        ("/categories/markets/", {"category-markets", "article", "quote-NYSE-SPY"}),
        ("/authors/dana/", {"author", "article", "quote-NYSE-SPY"}),
        ("/tickers/", {"tickers", "quotes"}),
        ("/tickers/NYSE:SPY/", {"ticker-NYSE-SPY", "quote-NYSE-SPY", "article", "risk"}),
        ("/risks/", {"risks"}),
        ("/risks/war/", {"risk", "article", "quote-NYSE-SPY"}),
        ("/search/?q=stocks", {"latest", "tickers", "quote-NYSE-SPY"}),
        ("/search/suggest/?q=sto", {"latest", "tickers"}),
        ("/search/feed/?q=stocks", {"latest", "tickers"}),
        ("/about/", {"page-about"}),
        ("/corrections/", {"page-corrections", "latest"}),
        ("/robots.txt", set()),
        ("/quotes/?tickers=NYSE:SPY", {"quote-NYSE-SPY"}),
        ("/tickers/NYSE:SPY/bars.csv", {"ticker-NYSE-SPY"}),
    ],
)
def test_a_page_names_what_it_shows(client, story, address, names):
    numbered = {f"article-{story.pk}": "article", f"author-{story.bylines.get().author_id}": "author"}
    numbered[f"risk-{story.risk_statements.get().risk_id}"] = "risk"
    assert {numbered.get(name, name) for name in shown(client, address)} == names


def test_what_stands_round_every_page_is_named_where_it_is_printed(client, story):
    assert "site" in client.get("/articles/").headers["xkey"].split()
    assert "site" not in client.get("/quotes/?tickers=NYSE:SPY").headers["xkey"].split()


def test_a_link_with_a_campaign_in_it_shows_the_page_without(client, story):
    for _ in range(20):
        make_article(category=story.category)
    plain, tagged = client.get("/articles/"), client.get("/articles/?utm_source=mail&x=1")
    assert tagged.content == plain.content
