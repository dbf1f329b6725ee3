from __future__ import annotations

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from articles.admin.addresses import HasPage
from articles.models import Risk


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

    @admin.display(description="in articles", ordering="mentions")
    def mentions(self, risk: Risk) -> int:
        """How many articles' bullets point to it; counted by the list's one query."""
        return risk.mentions  # type: ignore[attr-defined]
