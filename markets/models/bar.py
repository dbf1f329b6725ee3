from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from articles.models import Ticker
from markets.changes import DIGITS, PLACES


def _price(null: bool = False) -> models.DecimalField:
    return models.DecimalField(
        max_digits=DIGITS, decimal_places=PLACES, null=null, blank=null, validators=[MinValueValidator(0)]
    )


class Bar(models.Model):
    """One trading day of a ticker: what it opened at, the highest, the lowest and the last price.

    Prices are in the ticker's currency, as they were paid on that day; `adjusted_close` is the close
    in today's shares where the source says so. `volume` is in shares or contracts.
    """

    ticker = models.ForeignKey(Ticker, on_delete=models.CASCADE, related_name="bars", db_index=False)
    day = models.DateField(help_text="The trading day, in the exchange's time zone.")
    open = _price()
    high = _price()
    low = _price()
    close = _price()
    volume = models.BigIntegerField(null=True, blank=True, validators=[MinValueValidator(0)])
    adjusted_close = _price(null=True)
    source = models.CharField(max_length=120)

    class Meta:
        ordering = ("ticker", "-day")
        default_permissions = ()  # bars come from files and providers; nobody edits one
        constraints = [
            models.UniqueConstraint(fields=("ticker", "day"), name="bar_once_a_day"),
            models.CheckConstraint(
                condition=Q(low__gte=0) & Q(low__lte=F("open")) & Q(low__lte=F("close")),
                name="bar_low_is_lowest",
                violation_error_message="The low is above another price of the day.",
            ),
            models.CheckConstraint(
                condition=Q(high__gte=F("open")) & Q(high__gte=F("close")),
                name="bar_high_is_highest",
                violation_error_message="The high is under another price of the day.",
            ),
            models.CheckConstraint(condition=Q(volume__isnull=True) | Q(volume__gte=0), name="bar_volume_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.ticker} {self.day}"
