"""The lists: everything, a category, an author. One card, one pager, one filter form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.filters import ArticleFilter
from articles.models import Article, Author, Category
from articles.paging import page_of
from articles.querysets import ArticleQuerySet
from edge.public import public_page


def list_context(request: HttpRequest, queryset: ArticleQuerySet, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """What `components/article_list.html` needs: the filter set, its chips and one page."""
    filters = ArticleFilter(request.GET, queryset, without)
    return {"filters": filters, "page": page_of(filters.qs.for_cards(), request.GET)}


@public_page
def all_articles(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/all_articles.html", list_context(request, Article.objects.newest()))


@public_page
def category(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Category, slug=slug)
    context = list_context(request, Article.objects.in_category(found), without=("category",))
    return render(request, "articles/category.html", context | {"category": found})


@public_page
def author(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Author, slug=slug)
    context = list_context(request, Article.objects.by(found))
    return render(request, "articles/author.html", context | {"author": found})
