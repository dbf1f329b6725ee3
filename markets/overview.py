"""What stands on the markets page: who rose, who fell, whom we wrote about, indices and currencies.

Every part is a query or two, whatever the number of rows. Movers are those of the newest day that has
prices, and coverage ends with the newest article's day: on a quiet morning the page shows yesterday, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format

from articles.choices import Sentiment, TickerKind, TickerRole
from articles.filters import midnight
from articles.models import Article, Ticker, TickerSentiment
from markets.calendar import ExchangeCalendar, calendar_for
from markets.models import Quote
from markets.tables import Coverage, Row, Table

SHARES = (TickerKind.EQUITY, TickerKind.ETF, TickerKind.FUND)
MOVERS, COVERED, LISTED, STORIES = 8, 8, 40, 3
WEEK = timedelta(days=7)
#: The tables' names, which are the parameters that sort them.
TABLES = ("gainers", "losers", "today", "week", "indices", "currencies")
STORY = ("ticker", "sentiment", "listed_at", "article__headline", "article__slug", "article__status",
         "article__published_at")  # fmt: skip


class Overview(NamedTuple):
    """`priced_on` and `covered_on` are the days that the parts are of; None where there is nothing yet."""

    priced_on: date | None
    covered_on: date | None
    gainers: Table
    losers: Table
    today: Table
    week: Table
    indices: Table
    currencies: Table
    calendars: list[ExchangeCalendar]

    @property
    def tables(self) -> tuple[Table, ...]:
        return self.gainers, self.losers, self.today, self.week, self.indices, self.currencies


def overview() -> Overview:
    """Nine queries."""
    priced_on, covered_on = _newest_price(), _newest_article()
    listed = _of_kinds(TickerKind.INDEX, TickerKind.CURRENCY_PAIR)
    found = Overview(
        priced_on,
        covered_on,
        _moved("gainers", "Gainers", "-change", "No share has risen.", _movers(priced_on, "-")),
        _moved("losers", "Losers", "change", "No share has fallen.", _movers(priced_on, "")),
        _named("today", _title(covered_on, "Today", "On {}"), _covered(covered_on, timedelta(days=1))),
        _named("week", _title(covered_on, "In the last seven days", "In the week to {}"), _covered(covered_on, WEEK)),
        _listed("indices", "Indices", "No index is followed here yet.", listed, TickerKind.INDEX),
        _listed("currencies", "Currencies", "No currency is followed here yet.", listed, TickerKind.CURRENCY_PAIR),
        [],
    )
    _name_tickers([*found.today.rows, *found.week.rows])
    _tell_stories([*found.gainers.rows, *found.losers.rows])
    return found._replace(calendars=_calendars(row for table in found.tables for row in table.rows))


def _moved(name: str, title: str, order: str, empty: str, rows: list[Row]) -> Table:
    return Table(name, title, ("ticker", "price", "change"), order, empty, rows)


def _named(name: str, title: str, rows: list[Row]) -> Table:
    return Table(name, title, ("ticker", "articles", "change"), "-articles", "No article names a ticker.", rows)


def _listed(name: str, title: str, empty: str, tickers: list[Ticker], kind: str) -> Table:
    rows = [Row(ticker) for ticker in tickers if ticker.kind == kind]
    return Table(name, title, ("name", "price", "change"), "name", empty, rows)


def _of_shares() -> QuerySet[Quote]:
    """Asked of each quote, and not by a join, so that the walk is along the quotes' own index."""
    return Quote.objects.filter(Exists(Ticker.objects.active().filter(pk=OuterRef("ticker"), kind__in=SHARES)))


def _newest_price() -> date | None:
    return _day(_of_shares().order_by("-as_of").values_list("as_of", flat=True).first())


def _newest_article() -> date | None:
    return _day(Article.objects.newest().values_list("published_at", flat=True).first())


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _title(last: date | None, now: str, then: str) -> str:
    """The words for the days that end today, or with a day of before."""
    if last is None or last == timezone.localdate():
        return now
    return then.format(date_format(last, "j F Y"))


def _movers(day: date | None, falling: str) -> list[Row]:
    """The shares that rose most on this day, or with "" fell most; by the index of changes."""
    if day is None:
        return []
    side = Q(change_percent__gt=0) if falling else Q(change_percent__lt=0)
    moved = _of_shares().filter(side, as_of__gte=midnight(day)).select_related("ticker")
    moved = moved.order_by(f"{falling}change_percent", f"{falling}pk")
    return [Row(quote.ticker) for quote in moved[:MOVERS]]


def _covered(last: date | None, during: timedelta) -> list[Row]:
    """The tickers that most articles of these days name, with what they say. The tickers are keys still."""
    if last is None:
        return []
    since = midnight(last + timedelta(days=1) - during)
    articles = Article.objects.published().filter(published_at__gte=since)
    said = {f"said_{word}": Count("pk", filter=Q(sentiment=word)) for word in Sentiment.values}
    links = TickerSentiment.objects.filter(article__in=articles, ticker__active=True).order_by()
    counted = links.values("ticker").annotate(number=Count("pk"), **said).order_by("-number", "ticker")
    rows = counted.values_list("ticker", "number", *said)[:COVERED]
    return [Row(Ticker(pk=pk), Coverage(*counts)) for pk, *counts in rows]


def _name_tickers(rows: Iterable[Row]) -> None:
    rows = list(rows)
    tickers = Ticker.objects.select_related("quote").in_bulk({row.ticker.pk for row in rows})
    for row in rows:
        row.ticker = tickers[row.ticker.pk]


def _of_kinds(*kinds: str) -> list[Ticker]:
    tickers = Ticker.objects.active().filter(kind__in=kinds).select_related("quote")
    return list(tickers.order_by("kind", "symbol", "exchange")[:LISTED])


def _tell_stories(rows: Iterable[Row]) -> None:
    """Each row's newest article of which its ticker is the subject and which stands under no other row, in one
    query; of the newest `STORIES`."""
    rows = list(rows)
    shown = Ticker.objects.filter(pk__in={row.ticker.pk for row in rows})
    newest = TickerSentiment.objects.filter(
        ticker=OuterRef("pk"), listed_at__lte=timezone.now(), role=TickerRole.SUBJECT
    ).order_by("-listed_at", "-article_id")
    each = [shown.annotate(story=Subquery(newest.values("pk")[at : at + 1])).values("story") for at in range(STORIES)]
    links = TickerSentiment.objects.filter(reduce(or_, (Q(pk__in=keys) for keys in each)))
    links = links.order_by("-listed_at", "-article_id").select_related(None).select_related("article").only(*STORY)
    stories: dict[int, list[TickerSentiment]] = {}
    for link in links:
        stories.setdefault(link.ticker_id, []).append(link)
    told: set[int] = set()
    for row in rows:
        row.story = next((one for one in stories.get(row.ticker.pk, ()) if one.article_id not in told), None)
        if row.story:
            told.add(row.story.article_id)


def _calendars(rows: Iterable[Row]) -> list[ExchangeCalendar]:
    """Of the exchanges on the page, those that most rows trade on first."""
    found = [calendar for row in rows if (calendar := calendar_for(row.ticker))]
    return sorted(dict.fromkeys(found), key=lambda calendar: -found.count(calendar))
