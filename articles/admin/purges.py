"""What was purged, and whether the caches in front have said so. Nobody changes it here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from edge.models import Purge
from staff.admin.recorded import Recorded


@admin.register(Purge)
class PurgeAdmin(Recorded, admin.ModelAdmin):
    list_display = ("names_in_brief", "at", "state", "attempts", "problem")
    list_filter = (("acknowledged_at", admin.EmptyFieldListFilter),)
    search_fields = ("names",)
    search_help_text = "A name, such as article-12 or ticker-NYSE-SPY."
    show_full_result_count = False
    fields = ("names", "for_good", "at", "told_at", "acknowledged_at", "attempts", "problem")
    readonly_fields = fields

    @admin.display(description="what changed")
    def names_in_brief(self, purge: Purge) -> str:
        return str(purge)

    @admin.display(description="caches in front")
    def state(self, purge: Purge) -> str:
        if purge.acknowledged_at:
            return "done" if purge.told_at else "none to tell"
        return "not yet acknowledged" if purge.attempts else "not yet told"

    # Those who publish see where it has arrived.

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
