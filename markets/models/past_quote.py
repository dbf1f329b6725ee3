from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from articles.models import Ticker
from markets.changes import DIGITS, LIMIT, PLACES


class PastQuoteQuerySet(models.QuerySet["PastQuote"]):
    def last_at(self, tickers: Iterable[Ticker], at: datetime) -> PastQuoteQuerySet:
        """Of each of these tickers the last price at this moment or before it: one query, one step in the
        index for each ticker however long its past. A ticker without one is left out."""
        before = PastQuote.objects.filter(ticker=OuterRef("pk"), as_of__lte=at).order_by("-as_of")
        chosen = Ticker.objects.filter(pk__in=[ticker.pk for ticker in tickers]).order_by()
        return self.filter(pk__in=chosen.annotate(last=Subquery(before.values("pk")[:1])).values("last"))


class PastQuote(models.Model):
    """A price that was the last one once. `markets.taking` writes one for each price that it takes."""

    ticker = models.ForeignKey(Ticker, on_delete=models.CASCADE, related_name="past_quotes", db_index=False)
    as_of = models.DateTimeField("as of")
    price = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, validators=[MinValueValidator(Decimal(0))])
    source = models.CharField(max_length=120)

    objects = PastQuoteQuerySet.as_manager()

    class Meta:
        ordering = ("ticker", "-as_of")
        default_permissions = ()  # nobody edits the past
        constraints = [
            models.UniqueConstraint(fields=("ticker", "as_of"), name="past_quote_once_a_moment"),
            models.CheckConstraint(condition=Q(price__gte=0, price__lte=LIMIT), name="past_price_fits"),
        ]

    def __str__(self) -> str:
        return f"{self.ticker} {self.price.normalize():f}"
