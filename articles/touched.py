"""Which pages a change of the paper touches, by name; and which changes are known beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from articles import names
from articles.models import (
    Article,
    Author,
    Byline,
    Category,
    FormerSymbol,
    FrontPageSlot,
    Risk,
    RiskStatement,
    StandingPage,
    Ticker,
    TickerSentiment,
)
from edge.coming import Change

#: So many scheduled articles are looked at; the next ones are when these are out.
NEXT = 20


def names_of(articles: Iterable[Article]) -> set[str]:
    """Where these articles stand, or come to stand: four queries whatever their number, none for none."""
    by_key = {article.pk: article for article in articles}
    if not by_key:
        return set()
    found = {names.LATEST, *map(names.article, by_key)}
    slugs = Category.objects.filter(articles__in=by_key).distinct()
    found |= {names.category(category) for category in slugs.only("slug")}
    found |= {names.author(key) for key in _linked(Byline, "author", by_key)}
    found |= {names.risk(key) for key in _linked(RiskStatement, "risk", by_key)}
    tickers = TickerSentiment.objects.filter(article__in=by_key).select_related(None).select_related("ticker")
    return found | {names.ticker(tagged.ticker) for tagged in tickers.only("ticker__exchange", "ticker__symbol")}


def _linked(model: type[Byline] | type[RiskStatement], field: str, articles: Iterable[int]) -> set[int]:
    rows: Any = model._default_manager.filter(article__in=articles).order_by()
    return set(rows.values_list(f"{field}_id", flat=True)) - {None}


def names_of_part(part: Any) -> list[str]:
    """What shows a category, an author, a ticker or another thing that articles point to."""
    match part:
        case Category():
            return [names.SITE, names.LATEST, names.category(part)]
        case StandingPage():
            return [names.SITE, names.page(part.slug)]
        case Author():
            return [names.author(part.pk)]
        case Risk():
            return [names.RISKS, names.risk(part.pk)]
        case Ticker() | FormerSymbol():
            return [names.TICKERS, names.ticker(part), names.quote(part)]
        case FrontPageSlot():
            return [names.FRONT_PAGE]
    raise TypeError(f"Nothing is known of pages that show {part!r}.")


PARTS = (Category, StandingPage, Author, Risk, Ticker, FormerSymbol, FrontPageSlot)


def scheduled() -> Iterator[Change]:
    """The next articles that appear by themselves."""
    for article in Article.objects.scheduled()[:NEXT]:
        if article.published_at:
            yield article.published_at, names_of([article])


def choices_that_end() -> Iterator[Change]:
    """Until when the front page is as its editors chose it."""
    ending = FrontPageSlot.objects.filter(until__gt=timezone.now()).order_by("until").values_list("until", flat=True)
    for until in ending:
        if until:
            yield until, [names.FRONT_PAGE]


def midnight() -> list[Change]:
    """The date of today stands in every masthead."""
    tomorrow: datetime = timezone.localtime() + timedelta(days=1)
    return [(timezone.make_aware(datetime.combine(tomorrow.date(), time.min)), [names.SITE])]
