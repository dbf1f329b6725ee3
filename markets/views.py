from __future__ import annotations

import csv
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles import names, symbols
from articles.models import Ticker
from articles.symbols import Symbol
from edge.public import public_page, shows
from markets.models import Bar

COLUMNS = ("day", "open", "high", "low", "close", "volume", "adjusted_close", "source")


@public_page(reads=())
def quote_fragment(request: HttpRequest, exchange: str, symbol: str) -> HttpResponse:
    """The last quote as a piece of a page, which a small script puts in place of the older one."""
    ticker = _named(exchange, symbol)
    shows(request, names.quote(ticker))
    return render(request, "markets/components/quote.html", {"ticker": ticker})


@public_page(reads=())
def bars(request: HttpRequest, exchange: str, symbol: str) -> HttpResponse:
    """All stored days of a ticker as CSV, the oldest first, as they were traded: not adjusted for splits."""
    ticker = _named(exchange, symbol)
    shows(request, names.ticker(ticker))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{ticker.exchange}-{ticker.symbol}.csv"'
    rows = csv.writer(response)
    rows.writerow(COLUMNS)
    rows.writerows(map(_plain, Bar.objects.filter(ticker=ticker).order_by("day").values_list(*COLUMNS)))
    return response


def _plain(row: tuple[Any, ...]) -> list[Any]:
    """Numbers without the zeros that the column adds: 693.95, not 693.950000."""
    return [f"{value.normalize():f}" if isinstance(value, Decimal) else value for value in row]


def _named(exchange: str, symbol: str) -> Ticker:
    wanted = Symbol(symbols.exchange_prefix(exchange), symbols.normal_symbol(symbol))
    return get_object_or_404(Ticker.objects.select_related("quote").named(wanted)[:1])
