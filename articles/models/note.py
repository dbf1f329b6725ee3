from __future__ import annotations

from django.conf import settings
from django.db import models

from articles.choices import NoteAbout
from articles.models.article import Article


class Note(models.Model):
    """What somebody in the newsroom said of an article, to the others there; readers never see it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    about = models.CharField(max_length=8, choices=NoteAbout, default=NoteAbout.NOTE)
    text = models.TextField()

    class Meta:
        default_permissions = ()
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.text
