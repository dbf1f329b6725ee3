from __future__ import annotations

from django.db import models


class Purge(models.Model):
    """Names of what one transaction changed, written in it. Numbers grow, so that workers know what they have seen."""

    names = models.TextField()
    #: What showed them may not even stand in for a page that cannot be made.
    for_good = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="When the caches in front were told first.")
    acknowledged_at = models.DateTimeField(
        null=True, blank=True, help_text="When they had all said twice that it is done."
    )
    attempts = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ("-pk",)
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=("id",), condition=models.Q(acknowledged_at=None), name="purge_to_send"),
        ]

    def __str__(self) -> str:
        return self.names if len(self.names) <= 100 else f"{self.names[:99]}\u2026"
