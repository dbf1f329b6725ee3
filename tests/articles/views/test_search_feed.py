"""A feed of any search: RSS of the newest that meet it."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.models import TickerSentiment
from articles.workflow import record, withdraw
from tests.factories import make_article, make_category, make_ticker

pytestmark = pytest.mark.django_db


def feed(client, **params: str) -> ElementTree.Element:
    answer = client.get("/search/feed/", params)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    return ElementTree.fromstring(answer.content)[0]


def titles(channel: ElementTree.Element) -> list[str]:
    return [item.findtext("title") for item in channel.iter("item")]


def test_the_newest_come_first_whatever_their_weight(client):
    now = timezone.now()
    make_article(headline="Copper, copper", published_at=now - timedelta(days=2))
    make_article(headline="Metals", dek="Of copper.", published_at=now - timedelta(days=1))
    make_article(headline="Tin")
    assert titles(feed(client, q="copper")) == ["Metals", "Copper, copper"]


def test_it_says_what_it_is_of_and_where(client, settings):
    channel = feed(client, q="copper", sort="date")
    assert channel.findtext("title") == "“copper” · Opening Print"
    assert channel.findtext("description") == "Articles mentioning “copper”."
    assert channel.findtext("link") == f"{settings.SITE_URL}/search/?q=copper&sort=date"


def test_an_item_has_all_that_a_reader_needs(client, settings):
    article = make_article(headline="Copper & <tin>", dek="Up.", category=make_category(name="Metals"))
    TickerSentiment.objects.create(article=article, ticker=make_ticker(symbol="SPY", exchange="NYSE"))
    record(article)
    item = feed(client, q="copper").find("item")
    address = f"{settings.SITE_URL}{article.get_absolute_url()}"
    assert item.findtext("title") == "Copper & <tin>"
    assert (item.findtext("description"), item.findtext("link"), item.findtext("guid")) == ("Up.", address, address)
    assert [one.text for one in item.iter("category")] == ["Metals", "NYSE:SPY"]
    assert item.findtext("pubDate")


def test_filters_hold(client):
    make_article(headline="Copper here", category=make_category(slug="metals"))
    make_article(headline="Copper there")
    assert titles(feed(client, q="copper", category="metals")) == ["Copper here"]
    assert titles(feed(client, category="metals")) == ["Copper here"]


def test_what_is_not_public_is_not_in_it(client):
    withdraw(make_article(headline="Copper"))
    make_article(headline="Copper", published_at=timezone.now() + timedelta(minutes=3))
    make_article(headline="Copper", published=False)
    assert titles(feed(client, q="copper")) == []


@pytest.mark.parametrize("typed", ["", "\x00", "-", "\x01 copper \ud800".encode("utf-8", "replace").decode()])
def test_an_odd_search_is_an_empty_feed(client, typed):
    assert titles(feed(client, q=typed)) == []


def test_it_may_be_kept_and_only_read(client):
    assert "public" in client.get("/search/feed/?q=x").headers["Cache-Control"]
    assert client.post("/search/feed/?q=x").status_code == 405


def test_the_search_page_leads_to_it(client):
    page = client.get("/search/?q=copper&sort=date").content.decode()
    assert 'rel="alternate" type="application/rss+xml"' in page
    assert 'href="/search/feed/?q=copper"' in page
