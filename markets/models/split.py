from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from articles.models import Ticker


class Split(models.Model):
    """So many old shares became so many new ones; 4 for 1, or 1 for 10 where shares were put together."""

    ticker = models.ForeignKey(Ticker, on_delete=models.CASCADE, related_name="splits", db_index=False)
    day = models.DateField(help_text="The first day on which the new shares are traded.")
    new_shares = models.PositiveIntegerField(validators=[MinValueValidator(1)], help_text="4 in a split of 4 for 1.")
    old_shares = models.PositiveIntegerField(
        default=1, validators=[MinValueValidator(1)], help_text="1 in a split of 4 for 1."
    )

    class Meta:
        ordering = ("ticker", "-day")
        constraints = [
            models.UniqueConstraint(fields=("ticker", "day"), name="split_once_a_day"),
            models.CheckConstraint(
                condition=Q(new_shares__gte=1, old_shares__gte=1) & ~Q(new_shares=F("old_shares")),
                name="split_changes_shares",
                violation_error_message="After a split there are more shares, or fewer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticker} {self.new_shares} for {self.old_shares} on {self.day}"
