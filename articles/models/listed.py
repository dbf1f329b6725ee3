"""Links that lists are ordered by carry the article's date, so that one index serves the list."""

from __future__ import annotations

from typing import Any

from django.db import models


class ListedLink(models.Model):
    """A row that ties an article to something which has a list of articles.

    `listed_at` is the article's `published_at` while it is published, else null. It is a copy:
    `save` here and `Article.save` keep it, and no other code writes it.
    See docs/decisions/0004-listed-at.md.
    """

    listed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.listed_at = self.article.public_from  # type: ignore[attr-defined]
        super().save(*args, **kwargs)
