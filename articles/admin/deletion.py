"""Deleting articles: by the verb, one or many, all of them or none."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from articles import workflow
from articles.choices import Status
from articles.models import Article
from articles.workflow.rules import withdraw_first

REFUSALS_SHOWN = 10


class Deletion(admin.ModelAdmin):
    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.status != Status.PUBLISHED)

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        workflow.delete(obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for article in queryset:
            workflow.delete(article, by=request.user)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        article = self.get_object(request, unquote(object_id))
        if article and article.status == Status.PUBLISHED and self.has_delete_permission(request):
            return self._sent_back(request, article, withdraw_first(article))
        try:
            return super().delete_view(request, object_id, extra_context)
        except workflow.Refused as refusal:
            return self._sent_back(request, article, str(refusal))

    @admin.action(description="Delete selected articles", permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Django's own page, which asks; what is published stays, and then all of them do."""
        if published := queryset.filter(status=Status.PUBLISHED):
            for article in published[:REFUSALS_SHOWN]:
                self.message_user(request, withdraw_first(article), messages.WARNING)
            return None
        try:
            with transaction.atomic():
                return delete_selected(self, request, queryset)
        except workflow.Refused as refusal:
            self.message_user(request, f"{refusal} Nothing was deleted.", messages.WARNING)
            return None

    def _sent_back(self, request: HttpRequest, article: Article | None, sentence: str) -> HttpResponse:
        self.message_user(request, sentence, messages.WARNING)
        if article and Article.objects.filter(pk=article.pk).exists():
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
