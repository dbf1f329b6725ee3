"""The audit log, read by chief editors: by person, kind and day, the newest first."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from staff.admin.recorded import Recorded
from staff.choices import Kind
from staff.models import AuditEntry

PAGE = 100
NOBODY = "0"
LARGEST_KEY = 2**63 - 1


class Chosen(forms.Form):
    """What of the log is looked at. What cannot be read is said beside its field, and narrows nothing."""

    who = forms.ChoiceField(required=False, label="Who")
    kind = forms.ChoiceField(required=False, label="What", choices=[("", "Everything"), *Kind.choices])
    day = forms.DateField(
        required=False,
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Type a day such as 2026-02-10."},
    )
    before = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=LARGEST_KEY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accounts = get_user_model().objects.order_by("username").values_list("pk", "username")
        people: Any = [("", "Everybody"), (NOBODY, "Nobody signed in"), *((str(pk), name) for pk, name in accounts)]
        self.fields["who"].choices = people  # type: ignore[attr-defined]

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day is not None and not 1970 <= day.year < 2200:
            raise forms.ValidationError("Type a day of this century.")
        return day

    def narrow(self, entries: QuerySet[AuditEntry, Any]) -> QuerySet[AuditEntry, Any]:
        self.full_clean()
        chosen = self.cleaned_data
        if who := chosen.get("who"):
            entries = entries.filter(account__isnull=True) if who == NOBODY else entries.filter(account=who)
        if kind := chosen.get("kind"):
            entries = entries.filter(kind=kind)
        if day := chosen.get("day"):
            begin = timezone.make_aware(datetime.combine(day, time.min))
            end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
            entries = entries.filter(at__gte=begin, at__lt=end)
        if before := chosen.get("before"):
            entries = entries.filter(pk__lt=before)
        return entries


@admin.register(AuditEntry)
class AuditLogAdmin(Recorded):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """One page of entries: as many queries for a log of ten as for one of ten million."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = Chosen(request.GET)
        entries = list(form.narrow(AuditEntry.objects.order_by("-pk"))[: PAGE + 1])
        older = ""
        if len(entries) > PAGE:
            entries.pop()
            query = request.GET.copy()
            query["before"] = str(entries[-1].pk)
            older = query.urlencode()
        context = {
            **self.admin_site.each_context(request),
            "title": "Audit log",
            "opts": self.opts,
            "form": form,
            "entries": entries,
            "older": older,
            "is_first": not form.cleaned_data.get("before"),
        }
        return TemplateResponse(request, "admin/staff/auditentry/change_list.html", context)
