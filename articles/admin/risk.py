from __future__ import annotations

from itertools import islice
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from articles import workflow
from articles.admin.addresses import HasPage
from articles.models import Article, Risk, RiskStatement


@admin.register(Risk)
class RiskAdmin(HasPage):
    list_display = ("title", "status", "category", "review_on", "mentions", "changed_at")
    list_filter = ("status", "category", "review_on")
    list_select_related = ("category",)
    search_fields = ("title", "slug")
    ordering = ("-changed_at", "-pk")
    prepopulated_fields = {"slug": ("title",)}
    fields = ("title", "description", ("status", "category", "review_on"), "slug")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(mentions=Count("statements"))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A title stands in the search index of every article that names the risk."""
        super().save_model(request, obj, form, change)
        if change and "title" in form.changed_data:
            workflow.retell(Article.objects.filter(risk_statements__risk=obj).distinct())

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.delete_queryset(request, Risk.objects.filter(pk=obj.pk))

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """The bullets stay, without the link: each of their articles gets a revision that says why."""
        statements = RiskStatement.objects.filter(risk__in=queryset.order_by().values("pk"))
        keys = iter(sorted(set(statements.values_list("article", flat=True))))
        titles = ", ".join(f"“{risk}”" for risk in queryset)
        super().delete_queryset(request, queryset)
        while batch := list(islice(keys, 500)):
            articles = list(Article.objects.locked().filter(pk__in=batch).order_by("pk"))
            workflow.record_all(articles, by=request.user, why=f"No tracked risk any more: {titles}.")

    @admin.display(description="in articles", ordering="mentions")
    def mentions(self, risk: Risk) -> int:
        """How many articles' bullets point to it; counted by the list's one query."""
        return risk.mentions  # type: ignore[attr-defined]
