from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.models import Ticker
from markets.changes import (
    DIGITS,
    LIMIT,
    PERCENT_DIGITS,
    PERCENT_LIMIT,
    PERCENT_PLACES,
    PLACES,
    agree,
    agrees_with_close,
    complete_close,
)
from markets.choices import Session


class PriceFields(models.Model):
    """What is said of a price, in `currency`: `change` is against `previous_close`, in the same unit, and
    `change_percent` is 0.48 for 0.48 %. `delay_minutes` is 0 for a price that is told as it happens.
    """

    price = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, validators=[MinValueValidator(Decimal(0))])
    change = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    change_percent = models.DecimalField(
        "change in percent", max_digits=PERCENT_DIGITS, decimal_places=PERCENT_PLACES, null=True, blank=True
    )
    previous_close = models.DecimalField(
        max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    currency = models.CharField(
        max_length=3,
        blank=True,
        default="",
        db_default="",
        validators=[RegexValidator(r"\A[A-Z]{3}\Z", "A currency has three capital letters, such as USD.")],
        help_text="ISO 4217; empty: the ticker's.",
    )
    session = models.CharField(
        max_length=7,
        choices=Session,
        blank=True,
        default="",
        db_default="",
        help_text="Empty: as the exchange's calendar has it.",
    )
    delay_minutes = models.PositiveSmallIntegerField(
        "delay in minutes", null=True, blank=True, help_text="0: as it happens; empty: not known."
    )
    as_of = models.DateTimeField("as of")
    source = models.CharField(max_length=120)

    class Meta:
        abstract = True


class Quote(PriceFields):
    """The last price we know of a ticker, when it was true (`as_of`) and who says so (`source`).

    Quotes come in through `markets.taking`, which keeps their past.
    """

    ticker = models.OneToOneField(Ticker, on_delete=models.CASCADE, related_name="quote")
    received_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("ticker__symbol",)
        indexes = [
            models.Index(fields=("change_percent",), name="quote_moves"),
            models.Index(fields=("as_of",), name="quote_ages"),
        ]
        # SQLite holds no column to its digits: what does not fit is stored, and cannot be read.
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0), name="price_not_negative"),
            models.CheckConstraint(condition=Q(price__lte=LIMIT), name="price_fits"),
            models.CheckConstraint(condition=Q(change__gte=-LIMIT, change__lte=LIMIT), name="change_fits"),
            models.CheckConstraint(
                condition=Q(change_percent__gte=-100, change_percent__lte=PERCENT_LIMIT), name="change_percent_fits"
            ),
            models.CheckConstraint(
                condition=Q(previous_close__gte=0, previous_close__lte=LIMIT), name="previous_close_fits"
            ),
            models.CheckConstraint(condition=Q(as_of__lte=F("received_at")), name="price_not_of_the_future"),
        ]

    def __str__(self) -> str:
        return f"{self.ticker} {self.price.normalize():f}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Fills in what follows from the rest: percentage, change, previous close, and the ticker's currency.

        Raises ValidationError before anything is written that could not be read again.
        """
        self._complete()
        self.currency = self.currency or self.ticker.currency
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if self.as_of and self.as_of > timezone.now():
            raise ValidationError({"as_of": "A price cannot be true in the future."})
        if self.price is None:
            return
        given = self.change, self.change_percent
        self._complete()
        if None not in given and not agree(self.price, *given):  # type: ignore[arg-type]
            raise ValidationError({"change_percent": "It does not go with the change: leave one of the two empty."})
        if self.previous_close and not agrees_with_close(self.price, *given, self.previous_close):
            raise ValidationError({"previous_close": "It does not go with the change: leave one of the two empty."})

    def _complete(self) -> None:
        given = self.price, self.change, self.change_percent
        self.change, self.change_percent, self.previous_close = complete_close(*given, self.previous_close)
