from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles import symbols
from articles.models import Ticker
from articles.symbols import Symbol
from edge.public import public_page


@public_page
def quote_fragment(request: HttpRequest, exchange: str, symbol: str) -> HttpResponse:
    """The last quote as a piece of a page, which a small script puts in place of the older one."""
    wanted = Symbol(symbols.exchange_prefix(exchange), symbols.normal_symbol(symbol))
    ticker = get_object_or_404(Ticker.objects.select_related("quote").named(wanted)[:1])
    return render(request, "markets/components/quote.html", {"ticker": ticker})
