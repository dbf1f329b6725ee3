"""Prices that look wrong: an editor accepts them, or dismisses them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from articles.admin.lists import OurList
from articles.admin.widgets import OurFields
from markets.deciding import Decided, TooLate, accept, dismiss
from markets.models import RejectedQuote

#: The list's own question for what is still to be decided.
WAITING = {"decision__exact": "waiting"}
Verb = Callable[..., None]
VERBS: dict[str, tuple[Verb, str]] = {"_accept": (accept, "accepted"), "_dismiss": (dismiss, "dismissed")}


@admin.register(RejectedQuote)
class RejectedQuoteAdmin(OurFields, OurList):
    list_display = ("ticker", "told", "reason", "source", "as_of", "decision")
    list_select_related = ("ticker",)
    list_filter = ("decision", "source")
    search_fields = ("ticker__symbol", "ticker__name")
    show_full_result_count = False
    actions = ("accept_chosen", "dismiss_chosen")
    fields = (
        "ticker", "reason", ("told", "previous_close"), ("change", "change_percent"), ("as_of", "received_at"),
        ("session", "delay_minutes"), "source", ("decision", "decided_by", "decided_at"),
    )  # fmt: skip
    readonly_fields = tuple(flatten(fields))

    @admin.display(description="price", ordering="price")
    def told(self, rejected: RejectedQuote) -> str:
        return f"{rejected.price.normalize():f} {rejected.currency or rejected.ticker.currency}"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Nothing is typed here: what is sent is one of the two buttons."""
        pressed = next((verb for name, verb in VERBS.items() if name in request.POST), None)
        if request.method != "POST" or pressed is None:
            title = {"title": "Price that looks wrong"}
            return super().change_view(request, object_id, form_url, title | (extra_context or {}))
        if not self.has_change_permission(request):
            raise PermissionDenied
        if rejected := self.get_object(request, object_id):
            self._decide(request, [rejected], *pressed)
        return HttpResponseRedirect(reverse("admin:markets_rejectedquote_changelist", query=WAITING))

    @admin.action(description="Accept selected prices", permissions=["change"])
    def accept_chosen(self, request: HttpRequest, chosen: QuerySet[RejectedQuote]) -> None:
        self._decide(request, list(chosen), *VERBS["_accept"])

    @admin.action(description="Dismiss selected prices", permissions=["change"])
    def dismiss_chosen(self, request: HttpRequest, chosen: QuerySet[RejectedQuote]) -> None:
        self._decide(request, list(chosen), *VERBS["_dismiss"])

    def _decide(self, request: HttpRequest, chosen: list[RejectedQuote], verb: Verb, done: str) -> None:
        """Each by itself; what was done, and why another was not."""
        decided = []
        for rejected in chosen:
            try:
                verb(rejected, by=request.user)
            except (Decided, TooLate) as reason:
                self.message_user(request, str(reason), messages.WARNING)
            except ValidationError as error:
                self.message_user(request, f"{rejected}: {' '.join(error.messages)}", messages.ERROR)
            else:
                decided.append(str(rejected))
        if decided:
            self.message_user(request, f"{', '.join(decided)}: {done}.", messages.SUCCESS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
