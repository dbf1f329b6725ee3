from __future__ import annotations

from django.db import models

from articles.paths import path_to


class Category(models.Model):
    """A section of the paper. An article stands in exactly one."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    description = models.CharField(max_length=160, blank=True, help_text="One line, shown beside its articles.")
    order = models.PositiveSmallIntegerField(default=100, help_text="Low numbers come first.")

    class Meta:
        ordering = ("order", "name")
        verbose_name_plural = "categories"
        indexes = [models.Index(fields=("order", "name"), name="category_order")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_to("articles:category", self.slug)
