from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Expression, Q, QuerySet
from django.utils import timezone

from articles.models.article import Article


class FrontPageSlotQuerySet(QuerySet["FrontPageSlot"]):
    def in_force(self, now: datetime | Expression | None = None) -> Self:
        """Those whose time has not run out: a fact of time, for which nothing has to run."""
        return self.filter(Q(until=None) | Q(until__gt=now or timezone.now()))


class FrontPageSlot(models.Model):
    """A story that an editor put at the top of the front page: 1 the lead, 2 and 3 the seconds."""

    position = models.PositiveSmallIntegerField(
        unique=True, choices=[(1, "Lead"), (2, "Second, left"), (3, "Second, right")]
    )
    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="front_page_slot")
    until = models.DateTimeField(null=True, blank=True)

    objects = FrontPageSlotQuerySet.as_manager()

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.get_position_display()}: {self.article}"
