from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.http import QueryDict

from articles.models.article import Article


class KeptText(models.Model):
    """What somebody typed into a form of an article and has not saved: a row for each form that was open.

    Only that person sees it. It is no revision, and saving does not read it. `article` is empty for a
    new one, and for one that was deleted meanwhile. After the form is saved the row stays for a while
    without its fields: a copy that arrives late from a browser is then known to be saved already.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_texts")
    #: Made when the form was opened.
    form = models.CharField(max_length=40)
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, related_name="kept_texts")
    #: Name -> value, as a browser would send the form.
    fields = models.JSONField(default=dict)
    #: Which change of the form this is; counted by the browser, in milliseconds since 1970.
    step = models.BigIntegerField()
    at = models.DateTimeField()
    is_offered = models.BooleanField(default=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("user", "form"), name="kept_text_once_a_form")]
        indexes = [models.Index(fields=("at",), name="kept_text_age")]

    def __str__(self) -> str:
        return self.headline or "No headline yet"

    @property
    def headline(self) -> str:
        return str(self.fields.get("headline", "")).strip()

    @property
    def version(self) -> int | None:
        """The version of the article that was opened."""
        opened = str(self.fields.get("version", ""))
        return int(opened) if opened.isdecimal() else None

    @property
    def is_of_an_older_version(self) -> bool:
        return self.article is not None and self.article.version != self.version

    def as_sent(self) -> QueryDict:
        """The fields as if a browser had sent them just now."""
        sent = QueryDict(mutable=True)
        values: dict[str, Any] = self.fields
        sent.update(values)
        return sent
