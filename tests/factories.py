"""Objects for tests: each function makes one, complete and unlike any other, and takes any field."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from articles.choices import Action, Status
from articles.models import Article, Author, Category, Risk, Ticker
from articles.workflow import publish, record_all
from articles.workflow.announce import expect
from markets.models import Quote

_numbers = itertools.count(1)
PUBLISHED_AT = datetime(2026, 2, 10, 19, 30, tzinfo=UTC)


def make_category(**fields: Any) -> Category:
    number = next(_numbers)
    return Category.objects.create(**{"name": f"Category {number}", "slug": f"category-{number}"} | fields)


def make_author(**fields: Any) -> Author:
    number = next(_numbers)
    return Author.objects.create(**{"name": f"Author {number}", "slug": f"author-{number}"} | fields)


def make_ticker(**fields: Any) -> Ticker:
    number = next(_numbers)
    return Ticker.objects.create(**{"symbol": f"T{number}", "exchange": "NYSE", "name": f"Company {number}"} | fields)


def make_risk(**fields: Any) -> Risk:
    number = next(_numbers)
    return Risk.objects.create(**{"slug": f"risk-{number}", "title": f"Risk {number}"} | fields)


def make_article(published: bool = True, **fields: Any) -> Article:
    """Published at `PUBLISHED_AT` unless the fields say otherwise; a draft where `published` is false."""
    number = next(_numbers)
    fields = {
        "headline": f"Headline {number}",
        "slug": f"headline-{number}",
        "body": f"<p>Body {number}.</p>",
    } | fields
    if "category" not in fields:
        fields["category"] = make_category()
    if fields.get("picture"):
        fields.setdefault("picture_alt", "A mine")
    if published:
        fields.setdefault("published_at", PUBLISHED_AT)
    article = Article.objects.create(**fields)
    if published:
        publish(article)
    return article


def make_articles(each: Iterable[dict[str, Any]], **fields: Any) -> list[Article]:
    """Published articles in the order of `each`, which has the fields of one; `fields` are all of theirs.

    They are written and told of together, as an import does it: a fraction of what as many `make_article`s take.
    """
    fields.setdefault("category", None)
    articles = []
    for own in each:
        number = next(_numbers)
        made = {"headline": f"Headline {number}", "slug": f"headline-{number}", "body": f"<p>Body {number}.</p>"}
        made |= {"published_at": PUBLISHED_AT} | fields | own
        made["category"] = made["category"] or make_category()
        made |= {"status": Status.PUBLISHED, "first_published_at": made["published_at"]}
        articles.append(Article(**made))
    Article.objects.bulk_create(articles)
    expect(articles)
    record_all(articles, action=Action.PUBLISHED)
    return articles


def make_quote(ticker: Ticker | None = None, **fields: Any) -> Quote:
    fields = {
        "price": Decimal("100.00"),
        "change": Decimal("1.00"),
        "change_percent": Decimal("1.01"),
        "as_of": PUBLISHED_AT,
        "source": "Test prices",
    } | fields
    return Quote.objects.create(ticker=ticker or make_ticker(), **fields)


def make_user(*groups: str, **fields: Any) -> Any:
    """A member of staff, in these groups."""
    number = next(_numbers)
    user = get_user_model().objects.create_user(**{"username": f"user-{number}", "is_staff": True} | fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user
