from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models import Ticker


class Quote(models.Model):
    """The last price we know of a ticker, when it was true (`as_of`) and who says so (`source`).

    Prices are in the ticker's currency; `change` is against the previous close, in the same
    unit, and `change_percent` is 0.48 for 0.48 %.
    """

    ticker = models.OneToOneField(Ticker, on_delete=models.CASCADE, related_name="quote")
    price = models.DecimalField(max_digits=18, decimal_places=6, validators=[MinValueValidator(Decimal(0))])
    change = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    change_percent = models.DecimalField("change in percent", max_digits=12, decimal_places=4, null=True, blank=True)
    as_of = models.DateTimeField("as of")
    source = models.CharField(max_length=120)
    received_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("ticker__symbol",)
        constraints = [models.CheckConstraint(condition=Q(price__gte=0), name="price_not_negative")]

    def __str__(self) -> str:
        return f"{self.ticker} {self.price.normalize():f}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Fills in the percentage where only the change is known, and the other way round."""
        if self.change is not None and self.change_percent is None and self.price != self.change:
            self.change_percent = round(100 * self.change / (self.price - self.change), 4)
        elif self.change is None and self.change_percent is not None and self.change_percent != -100:
            self.change = round(self.price - self.price / (1 + self.change_percent / 100), 6)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def clean(self) -> None:
        if self.as_of and self.as_of > timezone.now():
            raise ValidationError({"as_of": "A price cannot be true in the future."})
        if self.price is not None and self.change is not None and self.price - self.change < 0:
            raise ValidationError({"change": "The change is larger than the price."})
