from __future__ import annotations

from django.db import models

from articles.models.article import Article


class SearchDocument(models.Model):
    """The searchable text of one published article, as plain words; `articles.search` writes it.

    SQLite reads it through an FTS5 table over these columns.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="search_document")
    headline = models.TextField()
    dek = models.TextField()
    summary = models.TextField()
    key_points = models.TextField()
    body = models.TextField()
    risks = models.TextField()
    tickers = models.TextField()

    def __str__(self) -> str:
        return self.headline
