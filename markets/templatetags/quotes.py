"""How prices are printed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import template
from django.http import HttpRequest

from articles import names
from articles.models import Article, Ticker, TickerSentiment
from edge.public import PAGE, shows
from markets import formats
from markets.at_publication import Then, price_then
from markets.models import MarketStripEntry, Quote
from markets.printing import Printed, our_manner, printed

register = template.Library()


@register.simple_tag(takes_context=True)
def quote_of(context: dict[str, Any], ticker: Ticker) -> Printed | None:
    """The ticker's last quote in words and figures; None where there is none. The page is named by it, and who
    says so is kept for the foot of the page (`price_sources`)."""
    quote: Quote | None = getattr(ticker, "quote", None)
    if request := context.get("request"):
        _name(request, ticker)
        if quote:
            _sources(request)[quote.source] = None
    return printed(quote, ticker) if quote else None


@register.simple_tag(takes_context=True)
def price_sources(context: dict[str, Any]) -> str:
    """Who says what the prices are that stand above on this page: `Acme; Closing prices`."""
    request = context.get("request")
    return "; ".join(_sources(request)) if request else ""


def _name(request: HttpRequest, ticker: Ticker) -> None:
    """A page that is named by all prices, as the list of tickers is, need not be by each."""
    page = request.META.get(PAGE)
    if page is not None and names.QUOTES not in page.names:
        shows(request, names.quote(ticker))


def _sources(request: HttpRequest) -> dict[str, None]:
    """The names, each once and in the order of the page."""
    return request.__dict__.setdefault("price_sources", {})


@register.simple_tag
def same_source(tagged: Iterable[TickerSentiment]) -> str:
    """Who says all these prices, where it is the same of several: it is said once then, and not with each. Else ""."""
    quotes = [quote for each in tagged if (quote := getattr(each.ticker, "quote", None))]
    sources = {quote.source for quote in quotes}
    return sources.pop() if len(quotes) > 1 and len(sources) == 1 else ""


@register.simple_tag
def price_at_publication(tagged: TickerSentiment, article: Article) -> Then | None:
    """What the ticker cost when the article was published; None where that is not known."""
    return price_then(tagged, article.published_at)


@register.simple_tag
def no_change() -> str:
    """How a change of nothing is printed, for a script that prints others: `0.00%`."""
    return formats.percent(0, our_manner())


@register.filter
def percent(value: Decimal | None) -> str:
    """`+0.48%`; nothing for None."""
    return formats.percent(value, our_manner())


@register.inclusion_tag("markets/components/market_strip.html", takes_context=True)
def market_strip(context: dict[str, Any]) -> dict[str, Any]:
    """The chosen tickers with their last quotes. One query."""
    return {"entries": MarketStripEntry.objects.all(), "request": context.get("request")}
