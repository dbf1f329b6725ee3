from __future__ import annotations

from django.db import models

from articles.models.article import Article
from articles.querysets import AnnouncementQuerySet


class Announcement(models.Model):
    """That the rest of the house has still to be told of an article's appearance.

    Made by the verb that publishes or schedules, in its transaction; taken by whoever tells
    (`articles.workflow.announce`), in the transaction that tells. So each appearance is told once.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.article)
