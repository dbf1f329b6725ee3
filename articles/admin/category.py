from __future__ import annotations

from django.contrib import admin

from articles.admin.addresses import HasPage
from articles.models import Category


@admin.register(Category)
class CategoryAdmin(HasPage):
    list_display = ("name", "description", "slug", "order")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "description", "order", "slug")
