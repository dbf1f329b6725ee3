"""Which tickers' prices are to be asked for now: those that readers see, while it makes sense."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.choices import TickerKind
from articles.models import Ticker, TickerSentiment
from markets.calendar import ExchangeCalendar, calendar_for
from markets.models import Asked, MarketStripEntry

#: Where nobody knows when there is trading.
WITHOUT_CALENDAR = timedelta(minutes=15)
#: After the close: a price that comes so much later is the closing price, and a last trade may be so much earlier.
SETTLED, LAST_TRADE = timedelta(minutes=20), timedelta(minutes=30)
#: Until it has come it is asked for so often; where what came is of an earlier day, more rarely, and not for ever.
FOR_THE_CLOSE, FOR_A_LATE_CLOSE, NOT_FOR_EVER = timedelta(minutes=5), timedelta(hours=1), timedelta(hours=30)
#: One that nobody knows is asked for after an hour, after two, and so on.
IN_VAIN, LONGEST_IN_VAIN = timedelta(hours=1), timedelta(days=1)
#: Sources have a day's bar so long after its close.
BARS_SETTLED = timedelta(hours=3)
ONE_DAY = timedelta(days=1)
NEW_YORK = ZoneInfo("America/New_York")
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def seen() -> QuerySet[Ticker]:
    """Tickers that readers can see, with their quotes: first those of the market strip, then those that were last
    written about. Nobody counts what is read, and what was just written about is what is read."""
    on_strip = MarketStripEntry.objects.filter(ticker=OuterRef("pk")).order_by()
    articles = TickerSentiment.objects.filter(ticker=OuterRef("pk"), listed_at__lte=timezone.now()).order_by(
        "-listed_at"
    )
    found = Ticker.objects.active().annotate(
        on_strip=Exists(on_strip), written_at=Subquery(articles.order_by("-listed_at").values("listed_at")[:1])
    )
    shown = Q(on_strip=True) | Q(written_at__isnull=False)
    return (
        found.filter(shown).select_related("quote").order_by("-on_strip", "-written_at", "pk")[: settings.QUOTE_TICKERS]
    )


def wanted(now: datetime) -> list[Ticker]:
    """Of these, those whose price is to be asked for, in their order, but whoever was answered longest ago first: where
    a budget is small, each has its turn. Two queries."""
    tickers = list(seen())
    asked = Asked.objects.in_bulk([ticker.pk for ticker in tickers], field_name="ticker_id")
    found = [ticker for ticker in tickers if is_wanted(ticker, asked.get(ticker.pk), now)]
    return sorted(found, key=lambda ticker: ((one := asked.get(ticker.pk)) and one.answered_at) or NEVER)


def is_wanted(ticker: Ticker, asked: Asked | None, now: datetime) -> bool:
    if asked is None or asked.at is None:
        return True
    since = now - asked.at
    if asked.in_vain and since < min(IN_VAIN * 2 ** min(asked.in_vain - 1, 10), LONGEST_IN_VAIN):
        return False
    calendar = calendar_for(ticker)
    if calendar is None:
        return since >= WITHOUT_CALENDAR and not (ticker.kind == TickerKind.CURRENCY_PAIR and _is_weekend(now))
    if calendar.is_open(now):
        return since >= timedelta(seconds=settings.QUOTE_REFRESH_SECONDS)
    close = calendar.last_close(now)
    if asked.answered_at is None or asked.answered_at < close + SETTLED:
        return since >= FOR_THE_CLOSE
    quote = getattr(ticker, "quote", None)
    if quote and quote.as_of >= close - LAST_TRADE:
        return False
    return since >= FOR_A_LATE_CLOSE and now - close < NOT_FOR_EVER


def has_newest_close(ticker: Ticker, now: datetime, after: timedelta) -> bool:
    """Whether the last close that a source may tell, so long after it, is stored or a later price is."""
    calendar, quote = calendar_for(ticker), getattr(ticker, "quote", None)
    return bool(calendar and quote and quote.as_of >= calendar.last_close(now - after) - LAST_TRADE)


def _is_weekend(now: datetime) -> bool:
    """Currencies are traded from Sunday evening to Friday evening in New York."""
    here = now.astimezone(NEW_YORK)
    late = here.hour >= 17
    return here.weekday() == 5 or (here.weekday() == 4 and late) or (here.weekday() == 6 and not late)


def days_missing(ticker: Ticker, now: datetime, since: date | None = None) -> list[date]:
    """Trading days without a bar, from `since` or as far back as the settings say, to the last one that is over."""
    calendar = calendar_for(ticker)
    last = _last_day(calendar, now)
    day = since or last - timedelta(days=settings.BARS_BACKFILL_DAYS)
    stored = set(ticker.bars.filter(day__gte=day).values_list("day", flat=True))
    found = []
    while day <= last:
        if day not in stored and (calendar.is_trading_day(day) if calendar else day.weekday() < 5):
            found.append(day)
        day += ONE_DAY
    return found


def last_bar_at(ticker: Ticker, now: datetime) -> datetime:
    """When the newest bar that there can be was to be had."""
    calendar = calendar_for(ticker)
    if calendar:
        return calendar.last_close(now - BARS_SETTLED) + BARS_SETTLED
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _last_day(calendar: ExchangeCalendar | None, now: datetime) -> date:
    if calendar:
        return calendar.day_of(calendar.last_close(now - BARS_SETTLED))
    return now.date() - ONE_DAY
