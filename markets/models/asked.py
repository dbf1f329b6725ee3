from __future__ import annotations

from django.db import models

from articles.models import Ticker


class Asked(models.Model):
    """When we last asked for a ticker's price and its days, so that we do not ask again in vain."""

    ticker = models.OneToOneField(Ticker, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField("asked for a price", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    in_vain = models.PositiveSmallIntegerField(default=0, help_text="So often, since somebody answered last.")
    bars_at = models.DateTimeField("asked for days", null=True, blank=True)

    class Meta:
        default_permissions = ()  # nobody edits it

    def __str__(self) -> str:
        return str(self.ticker)
