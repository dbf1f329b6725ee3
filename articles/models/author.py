from __future__ import annotations

from django.conf import settings
from django.db import models

from articles.models.listed import ListedLink
from articles.paths import path_to
from articles.pictures import PictureField
from articles.querysets import JoinedManager


class Author(models.Model):
    """Somebody whose name stands over articles; may also be somebody who signs in."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    role = models.CharField(max_length=120, blank=True, help_text="For example: Markets editor.")
    biography = models.TextField(blank=True)
    picture = PictureField(upload_to="authors", blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        help_text="The account that writes under this name.",
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_to("articles:author", self.slug)


class BylineManager(JoinedManager["Byline"]):
    joins = ("author",)


class Byline(ListedLink):
    """One author of one article, in order."""

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="bylines")
    position = models.PositiveSmallIntegerField()

    objects = BylineManager()

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=("article", "position"), name="byline_position_once"),
            models.UniqueConstraint(
                fields=("article", "author"),
                name="byline_author_once",
                violation_error_message="An author can be named only once on an article.",
            ),
        ]
        indexes = [models.Index(fields=("author", "-listed_at", "-article"), name="byline_author_list")]

    def __str__(self) -> str:
        return self.author.name
