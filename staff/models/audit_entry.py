from __future__ import annotations

from django.db import models

from staff.choices import Kind


class AuditEntry(models.Model):
    """Who did what, when, from where. Written once, by `staff.audit`.

    The database refuses to change or remove a row (`staff/audit_schema.py`), so nothing here may follow
    another table: accounts and objects are kept by key and name, and outlive what they name.
    """

    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    account = models.BigIntegerField(null=True, help_text="The key of the account; null where nobody was signed in.")
    by = models.CharField("who", max_length=150, blank=True, help_text="The account's name then.")
    address = models.CharField(max_length=50, blank=True, help_text="The network; empty for a command.")
    what = models.TextField(blank=True)
    object_type = models.CharField(max_length=100, blank=True, help_text="As in “articles.article”.")
    object_key = models.CharField(max_length=40, blank=True)
    object_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-id",)
        default_permissions = ("view",)
        verbose_name = "entry of the audit log"
        verbose_name_plural = "audit log"
        indexes = [
            models.Index(fields=("account", "id"), name="audit_by_account"),
            models.Index(fields=("kind", "id"), name="audit_by_kind"),
            models.Index(fields=("at",), name="audit_by_time"),
            models.Index(fields=("object_type", "object_key"), name="audit_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by}: {self.what}"
