"""What a ticker cost when an article was published, and what the price did since.

The rows of an article's tickers bring it with them (`with_prices_then`), so that the page asks no further query;
`price_then` makes a figure of what they brought.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import (
    Aggregate,
    DateTimeField,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Concat, TruncDate
from django.utils import timezone
from django.utils.formats import date_format

from articles.models import TickerSentiment
from markets import formats
from markets.calendar import ExchangeCalendar, calendar_for
from markets.models import Bar, PastQuote, Split
from markets.printing import direction, our_manner, times

#: A price that was older than this when the article was published is not the price at its publication.
OLDEST = timedelta(days=7)
SEPARATOR = "|"


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


class Joined(Aggregate):
    """The texts of a group with spaces between them; the databases have two names for it."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, ' ')"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)


def with_prices_then(tagged: QuerySet[TickerSentiment]) -> QuerySet[TickerSentiment]:
    """Adds to rows of tickers, each as a text that one look-up in an index finds: the last quote before publication,
    the last two closes up to its day, and the ticker's splits."""
    of_ticker = {"ticker": OuterRef("ticker")}
    published = ExpressionWrapper(OuterRef("article__published_at"), DateTimeField())
    quotes = (
        PastQuote.objects.filter(**of_ticker, as_of__lte=published)
        .order_by("-as_of")
        .annotate(told=_told("as_of", "price"))
        .values("told")
    )
    # No exchange closes on a day before it has begun in Greenwich.
    bars = (
        Bar.objects.filter(**of_ticker, day__lte=TruncDate(published, tzinfo=UTC))
        .order_by("-day")
        .annotate(told=_told("day", "close"))
        .values("told")
    )
    splits = Split.objects.filter(**of_ticker).order_by().values("ticker")
    return tagged.annotate(
        quote_then=Subquery(quotes[:1]),
        bar_then=Subquery(bars[:1]),
        bar_before=Subquery(bars[1:2]),
        splits=Subquery(splits.annotate(told=Joined(_told("day", "new_shares", "old_shares"))).values("told")),
    )


def _told(*fields: str) -> Concat:
    parts: list[Any] = []
    for field in fields:
        parts += [Value(SEPARATOR, TextField()), Cast(F(field), TextField())]
    return Concat(*parts[1:], output_field=TextField())


def price_then(tagged: TickerSentiment, published_at: datetime | None) -> Then | None:
    """None where we do not know what the ticker cost, or the rows were fetched without it."""
    if published_at is None or published_at > timezone.now():
        return None
    ticker = tagged.ticker
    known = _known(tagged, published_at, calendar_for(ticker))
    if known is None:
        return None
    quote = getattr(ticker, "quote", None)
    factor = _factor(getattr(tagged, "splits", None) or "", known.day, quote.as_of if quote else timezone.now())
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


def _known(tagged: TickerSentiment, published_at: datetime, calendar: ExchangeCalendar | None) -> Known | None:
    """The newest price before publication, be it a quote or a close."""
    found = []
    if told := getattr(tagged, "quote_then", None):
        text, price = told.split(SEPARATOR)
        as_of = datetime.fromisoformat(text)
        as_of = as_of if as_of.tzinfo else as_of.replace(tzinfo=UTC)  # SQLite keeps no zone
        found.append(Known(as_of, _day_of(as_of, calendar), Decimal(price), _when(as_of)))
    for told in (getattr(tagged, "bar_then", None), getattr(tagged, "bar_before", None)):
        if told:
            text, price = told.split(SEPARATOR)
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
    return date_format(day, "j M" if day.year == timezone.localdate().year else "j M Y")


def _factor(splits: str, day: date, until: datetime) -> Decimal:
    """How many of today's shares one of that day is: by the splits after it, up to the last quote."""
    factor = Decimal(1)
    for told in splits.split():
        text, new, old = told.split(SEPARATOR)
        if day < date.fromisoformat(text) <= timezone.localdate(until):
            factor *= Decimal(new) / Decimal(old)
    return factor
