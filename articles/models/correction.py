from __future__ import annotations

from django.db import models
from django.utils import timezone

from articles.choices import CorrectionKind
from articles.models.article import Article
from articles.querysets import CorrectionQuerySet


class Correction(models.Model):
    """What was wrong and now is right; shown under the article and on the corrections page.

    Made and amended by the verbs `correct` and `amend` of `articles.workflow`, and by the importer.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=13, choices=CorrectionKind, default=CorrectionKind.CORRECTION)
    note = models.TextField(help_text="What was wrong, and what is right.")
    at = models.DateTimeField(default=timezone.now)
    amended_at = models.DateTimeField(null=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=("-at", "-id"), name="correction_newest")]
        permissions = [("amend_correction", "Can amend corrections that readers have seen")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.note}"
