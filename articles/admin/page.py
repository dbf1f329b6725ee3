from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.addresses import HasPage
from articles.models import StandingPage


@admin.register(StandingPage)
class StandingPageAdmin(HasPage):
    """The four pages come with the migrations; their words change, their number does not."""

    list_display = ("title", "slug", "footer_note", "changed_at")
    fields = ("title", "body", "footer_note")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: StandingPage | None = None) -> bool:
        return False
