"""The past of a ticker's price: its chart, the same as a table, and its key figures."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format

from articles.models import Ticker, TickerSentiment
from articles.paging import query_with
from markets import formats
from markets.chart import DATES_AT, HEIGHT, MOST, TOP, VOLUME_BOTTOM, WIDTH, Story, drawn
from markets.figures import figures, months_before
from markets.printing import our_manner
from markets.series import Span, days_of, grouped

register = template.Library()

#: How many months back; None is all there is.
RANGES = {"1m": 1, "3m": 3, "6m": 6, "1y": 12, "5y": 60, "all": None}
RANGE_LABELS = {"1m": "1 month", "3m": "3 months", "6m": "6 months", "1y": "1 year", "5y": "5 years", "all": "All"}
VIEWS = {"line": "Line", "candles": "Candles", "table": "Table"}
#: The newest articles get a marker.
MOST_STORIES = 100
STORY = ("listed_at", "sentiment", "article__headline", "article__slug", "article__status", "article__published_at")
#: As many days as there can be, where no day is a holiday; the return over a year begins before the year.
DAYS_A_MONTH, YEAR_AND_A_BIT = 31, 380


class Link(NamedTuple):
    label: str
    address: str
    is_current: bool


@register.inclusion_tag("markets/components/price_history.html", takes_context=True)
def price_history(context: dict[str, Any], ticker: Ticker) -> dict[str, Any]:
    """Chart or table by the address (`range`, `view`), and key figures.

    Two queries, bars and articles, and one for splits where there are any.
    """
    params: QueryDict = context["request"].GET
    wanted, view = _known(params.get("range"), RANGES, "1y"), _known(params.get("view"), VIEWS, "line")
    months = RANGES[wanted]
    days = days_of(ticker, None if months is None else max(months * DAYS_A_MONTH, YEAR_AND_A_BIT))
    shown = _shown(days, months)
    found: dict[str, Any] = {
        "ticker": ticker,
        "figures": figures(days),
        "ranges": [Link(RANGE_LABELS[name], query_with(params, range=name), name == wanted) for name in RANGES],
        "views": [Link(label, query_with(params, view=name), name == view) for name, label in VIEWS.items()],
        "view": view,
        "first": shown[0] if shown else None,
        "last": shown[-1] if shown else None,
        "size": {"width": WIDTH, "height": HEIGHT, "top": TOP, "bottom": VOLUME_BOTTOM, "dates": DATES_AT},
    }
    if view == "table":
        unit, spans = grouped(shown, MOST["candles"])
        return found | {"unit": unit, "rows": [_row(span, ticker) for span in reversed(spans)]}
    previous = days[-2].close if wanted == "1m" and len(days) > 1 else None
    return found | {"chart": drawn(shown, view, _stories(ticker, shown), previous)}


class TableRow(NamedTuple):
    """A span in words, ready to be printed: a table has hundreds of figures, and a filter for each costs more
    than all else on the page."""

    days: str
    prices: list[str]
    volume: str


def _row(span: Span, ticker: Ticker) -> TableRow:
    how = our_manner()
    days = _day_words(span.last)
    if span.first != span.last:
        days = f"{date_format(span.first, 'j M')} to {days}"
    prices = [formats.price(price, ticker.currency, ticker.kind, how) for price in span[2:6]]
    return TableRow(days, prices, formats.volume(span.volume, how))


@lru_cache(maxsize=4096)
def _day_words(day: date) -> str:
    return date_format(day, "j M Y")


def _known(value: str | None, names: Container[str], otherwise: str) -> str:
    return value if value and value in names else otherwise


def _shown(days: list[Span], months: int | None) -> list[Span]:
    """The days of a range, which ends with the last one that is stored and not with today."""
    if months is None or not days:
        return days
    start = months_before(days[-1].last, months)
    return [span for span in days if span.first >= start]


def _stories(ticker: Ticker, shown: list[Span]) -> list[Story]:
    """The newest articles about the ticker in these days; on the day of the newsroom's time zone."""
    if not shown:
        return []
    public = TickerSentiment.objects.filter(ticker=ticker, listed_at__lte=timezone.now())
    rows = (
        public.order_by("-listed_at", "-article_id")
        .select_related(None)
        .select_related("article")
        .only(*STORY)[:MOST_STORIES]
    )
    found = [
        Story(timezone.localtime(row.listed_at).date(), str(row.article), row.sentiment, row.article.get_absolute_url())
        for row in rows
    ]
    return [story for story in found if shown[0].first <= story.day]


@register.filter
def in_currency(value: float, ticker: Ticker) -> str:
    """`$693.95`, or `693.95 CHF` where the currency has no sign of its own."""
    return formats.price(value, ticker.currency, ticker.kind, our_manner())


@register.filter
def shares(value: float | None) -> str:
    """A volume: `61.0m`, `4.2bn`, `12,300`; a dash where it is not known."""
    return formats.volume(value, our_manner())
