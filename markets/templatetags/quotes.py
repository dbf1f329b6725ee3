"""How prices are printed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template

from articles.models import Ticker
from markets.models import MarketStripEntry, Quote

register = template.Library()

MINUS = "\u2212"
CURRENCY_SIGNS = {"USD": "$", "EUR": "\u20ac", "GBP": "\u00a3", "JPY": "\u00a5"}


def figure(value: Decimal, places: int) -> str:
    """A number with thousands commas and a real minus sign: `-1234.5` -> `1,234.50` after it."""
    return f"{value:,.{places}f}".replace("-", MINUS)


def places_for(price: Decimal) -> int:
    """Two decimals, or four where a price is under one unit."""
    return 2 if abs(price) >= 1 else 4


@register.simple_tag
def price(quote: Quote, ticker: Ticker) -> str:
    """`$693.95`, or `693.95 CHF` where we have no sign for the currency."""
    text = figure(quote.price, places_for(quote.price))
    sign = CURRENCY_SIGNS.get(ticker.currency)
    return f"{sign}{text}" if sign else f"{text} {ticker.currency}"


@register.filter
def signed(value: Decimal | None, places: int = 2) -> str:
    """`+3.32`, `0.10` after a minus sign, `0.00`; nothing for None."""
    if value is None:
        return ""
    rounded = round(value, places)
    return ("+" if rounded > 0 else "") + figure(rounded if rounded else Decimal(0), places)


@register.filter
def direction(quote: Quote) -> str:
    """`up`, `down` or `flat`: names the colour and the arrow."""
    change = quote.change if quote.change is not None else quote.change_percent
    if not change:
        return "flat"
    return "up" if change > 0 else "down"


@register.inclusion_tag("markets/components/market_strip.html")
def market_strip() -> dict[str, Any]:
    """The chosen tickers with their last quotes. One query."""
    return {"entries": MarketStripEntry.objects.all()}
