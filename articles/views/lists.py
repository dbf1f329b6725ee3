"""The lists: everything, a category, an author. One card, one pager, one filter form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles import names
from articles.cards import with_tickers
from articles.filters import ArticleFilter
from articles.models import Article, Author, Category
from articles.paging import PARAMETERS, page_of
from articles.querysets import ArticleQuerySet
from edge.public import public_page, shows

#: What a list reads of its address.
READS = (*ArticleFilter.base_filters, *PARAMETERS)


def list_context(request: HttpRequest, queryset: ArticleQuerySet, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """What `components/article_list.html` needs: the filter set, its chips and one page."""
    filters = ArticleFilter(request.GET, queryset, without)
    page = page_of(filters.qs.for_cards(), request.GET)
    with_tickers(page.rows)
    shows(request, *names.articles(page.rows))
    return {"filters": filters, "page": page}


@public_page(reads=READS)
def all_articles(request: HttpRequest) -> HttpResponse:
    shows(request, names.LATEST)
    return render(request, "articles/all_articles.html", list_context(request, Article.objects.newest()))


@public_page(reads=READS)
def category(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Category, slug=slug)
    shows(request, names.category(found))
    context = list_context(request, Article.objects.in_category(found), without=("category",))
    return render(request, "articles/category.html", context | {"category": found})


@public_page(reads=READS)
def author(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Author, slug=slug)
    shows(request, names.author(found.pk))
    if found.picture:
        shows(request, names.picture(str(found.picture.name)))
    context = list_context(request, Article.objects.by(found))
    return render(request, "articles/author.html", context | {"author": found})
