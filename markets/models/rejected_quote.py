from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models import Ticker
from markets.choices import Decision
from markets.models.quote import PriceFields


class RejectedQuote(PriceFields):
    """A price that looks wrong, kept aside with the reason until an editor decides (`markets.deciding`).

    Of each ticker and source only the last one waits: an older one is of no use any more.
    """

    ticker = models.ForeignKey(Ticker, on_delete=models.CASCADE, related_name="rejected_quotes")
    reason = models.CharField(max_length=400)
    received_at = models.DateTimeField("received", default=timezone.now)
    decision = models.CharField(max_length=9, choices=Decision, default=Decision.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("-received_at", "-pk")
        verbose_name, verbose_name_plural = "price that looks wrong", "prices that look wrong"
        default_permissions = ("view", "change")  # change: accept or dismiss
        constraints = [
            models.UniqueConstraint(
                fields=("ticker", "source"), condition=Q(decision=Decision.WAITING), name="rejected_quote_waits_once"
            ),
        ]
        indexes = [models.Index(fields=("decision", "-received_at"), name="rejected_quotes_waiting")]

    def __str__(self) -> str:
        return f"{self.ticker} {self.price.normalize():f}"
