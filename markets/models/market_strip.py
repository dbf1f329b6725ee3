from __future__ import annotations

from django.db import models

from articles.models import Ticker
from articles.querysets import JoinedManager

#: More are not looked at, and a phone shows two.
MOST = 12


class MarketStripManager(JoinedManager["MarketStripEntry"]):
    joins = ("ticker__quote",)


class MarketStripEntry(models.Model):
    """A ticker in the strip under the masthead of the front page; of two at one place the older stands first."""

    ticker = models.OneToOneField(Ticker, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    objects = MarketStripManager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = "market strip entry"
        verbose_name_plural = "market strip"

    def __str__(self) -> str:
        return str(self.ticker)
