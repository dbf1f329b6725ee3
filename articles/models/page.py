from __future__ import annotations

from django.db import models

from articles.choices import PageSlug
from articles.fields import BodyField
from articles.paths import path_to


class StandingPage(models.Model):
    """The publisher's own words: about, standards, corrections, privacy."""

    slug = models.CharField(max_length=12, choices=PageSlug, unique=True)
    title = models.CharField(max_length=80)
    body = BodyField(blank=True)
    footer_note = models.CharField(
        max_length=300, blank=True, help_text="A line for the foot of every page; leave empty on most pages."
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return path_to("articles:page", self.slug)
