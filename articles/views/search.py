from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles import search as archive
from articles.filters import ArticleFilter
from articles.models import Article, Ticker
from articles.symbols import parse as parse_symbol
from edge.public import public_page


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """Ranked matches that pass the filters; a symbol typed alone puts its ticker on top."""
    query = archive.parse(request.GET.get("q", ""))
    engine = archive.engine()
    found = engine.find(query)
    ranks = {hit.pk: at for at, hit in enumerate(found.hits)}
    filters = ArticleFilter(request.GET, Article.objects.newest())
    passing = filters.qs.filter(pk__in=list(ranks)).order_by().values_list("pk", flat=True)
    ordered = sorted(passing, key=ranks.__getitem__)
    page = Paginator(ordered, settings.PAGE_LENGTH).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    articles = {article.pk: article for article in Article.objects.newest().filter(pk__in=shown).for_cards()}
    passages = engine.passages(query, shown)
    context = {
        "query": query,
        "filters": filters,
        "results": [(articles[pk], passages.get(pk, "")) for pk in shown if pk in articles],
        "total": len(ordered),
        "more": found.more,
        "looked_at": len(found.hits),
        "page": page,
        "ticker": exact_ticker(query),
    }
    return render(request, "articles/search.html", context)


def exact_ticker(query: archive.Query) -> Ticker | None:
    symbol = parse_symbol(query.text)
    return Ticker.objects.active().select_related("quote").named(symbol).first() if symbol else None
