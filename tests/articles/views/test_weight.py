"""An article page, everything that a first visit fetches: light, and few requests."""

from __future__ import annotations

import gzip

import pytest
from django.conf import settings

from articles.models import KeyPoint, RiskStatement, TickerSentiment
from articles.workflow import record
from newssite.storage import flatten
from tests.factories import make_article, make_quote, make_risk, make_ticker
from tests.markup import read

LIMIT = 30_000
MOST_REQUESTS = 4
STATIC = settings.ROOT / "static"


@pytest.fixture
def page(client, full_article):
    """An article as full as they come: a thousand words, twelve tickers and risks, six relatives."""
    words = ["prices", "of", "copper", "and", "wheat", "rose", "in", "Chicago", "while", "oil", "fell"]
    paragraphs = (" ".join(words[(number * step) % 11] for step in range(1, 81)) for number in range(1, 13))
    full_article.body = "".join(f"<p>{paragraph}.</p>" for paragraph in paragraphs)
    full_article.save()
    for position in range(10, 20):
        ticker = make_ticker(name=f"Company number {position} Incorporated")
        make_quote(ticker)
        TickerSentiment.objects.create(article=full_article, ticker=ticker, reason="The news is good for it.")
        RiskStatement.objects.create(
            article=full_article, position=position, text=f"Risk {position} may come about.", risk=make_risk()
        )
        KeyPoint.objects.create(article=full_article, position=position, text=f"Point {position} is worth knowing.")
        make_article(category=full_article.category, headline=f"Another story, no. {position}", summary="Words. " * 30)
    record(full_article)
    return client.get(full_article.get_absolute_url())


def compressed(data: bytes) -> int:
    return len(gzip.compress(data, compresslevel=6))


def test_everything_together_is_light(page):
    parts = {
        "page": compressed(page.content),
        "css": compressed(flatten(STATIC / "css/site.css").encode()),
        "js": compressed((STATIC / "js/site.js").read_bytes()),
        "icon": compressed((STATIC / "img/icon.svg").read_bytes()),
    }
    assert sum(parts.values()) < LIMIT, parts


def test_it_is_fetched_in_few_requests(page):
    tree = read(page)
    fetched = [
        link["href"] for link in tree.all("link") if link["rel"] in {"stylesheet", "icon", "preload", "manifest"}
    ]
    fetched += [script["src"] for script in tree.all("script") if "src" in script.attributes]
    fetched += [image["src"] for image in tree.all("img")]
    assert 1 + len(fetched) <= MOST_REQUESTS, fetched


def test_the_stylesheet_fetches_nothing_more():
    css = flatten(STATIC / "css/site.css")
    assert "@import" not in css
    assert "url(" not in css
