"""Keyset paging: a page is named by the place it starts from, so page 5,000 costs what page 1 costs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import QueryDict

if TYPE_CHECKING:
    from articles.models import Article
    from articles.querysets import ArticleQuerySet

_PLACE = re.compile(r"(\d{1,17})-(\d{1,18})\Z")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PARAMETERS = ("older", "newer", "page")


@dataclass(frozen=True)
class Page:
    """`older` and `newer` are query strings for the neighbouring pages, "" where there is none."""

    articles: Sequence[Article]
    older: str = ""
    newer: str = ""


def place(article: Article) -> str:
    """Where an article stands in a list: microseconds since 1970 (UTC), and its key."""
    listed_at: datetime = article.listed_at  # type: ignore[attr-defined]  # annotated by every list
    return f"{(listed_at - _EPOCH) // timedelta(microseconds=1)}-{article.pk}"


def read_place(value: str | None) -> tuple[datetime, int] | None:
    """The reverse of `place`; None for anything else, which then shows the first page."""
    if not (found := _PLACE.match(value or "")):
        return None
    try:
        return _EPOCH + timedelta(microseconds=int(found[1])), int(found[2])
    except OverflowError:
        return None


def page_of(queryset: ArticleQuerySet, params: QueryDict, length: int = 0) -> Page:
    """The page that `params` ask for, of a queryset that annotates and orders by `listed_at`."""
    length = length or settings.PAGE_LENGTH
    articles: list[Article] = []
    if start := read_place(params.get("newer")):
        articles = list(queryset.newer_than(*start)[: length + 1])
        has_newer, has_older = len(articles) > length, True
        articles = articles[:length][::-1]
    elif start := read_place(params.get("older")):
        articles = list(queryset.older_than(*start)[: length + 1])
        has_newer, has_older = True, len(articles) > length
    if not articles:  # no place was named, or nothing stands beyond it
        articles = list(queryset[: length + 1])
        has_newer, has_older = False, len(articles) > length
    if not articles:
        return Page([])
    articles = articles[:length]
    return Page(
        articles,
        older=query_with(params, older=place(articles[-1])) if has_older else "",
        newer=query_with(params, newer=place(articles[0])) if has_newer else "",
    )


def query_with(params: QueryDict, **changes: str | int | None) -> str:
    """The query string with some values replaced (None removes), from its first page; "?" included."""
    wanted = params.copy()
    for name in (*PARAMETERS, *changes):
        wanted.pop(name, None)
    for name, value in changes.items():
        if value is not None:
            wanted[name] = str(value)
    for name in [name for name, value in wanted.items() if not value]:
        del wanted[name]
    return f"?{wanted.urlencode()}" if wanted else "."
