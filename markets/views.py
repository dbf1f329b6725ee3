from __future__ import annotations

import csv
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from articles import names, symbols
from articles.models import Ticker
from articles.symbols import Symbol
from edge.limits import FILES, PRICES, limited
from edge.public import public_page, shows
from markets.calendar import calendar_for
from markets.calendar.words import states
from markets.freshness import WHILE_OPEN, asking
from markets.models import Bar
from markets.overview import TABLES, overview
from markets.printing import printed
from markets.quotes_asked import quotes_of, read

COLUMNS = ("day", "open", "high", "low", "close", "volume", "adjusted_close", "source")


@limited(PRICES)
@public_page(reads=("tickers",), seconds=WHILE_OPEN)
def quotes(request: HttpRequest) -> JsonResponse:
    """The last quotes of up to 50 tickers, as they are printed, for a page that is open; and when to ask again:
    `every` so many seconds, or `next` at a moment. Tickers that we do not know, or have no price of, are left out.

    One query. The same for everybody, with an ETag.
    """
    asked = read(request.GET.get("tickers", ""))
    if asked.trouble:
        return JsonResponse({"trouble": asked.trouble}, status=400)
    now = timezone.now()
    found = quotes_of(asked.symbols)
    shows(request, *(names.quote(quote.ticker) for quote in found))
    again = asking((calendar_for(quote.ticker) for quote in found), now)
    return JsonResponse(
        {
            "quotes": {str(quote.ticker): printed(quote, quote.ticker, now)._asdict() for quote in found},
            "every": again.every,
            "next": again.at,
        }
    )


#: Whether an exchange is open is told in words, which nobody purges.
@public_page(reads=TABLES, seconds=30)
def markets(request: HttpRequest) -> HttpResponse:
    """Gainers and losers, the most covered, indices and currencies, each table in the order that is asked for."""
    shows(request, names.TICKERS, names.QUOTES, names.LATEST)
    found = overview()
    for table in found.tables:
        table.sorted_by(request.GET)
        shows(request, *(names.article(row.story.article_id) for row in table.rows if row.story))
    context = {"overview": found, "states": states(found.calendars, timezone.now()), "today": timezone.localdate()}
    return render(request, "markets/markets.html", context)


@limited(FILES)
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
    """Numbers without the zeros that the column adds: 693.95, not 693.950000. Words that no spreadsheet computes."""
    return [_said(value) if isinstance(value, str) else _number(value) for value in row]


def _number(value: Any) -> Any:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _said(text: str) -> str:
    """What begins like a formula is carried out by the program that opens the file: an apostrophe keeps it a text."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


def _named(exchange: str, symbol: str) -> Ticker:
    wanted = Symbol(symbols.exchange_prefix(exchange), symbols.normal_symbol(symbol))
    return get_object_or_404(Ticker.objects.named(wanted)[:1])
