from __future__ import annotations

from django.db import models


class ProviderState(models.Model):
    """What all processes know together of a provider: whether it rests, and how much it was asked."""

    name = models.CharField(max_length=40, unique=True)
    failures = models.PositiveIntegerField(default=0, help_text="One after another, since it answered last.")
    rests_until = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True, default="")
    failed_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    day = models.DateField(null=True, blank=True, help_text="The day of UTC that asked_today counts.")
    asked_today = models.PositiveIntegerField(default=0)
    minute = models.DateTimeField(null=True, blank=True)
    asked_this_minute = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("name",)
        default_permissions = ()  # nobody edits it

    def __str__(self) -> str:
        return self.name
