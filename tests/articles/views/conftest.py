"""One article with every part, as the page that shows them all needs it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from articles.models import Article, Byline, Correction, KeyPoint, RiskStatement, TickerSentiment
from articles.workflow import record
from tests.factories import (
    PUBLISHED_AT,
    make_article,
    make_author,
    make_category,
    make_quote,
    make_risk,
    make_ticker,
)


@pytest.fixture
def full_article(db) -> Article:
    """Two of everything that may be many; SPY has a price and QQQ has none yet."""
    article = make_article(
        headline="Stocks rise as chips lead",
        dek="A firm start to the week.",
        slug="stocks-rise",
        category=make_category(name="Finance", slug="finance", description="Money, and who moves it."),
        summary="Stocks rose on Monday.",
        body="<p>The fund (NYSE:SPY) rose.</p><p>So did (NASDAQ:QQQ).</p>",
        updated_at=datetime(2026, 2, 10, 21, 0, tzinfo=UTC),
    )
    for position, name in enumerate(("Ada Lane", "Ben Ruiz"), start=1):
        Byline.objects.create(article=article, position=position, author=make_author(name=name))
        KeyPoint.objects.create(article=article, position=position, text=f"Key point {position}.")
    RiskStatement.objects.create(article=article, position=1, text="Tariffs may return.")
    RiskStatement.objects.create(
        article=article, position=2, text="Rates may stay high.", risk=make_risk(title="Rates stay high", slug="rates")
    )
    spy = make_ticker(symbol="SPY", exchange="NYSE", name="An S&P 500 fund", kind="etf")
    qqq = make_ticker(symbol="QQQ", exchange="NASDAQ", name="A Nasdaq fund", kind="etf")
    TickerSentiment.objects.create(article=article, ticker=spy, sentiment="positive", reason="It rose to a record.")
    TickerSentiment.objects.create(article=article, ticker=qqq, sentiment="negative")
    make_quote(
        spy, price=Decimal("693.95"), change=Decimal("3.32"), change_percent=Decimal("0.48"), source="Sample prices"
    )
    for hours, note in ((1, "It was Monday."), (2, "It was February.")):
        Correction.objects.create(article=article, note=note, at=PUBLISHED_AT + timedelta(hours=hours))
    record(article)
    return article
