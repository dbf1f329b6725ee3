from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from articles import coverage, names, symbols
from articles.choices import LIVE_RISKS
from articles.coverage import RECENT_ARTICLES
from articles.models import Article, FormerSymbol, Risk, Ticker
from articles.symbols import Symbol
from articles.views.lists import READS, list_context
from edge.public import public_page, shows

PAGE = 200
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@public_page(reads=("q", "letter", "after"))
def ticker_list(request: HttpRequest) -> HttpResponse:
    """Active tickers A to Z, `PAGE` at a time, by first letter or by a search in symbol and name."""
    shows(request, names.TICKERS, names.QUOTES)
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    letter = request.GET.get("letter", "").upper()
    after = symbols.parse(request.GET.get("after", ""))
    found = Ticker.objects.active().select_related("quote").order_by("symbol", "exchange")
    if typed:
        before = FormerSymbol.objects.filter(symbol__istartswith=typed.removeprefix("$")).values("ticker")
        now = Q(symbol__istartswith=typed.removeprefix("$")) | Q(name__icontains=typed)
        found = found.filter(now | Q(pk__in=before))
    letter = letter if len(letter) == 1 and letter in LETTERS else ""
    if letter:
        found = found.filter(symbol__startswith=letter)
    if after:
        later = Q(symbol__gt=after.symbol) | Q(symbol=after.symbol, exchange__gt=after.exchange)
        found = found.filter(later, symbol__gte=after.symbol)
    tickers = list(found[: PAGE + 1])
    more = tickers[PAGE - 1] if len(tickers) > PAGE else None
    context = {"tickers": tickers[:PAGE], "typed": typed, "letter": letter, "letters": LETTERS, "more": more}
    return render(request, "articles/ticker_list.html", context)


@public_page(reads=())
def candidates(request: HttpRequest, symbol: str) -> HttpResponse:
    """`/tickers/SPY/`: to the ticker's page where it is plain which is meant, else the choice."""
    shows(request, names.TICKERS)
    found = list(Ticker.objects.named(Symbol("", symbols.normal_symbol(symbol))))
    active = [ticker for ticker in found if ticker.active] or found
    if not active:
        raise Http404("There is no such ticker.")
    if len(active) == 1:
        return redirect(active[0])
    return render(request, "articles/ticker_candidates.html", {"symbol": symbol.upper(), "tickers": active})


#: `range` and `view` are the chart's. Whether the exchange is open is told in words, which nobody purges.
@public_page(reads=(*READS, "role", "range", "view"), seconds=60)
def ticker(request: HttpRequest, exchange: str, symbol: str) -> HttpResponse:
    """One ticker: quote, past, sentiment, open risks, peers, and its articles by subject or passing mention."""
    found = Ticker.objects.for_page().filter(exchange=exchange, symbol=symbol).first()
    if found is None:  # written otherwise, or its name of before
        shows(request, names.TICKERS)
        wanted = Symbol(symbols.exchange_prefix(exchange), symbols.normal_symbol(symbol))
        return redirect(get_object_or_404(Ticker.objects.named(wanted)[:1]), permanent=True)
    shows(request, names.ticker(found), names.quote(found))
    about = Article.objects.about(found)
    role = request.GET.get("role")
    if role in ("subject", "mention"):
        about = about.in_role(role)
    context: dict[str, Any] = list_context(request, about, without=("ticker",))
    weeks = coverage.by_week(found)
    context |= {"ticker": found, "role": role, "risks": open_risks(found), "peers": coverage.peers(found)}
    context |= {"weeks": weeks, "sentiments": coverage.totals(weeks), "bars": coverage.bars(weeks)}
    shows(request, *(names.risk(risk.pk) for risk in context["risks"]))
    context["former"] = found.former_symbols.filter(replaced_on__isnull=False).order_by("-replaced_on")
    return render(request, "articles/ticker_detail.html", context)


def open_risks(ticker: Ticker, limit: int = 6) -> list[Risk]:
    """Tracked risks, still live, of the newest articles about a ticker; last changed first."""
    recent = Article.objects.about(ticker).values("pk")[:RECENT_ARTICLES]
    return list(Risk.objects.filter(status__in=LIVE_RISKS, statements__article__in=recent).distinct()[:limit])
