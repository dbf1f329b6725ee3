from __future__ import annotations

from django.db import models

from articles.models.article import Article


class Revision(models.Model):
    """An article as it was after one save, who saved it and why. Written once, by `articles.revisions`.

    The database refuses to change or remove a row (`articles/revision_schema.py`), so nothing here may
    follow another table: article and account are kept by key alone, and outlive what they name.
    """

    article = models.ForeignKey(
        Article, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="revisions"
    )
    number = models.PositiveIntegerField(help_text="The version of the article that this save made.")
    action = models.CharField(max_length=12, help_text="One of `choices.Action`.")
    account = models.BigIntegerField(null=True, help_text="The key of the account; null for a command.")
    by = models.CharField(max_length=310, blank=True, help_text="The account's name then; empty for a command.")
    at = models.DateTimeField()
    why = models.TextField(blank=True)
    content = models.TextField(help_text="The whole article, as canonical JSON.")
    previous = models.CharField(max_length=64, blank=True, help_text="The hash of the article's revision before.")
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("article_id", "number")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("article", "number"), name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.article_id}, {self.number}"
