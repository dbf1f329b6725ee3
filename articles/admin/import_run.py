from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.lists import OurList
from articles.models import ImportRun


@admin.register(ImportRun)
class ImportRunAdmin(OurList):
    """What imports did; written by the commands, and only looked at here."""

    list_display = ("started_at", "command", "what", "created", "updated", "unchanged", "skipped", "failed", "ended_at")
    list_filter = ("command", "started_at")
    show_full_result_count = False
    fields = (
        "command", "what", ("started_at", "ended_at"),
        ("created", "updated", "unchanged", "skipped", "failed"), "refusals", "rejects", "trouble",
    )  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
