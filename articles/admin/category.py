from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from articles.admin.addresses import HasPage
from articles.models import Category


@admin.register(Category)
class CategoryAdmin(HasPage):
    list_display = ("name", "description", "slug", "order")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "description", "order", "slug")

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One that is in use stays, and it is said what to do first; Django would speak of permissions."""
        category: Category | None = self.get_object(request, unquote(object_id))
        if category and self.has_delete_permission(request, category) and (number := category.articles.count()):
            articles = "1 article stands" if number == 1 else f"{number} articles stand"
            sentence = (
                f"{articles} in \u201c{category}\u201d. Put them into another category first. Nothing was deleted."
            )
            self.message_user(request, sentence, messages.WARNING)
            return HttpResponseRedirect(reverse("admin:articles_category_change", args=[category.pk]))
        return super().delete_view(request, object_id, extra_context)
