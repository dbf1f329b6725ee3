from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models import Ticker
from markets.changes import DIGITS, LIMIT, PERCENT_DIGITS, PERCENT_LIMIT, PERCENT_PLACES, PLACES, agree, complete


class Quote(models.Model):
    """The last price we know of a ticker, when it was true (`as_of`) and who says so (`source`).

    Prices are in the ticker's currency; `change` is against the previous close, in the same
    unit, and `change_percent` is 0.48 for 0.48 %.
    """

    ticker = models.OneToOneField(Ticker, on_delete=models.CASCADE, related_name="quote")
    price = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, validators=[MinValueValidator(Decimal(0))])
    change = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    change_percent = models.DecimalField(
        "change in percent", max_digits=PERCENT_DIGITS, decimal_places=PERCENT_PLACES, null=True, blank=True
    )
    as_of = models.DateTimeField("as of")
    source = models.CharField(max_length=120)
    received_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("ticker__symbol",)
        # SQLite holds no column to its digits: what does not fit is stored, and cannot be read.
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0), name="price_not_negative"),
            models.CheckConstraint(condition=Q(price__lte=LIMIT), name="price_fits"),
            models.CheckConstraint(condition=Q(change__gte=-LIMIT, change__lte=LIMIT), name="change_fits"),
            models.CheckConstraint(
                condition=Q(change_percent__gte=-100, change_percent__lte=PERCENT_LIMIT), name="change_percent_fits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticker} {self.price.normalize():f}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Fills in the percentage where only the change is known, and the other way round.

        Raises ValidationError before anything is written that could not be read again.
        """
        self.change, self.change_percent = complete(self.price, self.change, self.change_percent)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if self.as_of and self.as_of > timezone.now():
            raise ValidationError({"as_of": "A price cannot be true in the future."})
        if self.price is None:
            return
        given = self.change, self.change_percent
        self.change, self.change_percent = complete(self.price, *given)
        if None not in given and not agree(self.price, *given):  # type: ignore[arg-type]
            raise ValidationError({"change_percent": "It does not go with the change: leave one of the two empty."})
