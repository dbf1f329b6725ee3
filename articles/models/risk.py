from __future__ import annotations

from django.db import models

from articles.choices import RiskStatus
from articles.models.category import Category
from articles.models.listed import ListedLink
from articles.paths import path_to
from articles.querysets import JoinedManager


class Risk(models.Model):
    """Something that may go wrong and that articles come back to. It has a life of its own."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=160)
    description = models.TextField(blank=True)
    status = models.CharField(max_length=12, choices=RiskStatus, default=RiskStatus.OPEN)
    category = models.ForeignKey(Category, on_delete=models.SET_NULL, null=True, blank=True, related_name="risks")
    review_on = models.DateField(null=True, blank=True, help_text="When an editor should look at it again.")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-changed_at", "-pk")
        indexes = [models.Index(fields=("-changed_at", "-id"), name="risk_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return path_to("articles:risk", self.slug)


class RiskStatementManager(JoinedManager["RiskStatement"]):
    joins = ("risk",)


class RiskStatement(ListedLink):
    """A bullet under an article's Risks, as worded there; may belong to a tracked risk."""

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="risk_statements")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    risk = models.ForeignKey(Risk, on_delete=models.SET_NULL, null=True, blank=True, related_name="statements")

    objects = RiskStatementManager()

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=("article", "position"), name="risk_position_once")]
        indexes = [models.Index(fields=("risk", "-listed_at", "-article"), name="risk_list")]

    def __str__(self) -> str:
        return self.text
