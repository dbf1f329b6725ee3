from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest

from articles import names, symbols, workflow
from articles.admin.addresses import HasPage
from articles.admin.renaming import Renaming
from articles.models import Article, FormerSymbol, Ticker
from edge import purging


class FormerSymbolInline(admin.TabularInline):
    """Names the ticker bore before; written by renaming it."""

    model = FormerSymbol
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Ticker)
class TickerAdmin(Renaming, HasPage):
    list_display = ("symbol", "exchange", "name", "kind", "currency", "active")
    list_filter = ("active", "kind", "exchange")
    search_fields = ("^symbol", "name")
    search_help_text = "A symbol such as SPY or NYSE:SPY, or part of a name."
    show_full_result_count = False
    fields = (("symbol", "exchange", "mic"), "name", ("kind", "currency", "active"))
    inlines = (FormerSymbolInline,)
    actions = ("activate", "deactivate")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """The ticker that is called exactly so stands first, whatever else the words find."""
        symbol = symbols.parse(search_term)
        if symbol and symbol.exchange:
            return queryset.filter(symbol=symbol.symbol, exchange=symbol.exchange), False
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if symbol:
            exact = Case(When(symbol=symbol.symbol, then=Value(0)), default=Value(1))
            found = found.order_by(exact, "-active", "symbol", "exchange")
        return found, may_repeat

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Search is told of another name; a symbol changes on a page of its own."""
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            workflow.retell(Article.objects.filter(ticker_sentiments__ticker=obj))

    @admin.action(description="Activate selected tickers", permissions=["change"])
    def activate(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._set_active(request, queryset, True)

    @admin.action(description="Deactivate selected tickers", permissions=["change"])
    def deactivate(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._set_active(request, queryset, False)

    def _set_active(self, request: HttpRequest, queryset: QuerySet, active: bool) -> None:
        number = queryset.exclude(active=active).update(active=active)
        purging.touch(names.TICKERS)
        state = "active" if active else "inactive"
        self.message_user(request, f"{number} now {state}.", messages.SUCCESS)
