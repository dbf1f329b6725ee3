"""What was written of a ticker, and beside which others: by week, and together. A query each."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, IntegerField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.choices import Sentiment
from articles.models import Article, Ticker, TickerSentiment

WEEKS = 52
#: Of so many newest articles it is told who stands beside the ticker, and of so many others.
RECENT_ARTICLES, PEERS = 200, 6
WEEK = timedelta(weeks=1)


class Week(NamedTuple):
    """How many public articles of this week, which begins on Monday, said what."""

    monday: date
    positive: int = 0
    neutral: int = 0
    negative: int = 0

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def number(self) -> int:
        return self.positive + self.neutral + self.negative


def by_week(ticker: Ticker) -> list[Week]:
    """The last `WEEKS` weeks with this one, the oldest first; weeks begin at midnight where the newsroom is."""
    now = timezone.now()
    today = timezone.localdate(now)
    this = today - timedelta(days=today.weekday())
    mondays = [this - number * WEEK for number in range(WEEKS)]
    starts = [timezone.make_aware(datetime.combine(monday, time.min)) for monday in mondays]
    public = TickerSentiment.objects.filter(ticker=ticker, listed_at__lte=now, listed_at__gte=starts[-1])
    counted = public.order_by().values_list(_week(starts), "sentiment").annotate(number=Count("pk"))
    weeks = [Week(monday) for monday in mondays]
    for at, sentiment, number in counted:
        weeks[at] = weeks[at]._replace(**{sentiment: number})
    return weeks[::-1]


def _week(starts: list[datetime]) -> RawSQL:
    """Since which of these moments a row is, the newest first, since most rows are told by the first comparisons.

    A week is no fixed number of hours, and databases know no newsroom. Written out, because as many `When`s
    cost more than all else that the page asks.
    """
    when = " ".join(f"WHEN articles_tickersentiment.listed_at >= %s THEN {number}" for number in range(len(starts)))
    told = [connection.ops.adapt_datetimefield_value(start) for start in starts]
    return RawSQL(f"CASE {when} END", told, output_field=IntegerField())  # noqa: S611 (values are parameters)


def totals(weeks: list[Week]) -> list[tuple[str, int]]:
    """How many articles of these weeks said what: positive, neutral, negative."""
    return [(word, sum(getattr(week, word) for week in weeks)) for word in Sentiment.values]


def peers(ticker: Ticker) -> list[Ticker]:
    """The tickers that the newest articles about this one name beside it, the commonest first, with their
    quotes; `together` is in how many."""
    newest = Article.objects.about(ticker).values("pk")[:RECENT_ARTICLES]
    beside = Ticker.objects.active().filter(sentiments__article__in=newest).exclude(pk=ticker.pk)
    counted = beside.annotate(together=Count("sentiments")).order_by("-together", "symbol", "exchange")
    return list(counted.select_related("quote")[:PEERS])


class Bars(NamedTuple):
    """The weeks as a drawing of `width` by `height`: a path for each sentiment, and where nothing is."""

    width: int
    height: int
    line: float
    positive: str
    neutral: str
    negative: str


STEP, BAR, HEIGHT = 6, 4, 84


def bars(weeks: list[Week]) -> Bars | None:
    """Positive stands above the line, negative hangs below it, neutral lies on it; None where there is nothing."""
    above = max((week.positive + week.neutral / 2 for week in weeks), default=0)
    below = max((week.negative + week.neutral / 2 for week in weeks), default=0)
    if not above + below:
        return None
    unit = min(HEIGHT / (above + below), HEIGHT / 4)
    line = above * unit
    paths = dict.fromkeys(Sentiment.values, "")
    for at, week in enumerate(weeks):
        half = week.neutral / 2
        for word, top, number in (
            (Sentiment.POSITIVE, line - (half + week.positive) * unit, week.positive),
            (Sentiment.NEUTRAL, line - half * unit, week.neutral),
            (Sentiment.NEGATIVE, line + half * unit, week.negative),
        ):
            if number:
                paths[word] += f"M{at * STEP + 1} {top:.1f}h{BAR}v{number * unit:.1f}h-{BAR}z"
    return Bars(len(weeks) * STEP, max(1, round((above + below) * unit)), round(line, 1), *paths.values())
