from __future__ import annotations

from django.db import models


class Attempt(models.Model):
    """Somebody tried a secret: a row each, taken away again where it was right. See `staff.throttle`."""

    key = models.CharField(max_length=64, help_text="A hash of what is counted: an account, an address.")
    at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=("key", "at"), name="attempt_by_key")]

    def __str__(self) -> str:
        return f"{self.key[:8]} at {self.at:%H:%M:%S}"
