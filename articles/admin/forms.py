"""The forms of the newsroom, and what they refuse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import connection
from django.utils import timezone

from articles.body import clean as clean_html
from articles.choices import Status
from articles.exchange.slugs import first_free
from articles.models import Article
from articles.text import short_slug

STALE = "Somebody saved this article while you had it open, so yours was not saved. Nothing is lost: both are here."

BUSY = "Somebody else is writing just now; nothing was saved. Press Save again."


class ArticleForm(forms.ModelForm):
    """A whole article. `version` is the one that was opened: saving over a newer one is refused."""

    refusal = ""
    filled: Mapping[str, Any] = {}  # in place of what is stored, where the form was filled from a story
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    why = forms.CharField(
        required=False, max_length=500, label="What did you change? (optional)", widget=forms.TextInput, label_suffix=""
    )

    class Meta:
        model = Article
        fields = ()  # named by the admin
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "class": "headline-input"}),
            "dek": forms.Textarea(attrs={"rows": 2, "class": "dek-input"}),
            "picture_alt": forms.Textarea(attrs={"rows": 2}),
            "summary": forms.Textarea(attrs={"rows": 4, "class": "prose-input"}),
            "disclosure": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        self.initial.update(self.filled)
        # A draft may lack both; see `clean` and `clean_slug`. A form that is only read has neither.
        for name in {"body", "slug"} & set(self.fields):
            self.fields[name].required = False

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())

    def clean_dek(self) -> str:
        return " ".join(self.cleaned_data["dek"].split())

    def clean_body(self) -> str:
        """Already here, so that `clean` knows whether anything is left."""
        return clean_html(self.cleaned_data["body"])

    def clean_slug(self) -> str:
        """What was typed, else made from the headline and made unique."""
        if typed := self.cleaned_data["slug"]:
            return typed
        made = short_slug(self.cleaned_data.get("headline", ""))
        if not made:
            raise forms.ValidationError("Type a slug: none can be made from this headline.")
        return first_free(Article.objects.exclude(pk=self.instance.pk), made)[0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in {"published_at", "updated_at"} & cleaned.keys() - set(self.changed_data):
            cleaned[name] = getattr(self.instance, name)  # the form shows no parts of a second
        if self.refusal:
            self.add_error(None, self.refusal)
        if self.instance.pk and self._stored_version() != cleaned.get("version"):
            self.add_error(None, f"{STALE} Press Save again to see them side by side.")
        is_published = self.instance.status == Status.PUBLISHED
        is_for_readers = is_published or "_publish" in self.data
        if is_for_readers and cleaned.get("picture") and not (cleaned.get("picture_alt") or "").strip():
            self.add_error("picture_alt", "Say what the picture shows, for readers who do not see it.")
        if is_for_readers and not cleaned.get("body") and "body" not in self.errors:
            self.add_error("body", "A published article needs a body.")
        if is_published and "published_at" in cleaned:
            self._clean_date(cleaned["published_at"])
        elif self.instance.first_published_at and cleaned.get("published_at", True) is None:
            self.add_error("published_at", "Keep a date: the address of the article is made of it.")
        return cleaned

    def _clean_date(self, date: Any) -> None:
        """The date of an article that is published or scheduled."""
        if date is None:
            self.add_error("published_at", "A published article has a date.")
        elif self.instance.is_public and date > timezone.now():
            self.add_error(
                "published_at", "Readers see this article already. Withdraw it first to publish it at a later time."
            )

    def _stored_version(self) -> int | None:
        """Locked until the request's transaction ends, where the database locks rows.

        A form that is only shown again, refused, has no transaction.
        """
        stored = Article.objects.filter(pk=self.instance.pk).order_by()
        if connection.in_atomic_block:
            stored = stored.locked()
        return stored.values_list("version", flat=True).first()
