from __future__ import annotations

from django.db import models

from articles.models.article import Article


class FrontPageSlot(models.Model):
    """A story that an editor put at the top of the front page: 1 the lead, 2 and 3 the seconds."""

    position = models.PositiveSmallIntegerField(
        unique=True, choices=[(1, "Lead"), (2, "Second, left"), (3, "Second, right")]
    )
    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="front_page_slot")

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.get_position_display()}: {self.article}"
