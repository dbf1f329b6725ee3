"""Querysets whose SQL is made once: what they give, and that nothing in them stands still."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Byline, KeyPoint, TickerSentiment
from articles.prepared import NOW, Hole, Prepared
from tests.factories import make_article, make_author, make_quote, make_ticker

pytestmark = pytest.mark.django_db


def pages():
    return Article.objects.published(NOW).for_page().filter(slug=Hole("slug"))


@pytest.fixture
def article():
    article = make_article(headline="Copper climbs")
    Byline.objects.create(article=article, author=make_author(), position=1)
    for position in (2, 1):
        KeyPoint.objects.create(article=article, position=position, text=f"Point {position}")
    TickerSentiment.objects.create(article=article, ticker=make_quote().ticker, sentiment="positive")
    TickerSentiment.objects.create(article=article, ticker=make_ticker(), sentiment="negative")
    return article


def fields_of(one):
    return {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}


def test_it_gives_what_the_queryset_gives(article):
    [found] = Prepared(pages).ask(slug=article.slug)
    [same] = Article.objects.published().for_page().filter(slug=article.slug)
    assert fields_of(found) == fields_of(same)
    for name in ("bylines", "key_points", "risk_statements", "ticker_sentiments", "corrections"):
        assert list(map(fields_of, getattr(found, name).all())) == list(map(fields_of, getattr(same, name).all()))


def test_what_is_joined_and_prefetched_is_there_without_a_further_query(article):
    [found] = Prepared(pages).ask(slug=article.slug)
    with CaptureQueriesContext(connection) as queries:
        priced, other = sorted(found.ticker_sentiments.all(), key=lambda tagged: tagged.sentiment, reverse=True)
        assert (priced.ticker.quote.price, getattr(other.ticker, "quote", None)) == (100, None)
        assert priced.article is found
        assert [link.author.name for link in found.bylines.all()]
        assert found.category.name
    assert not queries.captured_queries


def test_what_is_annotated_is_there(article):
    [found] = Prepared(lambda: Article.objects.newest(NOW).filter(pk=Hole("key"))).ask(key=article.pk)
    assert found.listed_at == article.published_at


def test_each_row_has_its_own_links(article):
    other = make_article()
    KeyPoint.objects.create(article=other, position=1, text="Another")
    found = Prepared(lambda: Article.objects.newest(NOW).prefetch_related("key_points")).ask()
    assert {one: [point.text for point in one.key_points.all()] for one in found} == {
        article: ["Point 1", "Point 2"],
        other: ["Another"],
    }


def test_nothing_is_found_where_nothing_is():
    assert Prepared(pages).ask(slug="none") == []


def test_the_queryset_is_made_once(article):
    made = []

    def make():
        made.append(pages())
        return made[-1]

    prepared = Prepared(make)
    for slug in (article.slug, "none", article.slug):
        prepared.ask(slug=slug)
    assert len(made) == 1


def test_the_time_is_that_of_asking(time_machine):
    prepared = Prepared(pages)
    later = timezone.now() + timedelta(hours=1)
    article = make_article(published_at=later)
    assert prepared.ask(slug=article.slug) == []
    time_machine.move_to(later)
    assert prepared.ask(slug=article.slug) == [article]


def test_a_time_that_would_stand_still_is_refused():
    with pytest.raises(ValueError, match="stands still"):
        Prepared(lambda: Article.objects.published()).ask()
