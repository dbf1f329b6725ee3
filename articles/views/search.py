"""The search page, and the query that its address asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from articles import names
from articles import search as archive
from articles.cards import with_tickers
from articles.filters import SearchFilter
from articles.models import Article, Ticker
from articles.paging import PARAMETERS, query_with
from articles.search import SearchEngine
from articles.search.engine import Entry
from articles.search.facets import FACETS, Facet, count
from articles.search.finding import Found, find, newest_of
from articles.search.guessing import guess
from articles.search.marking import marked, passages
from articles.search.query import Query
from articles.search.understood import understood
from articles.symbols import parse as parse_symbol
from edge.limits import SEARCH, limited
from edge.public import public_page, shows


class Result(NamedTuple):
    """An article found. `begins_partly` stands on the first of those that meet a part of the query."""

    article: Article
    headline: str
    passage: str
    begins_partly: bool


class FilterLinks(NamedTuple):
    """A filter with counts, each choice with the address that takes it, or takes it off."""

    facet: Facet
    links: list[tuple[Any, str]]


#: What a search reads of its address; its feed reads as much.
READS = ("q", "sort", *SearchFilter.base_filters, *PARAMETERS)


@limited(SEARCH)
@public_page(reads=READS)
def search(request: HttpRequest) -> HttpResponse:
    """Matches that pass the filters, best or newest first; a symbol typed alone puts its ticker on top."""
    shows(request, names.LATEST, names.TICKERS)
    typed = archive.parse(request.GET.get("q", ""))
    filters = SearchFilter(request.GET, typed)
    query = filters.narrowed()
    context: dict[str, Any] = {
        "query": query,
        "filters": filters,
        "ticker": exact_ticker(typed),
        "sort": "date" if request.GET.get("sort") == "date" or not query.word_terms else "relevance",
    }
    if context["ticker"]:
        shows(request, names.quote(context["ticker"]))
    if query:
        context |= answer(archive.engine(), query, filters, request.GET, by_date=context["sort"] == "date")
    return render(request, "articles/search.html", context)


def answer(
    engine: SearchEngine, query: Query, filters: SearchFilter, params: QueryDict, *, by_date: bool
) -> dict[str, Any]:
    older = _place(params.get("older")) if by_date else None
    found = find(engine, query, by_date=by_date, before=older)
    if by_date:
        shown, context = list(found.entries[: settings.PAGE_LENGTH]), _older(found, params)
    else:
        page = Paginator(found.entries, settings.PAGE_LENGTH).get_page(params.get("page"))
        shown, context = list(page.object_list), {"page": page}
    counted = newest_of(engine, query) if older is not None else found
    return context | {
        "found": found,
        "results": results(query, shown, partly_from(found)),
        "understood": understood(query),
        "facets": facets(engine, query, filters, counted, params),
        "guess": guess(engine, query) if not found.total else "",
        "weighed": len(found.entries),
    }


def _older(found: Found, params: QueryDict) -> dict[str, Any]:
    """The address of the next page by date, "" on the last one."""
    last = None
    if len(found.entries) > settings.PAGE_LENGTH:
        last = found.entries[settings.PAGE_LENGTH - 1].place
    elif found.reached is not None:
        last = found.reached
    return {"older": query_with(params, older=last) if last is not None else "", "deep": "older" in params}


def _place(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 18 else None


def partly_from(found: Found) -> int | None:
    """The article at which those begin that meet only a part of the query."""
    return found.entries[-found.partly].article if found.partly else None


def results(query: Query, shown: Sequence[Entry], partly: int | None) -> list[Result]:
    """The entries' articles in their order, with what meets the query marked."""
    pks = [entry.article for entry in shown]
    rows = with_tickers(list(Article.objects.newest().filter(pk__in=pks).for_cards()))
    articles = {article.pk: article for article in rows}
    found = passages(query, pks)
    return [
        Result(articles[pk], marked(query, articles[pk].headline), found.get(pk, ""), pk == partly)
        for pk in pks
        if pk in articles
    ]


def facets(
    engine: SearchEngine, query: Query, filters: SearchFilter, found: Any, params: QueryDict
) -> list[FilterLinks]:
    """Each filter counted among what meets the query and all the other filters."""
    chosen = filters.terms
    everywhere = count(found.entries)
    made = []
    for name, (label, choices_of) in FACETS.items():
        among = newest_of(engine, filters.narrowed(without=name)) if name in chosen else found
        choices = choices_of(count(among.entries) if name in chosen else everywhere, chosen)
        facet = Facet(name, label, choices, at_least=not among.all)
        links = [(one, query_with(params, **{name: None if one.is_chosen else one.value})) for one in choices]
        if links:
            made.append(FilterLinks(facet, links))
    return made


def exact_ticker(query: Query) -> Ticker | None:
    symbol = parse_symbol(query.text)
    return Ticker.objects.active().select_related("quote").named(symbol).first() if symbol else None
