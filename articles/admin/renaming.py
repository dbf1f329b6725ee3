"""The page on which an editor gives a ticker another symbol."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from articles import symbols, workflow
from articles.models import Ticker
from articles.symbols import Symbol


class RenameForm(forms.Form):
    exchange = forms.CharField(max_length=30, help_text="As printed before the colon: NYSE, NASDAQ, LSE.")
    symbol = forms.CharField(max_length=15, label="New symbol")
    since = forms.DateField(
        required=False,
        label="Since",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="The first day on which it is traded under the new symbol; the ticker's page tells readers. Leave it "
        "empty to mend a typing error: the old address still leads here, and readers are told nothing.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "exchange" in cleaned and "symbol" in cleaned:
            symbol = symbols.parse(f"{cleaned['exchange']}:{cleaned['symbol']}")
            if symbol is None:
                self.add_error("symbol", "A symbol has letters, digits and . - ^ = $ only, such as BRK.B.")
            cleaned["to"] = symbol
        if (since := cleaned.get("since")) and since > timezone.localdate():
            self.add_error("since", "That day is still to come. Change the symbol when it is here.")
        return cleaned


class Renaming(admin.ModelAdmin):
    """A symbol stands in the form to be read; it changes here alone, so that the old one is always remembered."""

    change_form_template = "admin/articles/ticker/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        rename = self.admin_site.admin_view(self.rename_view)
        return [path("<path:object_id>/rename/", rename, name="articles_ticker_rename"), *super().get_urls()]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*super().get_readonly_fields(request, obj), *(("symbol", "exchange") if obj else ()))

    def rename_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks, then renames. A refusal comes back with everything that was typed."""
        ticker = self.get_object(request, unquote(object_id))
        if ticker is None:
            raise Http404("There is no such ticker.")
        if not self.has_change_permission(request, ticker):
            raise PermissionDenied
        initial = {"exchange": ticker.exchange, "symbol": "", "since": timezone.localdate()}
        form = RenameForm(request.POST or None, initial=initial)
        if request.method == "POST" and form.is_valid():
            try:
                return self._renamed(request, ticker, form.cleaned_data)
            except workflow.Refused as refusal:
                form.add_error(None, str(refusal))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Change the symbol of {ticker}",
            "opts": self.opts,
            "ticker": ticker,
            "form": form,
        }
        return TemplateResponse(request, "admin/articles/ticker/rename.html", context)

    def _renamed(self, request: HttpRequest, ticker: Ticker, said: dict[str, Any]) -> HttpResponse:
        before, to = str(ticker), Symbol(*said["to"])
        if workflow.rename_ticker(ticker, to, said["since"], by=request.user):
            self.log_change(request, ticker, f"Changed the symbol from {before} to {to}.")
            self.message_user(request, f"{before} is {to} now, and still found under its old symbol.", messages.SUCCESS)
        else:
            self.message_user(request, "It has that symbol already; nothing changed.", messages.INFO)
        return HttpResponseRedirect(reverse("admin:articles_ticker_change", args=[ticker.pk]))
