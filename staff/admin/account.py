"""Accounts and groups: who works here and what they may do."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin as DjangosGroupAdmin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from staff import second_factor
from staff.admin.recorded import Recorded
from staff.choices import Kind

User = get_user_model()
admin.site.unregister([User, Group])
#: Those who may do everything are made on the server, and only they change each other.
ONLY_ALL_POWERFUL = ("is_superuser", "user_permissions")


class SensitivePages(Recorded):
    """What is changed here opens the door to others, so these pages ask again who is there."""

    def keep(self, kind: Kind, what: str, objects: list[Any]) -> None:
        """Kept by `staff.accounts` already, whoever changes them."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return reauthentication_required(super().changeform_view)(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return reauthentication_required(super().delete_view)(request, *args, **kwargs)


@admin.register(User)
class AccountAdmin(SensitivePages, UserAdmin):
    list_display = ("username", "first_name", "last_name", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    readonly_fields = ("last_login", "date_joined")
    change_form_template = "admin/staff/account/change_form.html"
    actions = None
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Who it is", {"fields": ("first_name", "last_name", "email")}),
        ("What it may do", {"fields": ("is_active", "groups", *ONLY_ALL_POWERFUL)}),
        ("When", {"fields": ("last_login", "date_joined")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        found = super().get_queryset(request)
        return found if request.user.is_superuser else found.filter(is_superuser=False)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return found
        return [
            (name, options | {"fields": [field for field in options["fields"] if field not in ONLY_ALL_POWERFUL]})
            for name, options in found
        ]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Every account is one of the newsroom: readers have none."""
        obj.is_staff = True
        super().save_model(request, obj, form, change)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        return reauthentication_required(super().user_change_password)(request, id, form_url)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(reauthentication_required(self.second_factor_view))
        return [path("<path:object_id>/second-factor/", view, name="auth_user_second_factor"), *super().get_urls()]

    def second_factor_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks once, then takes a lost second factor away."""
        account = self.get_object(request, unquote(object_id))
        if account is None:
            raise Http404("There is no such account.")
        if not self.has_change_permission(request, account):
            raise PermissionDenied
        if account.pk == request.user.pk:
            messages.warning(request, "Change your own second factor here.")
            return HttpResponseRedirect(reverse("mfa_index"))
        if request.method == "POST":
            self._reset(request, account)
            return HttpResponseRedirect(reverse("admin:auth_user_change", args=[account.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": "Reset a lost second factor?",
            "opts": self.opts,
            "account": account,
        }
        return TemplateResponse(request, "admin/staff/account/second_factor.html", context)

    def _reset(self, request: HttpRequest, account: Any) -> None:
        try:
            done = second_factor.reset(account, by=request.user)
        except second_factor.Refused as refusal:
            messages.warning(request, str(refusal))
            return
        sentence = "has no second factor now, and is signed out everywhere" if done else "had no second factor"
        messages.success(request, f"{account} {sentence}.")


@admin.register(Group)
class GroupAdmin(SensitivePages, DjangosGroupAdmin):
    actions = None
