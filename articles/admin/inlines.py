"""The parts of an article that are lists, in the order in which they are read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Field, Q, QuerySet
from django.http import HttpRequest

from articles.admin.parts import OrderedPartForm, PartForm, PartInline
from articles.choices import Sentiment
from articles.models import Article, Byline, KeyPoint, PinnedRelated, RiskStatement, TickerSentiment

TWO_LINES = forms.Textarea(attrs={"rows": 2})


class BylineForm(OrderedPartForm):
    once = "author"


class BylineInline(PartInline):
    model = Byline
    form = BylineForm
    fields = ("author", "position")
    autocomplete_fields = ("author",)
    verbose_name = "author"
    verbose_name_plural = "authors"
    extra_on_new = 1


class KeyPointForm(OrderedPartForm):
    class Meta:
        widgets = {"text": TWO_LINES}


class KeyPointInline(PartInline):
    model = KeyPoint
    form = KeyPointForm
    fields = ("text", "position")
    extra_on_new = 3


class RiskStatementInline(PartInline):
    model = RiskStatement
    form = KeyPointForm
    fields = ("text", "risk", "position")
    autocomplete_fields = ("risk",)
    verbose_name = "risk"
    verbose_name_plural = "risks"
    extra_on_new = 2


class TickerSentimentForm(PartForm):
    """A new row has no sentiment until somebody chooses one: neutral is a judgement, too."""

    once = "ticker"
    sentiment = forms.ChoiceField(
        label="sentiment",
        choices=[("", "Choose"), *Sentiment.choices],
        error_messages={"required": "Choose a sentiment: positive, neutral or negative."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["sentiment"] = (kwargs.get("initial") or {}).get("sentiment", "")


class TickerSentimentInline(PartInline):
    model = TickerSentiment
    form = TickerSentimentForm
    fields = ("ticker", "sentiment", "role", "reason")
    autocomplete_fields = ("ticker",)
    verbose_name = "ticker"
    verbose_name_plural = "ticker sentiment"
    extra_on_new = 1


class PinnedRelatedForm(OrderedPartForm):
    once = "related"

    def clean_related(self) -> Article:
        related: Article = self.cleaned_data["related"]
        if related.pk == self.instance.article_id:
            raise forms.ValidationError("An article cannot be related to itself.")
        return related


class PinnedRelatedInline(PartInline):
    model = PinnedRelated
    form = PinnedRelatedForm
    fk_name = "article"
    fields = ("related", "position")
    autocomplete_fields = ("related",)
    verbose_name = "related article"
    verbose_name_plural = "related articles that you choose"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("related").defer("related__body")

    def formfield_for_foreignkey(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "related":
            # What everyone may read, and what this person may; a draft of others has no headline here.
            public, own = Article.objects.published(), Article.objects.visible_to(request.user)
            kwargs["queryset"] = Article.objects.filter(
                Q(pk__in=public.values("pk")) | Q(pk__in=own.order_by().values("pk"))
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
