from __future__ import annotations

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone


class ImportRunQuerySet(QuerySet["ImportRun"]):
    def in_trouble(self) -> ImportRunQuerySet:
        """Refused a record, wrote less than it should, or was stopped before its end (or still runs)."""
        return self.filter(Q(failed__gt=0) | Q(ended_at=None) | ~Q(trouble=""))


class ImportRun(models.Model):
    """One call of an import command, written when it begins and when it ends; a rehearsal leaves none.

    A run that was killed has a beginning and no end.
    """

    command = models.CharField(max_length=40)
    what = models.TextField(help_text="The files and folders that it was given.")
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField("ended", null=True)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    refusals = models.TextField("first refusals", blank=True, help_text="A line each.")
    rejects = models.TextField(blank=True, help_text="The files that hold what was refused.")
    trouble = models.TextField(blank=True, help_text="Why it ended early, or could not keep what it refused.")

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at", "-pk")
        verbose_name = "import"
        indexes = [models.Index(fields=("-started_at", "-id"), name="import_newest")]

    def __str__(self) -> str:
        return f"{self.command} {self.what}"

    @property
    def said(self) -> str:
        """The outcome in a few words: "import_articles: 3 of 1,024 records failed"."""
        if self.ended_at is None:
            return f"{self.command}: not ended"
        if not self.failed:
            return f"{self.command}: {'ended early' if self.trouble else 'done'}"
        records = self.created + self.updated + self.unchanged + self.skipped + self.failed
        return f"{self.command}: {self.failed:,} of {records:,} record{'s' if records > 1 else ''} failed"

    @property
    def first_refusal(self) -> str:
        return self.trouble or self.refusals.partition("\n")[0]
