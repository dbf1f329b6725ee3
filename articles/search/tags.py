"""What an article is filed under in the index, beside its words, and where it stands in time.

Tags let every filter be part of the one look-up in the index: `c12` is a category, `t55` a ticker,
`t55+` one that the article is positive about, `s-` any negative sentiment, `a3` an author, `r9` a
tracked risk, `y2026`, `m2026-02` and `d2026-02-15` the day in the newsroom's time zone, and `p`
stands on every article.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from articles.choices import Sentiment

#: Before each tag in an index, so that no word that is typed or printed can ever be one.
SIGN = "\ue000"
EVERY = "p"
SENTIMENTS = {Sentiment.POSITIVE.value: "+", Sentiment.NEUTRAL.value: "0", Sentiment.NEGATIVE.value: "-"}
SENTIMENT_OF = {sign: sentiment for sentiment, sign in SENTIMENTS.items()}

_EPOCH = datetime(1, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
SLOT_BITS = 16
FIRST_DAY, LAST_DAY = date(1, 1, 2), date(9999, 12, 30)


def place_of(instant: datetime) -> int:
    """The first place of an instant's minute. Places are in the order of time, 65,536 a minute."""
    return ((instant - _EPOCH) // _MINUTE) << SLOT_BITS


def place_of_day(day: date) -> int:
    """The place at which a day begins in the newsroom's time zone."""
    day = min(max(day, FIRST_DAY), LAST_DAY)
    local = datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())
    return place_of(local)


def day_of_place(place: int) -> date:
    """The day of a place in the newsroom's time zone."""
    instant = _EPOCH + (place >> SLOT_BITS) * _MINUTE
    return instant.astimezone(timezone.get_default_timezone()).date()


def of_day(instant: datetime) -> list[str]:
    """The tags of the year, month and day of an instant, in the newsroom's time zone."""
    day = instant.astimezone(timezone.get_default_timezone()).date()
    return [f"y{day.isoformat()[:4]}", f"m{day.isoformat()[:7]}", f"d{day.isoformat()}"]


def covering(first: date, last: date, most: int) -> tuple[date, list[str]]:
    """Tags for the days from `first` to `last`, and the first day that they cover: days, or months
    where that makes more than `most` tags, or years. They may cover some days before and after."""
    if (last - first).days < most:
        return first, [f"d{first + timedelta(days=number)}" for number in range((last - first).days + 1)]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    if len(months) <= most:
        return first.replace(day=1), [f"m{month // 12:04}-{month % 12 + 1:02}" for month in months]
    return date(first.year, 1, 1), [f"y{year:04}" for year in range(first.year, last.year + 1)]
