"""Feeds: what a search finds, for a reader's own program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse

from articles import names
from articles.cards import with_tickers
from articles.filters import SearchFilter, query_of
from articles.models import Article
from articles.search import Query, engine
from articles.search.finding import newest_of
from articles.search.understood import understood
from edge.limits import SEARCH, limited
from edge.public import public_page, shows

#: Items of a feed; a program that asks once a day misses few.
ITEMS = 30


class SearchFeed(Feed):
    """The newest articles that meet a search and its filters, by date. An empty search has none."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> tuple[Query, str]:
        shows(request, names.LATEST, names.TICKERS)
        return query_of(request.GET), request.GET.urlencode()

    def title(self, asked: tuple[Query, str]) -> str:
        query, _ = asked
        return f"“{query.text}” · {settings.SITE_NAME}" if query.text else f"Search · {settings.SITE_NAME}"

    def description(self, asked: tuple[Query, str]) -> str:
        query, _ = asked
        said = understood(query)
        return f"{said}." if said else "Nothing is searched for: give this address a q, such as ?q=tariff."

    def link(self, asked: tuple[Query, str]) -> str:
        return f"{settings.SITE_URL}{reverse('articles:search')}?{asked[1]}"

    def feed_url(self, asked: tuple[Query, str]) -> str:
        return f"{settings.SITE_URL}{reverse('articles:search_feed')}?{asked[1]}"

    def items(self, asked: tuple[Query, str]) -> Sequence[Article]:
        query, _ = asked
        found = [entry.article for entry in newest_of(engine(), query, ITEMS).entries] if query else []
        return with_tickers(list(Article.objects.newest().filter(pk__in=found).for_cards()))

    def item_title(self, item: Article) -> str:
        return item.headline

    def item_description(self, item: Article) -> str:
        return item.dek or item.summary

    def item_link(self, item: Article) -> str:
        return f"{settings.SITE_URL}{item.get_absolute_url()}"

    def item_pubdate(self, item: Article) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Article) -> datetime | None:
        return item.updated_at

    def item_categories(self, item: Article) -> list[str]:
        return [item.category.name, *(str(tagged.ticker) for tagged in item.ticker_sentiments.all())]


search_feed = limited(SEARCH)(public_page(SearchFeed(), reads=("q", "sort", *SearchFilter.base_filters)))
