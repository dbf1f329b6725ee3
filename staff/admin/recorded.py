"""Admins whose every addition, change, deletion and list action reaches the audit log."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import model_format_dict
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from staff import audit
from staff.choices import Kind

Action = Callable[..., Any]


class Recorded(admin.ModelAdmin):
    """Mixed into every admin that is registered; a system check says where it was forgotten."""

    def keep(self, kind: Kind, what: str, objects: list[Any]) -> None:
        audit.record_each(kind, what, objects)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        entry = super().log_addition(request, obj, message)
        said = entry.get_change_message()
        self.keep(Kind.ADDED, "" if said == gettext("Added.") else said, [obj])
        return entry

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        entry = super().log_change(request, obj, message)
        self.keep(Kind.CHANGED, entry.get_change_message(), [obj])
        return entry

    def log_deletions(self, request: HttpRequest, queryset: QuerySet) -> Any:
        self.keep(Kind.DELETED, "", list(queryset))
        return super().log_deletions(request, queryset)

    def get_actions(self, request: HttpRequest) -> Any:
        found: dict[str, Any] = super().get_actions(request)
        return {name: (recorded(act, words), name, words) for name, (act, _, words) in found.items()}


def recorded(function: Action, description: str) -> Action:
    """The action, which is kept when it was carried out; one that asks first answers with a page."""

    @wraps(function)
    def carried_out(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> Any:
        number = queryset.count()
        answer = function(modeladmin, request, queryset)
        if not isinstance(answer, TemplateResponse):
            what = description % model_format_dict(modeladmin.opts)
            audit.record(Kind.ACTION, f"{what}: {number}.")
        return answer

    return carried_out
