"""What a ticker cost when an article was published, and what the price did since.

The rows of an article's tickers bring it with them (`with_prices_then`), so that the page asks no further query;
`price_then` makes a figure of what they brought.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.formats import date_format

from articles.models import Article, TickerSentiment
from markets import formats
from markets.calendar import ExchangeCalendar, calendar_for
from markets.printing import direction, our_manner, times

#: A price that was older than this when the article was published is not the price at its publication.
OLDEST = timedelta(days=7)
SEPARATOR, END = "|", ";"


class Then(NamedTuple):
    """The price as it is printed and as a number, in today's shares; `what` says which price it is. `since` is what
    the price did from then to the last quote, "" where there is no later one."""

    price: str
    value: Decimal
    what: str
    since: str
    direction: str


class Known(NamedTuple):
    """A price that was known at a moment; `day` is the exchange's."""

    at: datetime
    day: date
    price: Decimal
    what: str


#: Written out, since making it of querysets costs more than all else on an article's page. Each part is one step in an
#: index. No exchange closes on a day before that has begun in Greenwich, so a day at most is compared with the moment
#: of publication; which close was known by then is found out later.
SQL = """
    COALESCE((SELECT {when_known} FROM markets_pastquote WHERE {of_ticker} AND as_of <= {published}
              ORDER BY as_of DESC LIMIT 1), '') || {end} ||
    COALESCE((SELECT {closed} FROM markets_bar WHERE {of_ticker} AND day <= {published}
              ORDER BY day DESC LIMIT 1), '') || {end} ||
    COALESCE((SELECT {closed} FROM markets_bar WHERE {of_ticker} AND day <= {published}
              ORDER BY day DESC LIMIT 1 OFFSET 1), '') || {end} ||
    COALESCE((SELECT {joined}({split}, ' ') FROM markets_split WHERE {of_ticker}), '')
"""
NAMES_OF_JOINING = {"sqlite": "GROUP_CONCAT", "postgresql": "STRING_AGG"}


def with_prices_then(tagged: QuerySet[TickerSentiment]) -> QuerySet[TickerSentiment]:
    """Adds to rows of tickers, as one text: the last quote before publication, the last two closes up to its day, and
    the ticker's splits."""
    return tagged.annotate(told_then=RawSQL(_sql(connection.vendor), ()))  # noqa: S611 (no value of anybody's in it)


@cache
def _sql(vendor: str) -> str:
    link = TickerSentiment._meta.db_table
    return SQL.format(
        when_known=_told("as_of", "price"),
        closed=_told("day", "close"),
        split=_told("day", "new_shares", "old_shares"),
        of_ticker=f"ticker_id = {link}.ticker_id",
        published=f"(SELECT published_at FROM {Article._meta.db_table} WHERE id = {link}.article_id)",  # noqa: S608
        joined=NAMES_OF_JOINING[vendor],
        end=f"'{END}'",
    )


def _told(*fields: str) -> str:
    return f" || '{SEPARATOR}' || ".join(f"CAST({field} AS text)" for field in fields)


def price_then(tagged: TickerSentiment, published_at: datetime | None) -> Then | None:
    """None where we do not know what the ticker cost, or the rows were fetched without it."""
    if published_at is None or published_at > timezone.now():
        return None
    told = getattr(tagged, "told_then", None)
    if not told:
        return None
    ticker = tagged.ticker
    quote_then, last, before, splits = told.split(END)
    known = _known(quote_then, last, before, published_at, calendar_for(ticker))
    if known is None:
        return None
    quote = getattr(ticker, "quote", None)
    factor = _factor(splits, known.day, quote.as_of if quote else timezone.now())
    value = known.price / factor
    percent = 100 * (quote.price / value - 1) if quote and quote.as_of > known.at and value else None
    how = our_manner()
    since = formats.percent(percent, how)
    return Then(
        formats.price(value, ticker.currency, ticker.kind, how),
        round(value, formats.MOST_DECIMALS),
        known.what if factor == 1 else f"{known.what}, in shares of today",
        since,
        direction(since),
    )


def _known(
    quote: str, last: str, before: str, published_at: datetime, calendar: ExchangeCalendar | None
) -> Known | None:
    """The newest price before publication, be it a quote or one of the two closes."""
    found = []
    if quote:
        text, price = quote.split(SEPARATOR)
        as_of = datetime.fromisoformat(text)
        as_of = as_of if as_of.tzinfo else as_of.replace(tzinfo=UTC)  # SQLite keeps no zone
        found.append(Known(as_of, _day_of(as_of, calendar), Decimal(price), _when(as_of)))
    for close in filter(None, (last, before)):
        text, price = close.split(SEPARATOR)
        day = date.fromisoformat(text)
        found.append(Known(_close_of(day, calendar), day, Decimal(price), f"close of {_day(day)}"))
    known = [each for each in found if published_at - OLDEST <= each.at <= published_at]
    return max(known, default=None)


def _close_of(day: date, calendar: ExchangeCalendar | None) -> datetime:
    """Where we do not know when an exchange closes, its close is known when the day is over in the newsroom."""
    closes = calendar.closes_at(day) if calendar else None
    return closes or timezone.make_aware(datetime.combine(day, time.max))


def _day_of(instant: datetime, calendar: ExchangeCalendar | None) -> date:
    return calendar.day_of(instant) if calendar else timezone.localdate(instant)


def _when(as_of: datetime) -> str:
    return times(as_of, timezone.localdate().year, timezone.get_current_timezone_name())[1]


def _day(day: date) -> str:
    return _in_words(day, day.year == timezone.localdate().year)


@lru_cache(maxsize=1024)
def _in_words(day: date, is_of_this_year: bool) -> str:
    return date_format(day, "j M" if is_of_this_year else "j M Y")


def _factor(splits: str, day: date, until: datetime) -> Decimal:
    """How many of today's shares one of that day is: by the splits after it, up to the last quote."""
    factor = Decimal(1)
    for told in splits.split():
        text, new, old = told.split(SEPARATOR)
        if day < date.fromisoformat(text) <= timezone.localdate(until):
            factor *= Decimal(new) / Decimal(old)
    return factor
