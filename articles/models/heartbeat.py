from __future__ import annotations

from django.db import models


class Heartbeat(models.Model):
    """When a worker, or `tick`, of a machine was last seen at its work."""

    name = models.CharField(max_length=20)
    machine = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ("name", "machine")
        default_permissions = ()  # nobody edits it
        constraints = [models.UniqueConstraint(fields=("name", "machine"), name="one_heartbeat_a_machine")]

    def __str__(self) -> str:
        return f"{self.name} on {self.machine}"
