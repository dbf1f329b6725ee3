from __future__ import annotations

from django.db import models

from articles.models.article import Article


class SearchDocument(models.Model):
    """That a published article is in the search index, where, and under what.

    `place` is the article's key in the engine's own table, in the order of time (see
    `articles.search.tags.place_of`); that table's rows follow this one's by the database itself.
    `tags` are what the article is filed under, with blanks between them.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="search_document")
    place = models.BigIntegerField(unique=True)
    tags = models.TextField()

    def __str__(self) -> str:
        return f"{self.article_id} at {self.place}"
