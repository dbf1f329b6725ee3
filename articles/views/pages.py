from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.choices import PageSlug
from articles.models import Article, Correction, StandingPage
from edge.public import public_page


@public_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The publisher's own words; under those on corrections, the corrections themselves."""
    found = get_object_or_404(StandingPage, slug=slug)
    corrections = None
    if slug == PageSlug.CORRECTIONS:
        # Asked of each correction, and no join, so that the walk is along the corrections' own index.
        public = Article.objects.published().filter(pk=OuterRef("article"))
        articles = Prefetch("article", Article.objects.defer("body"))
        newest = Correction.objects.filter(Exists(public)).prefetch_related(articles)
        corrections = Paginator(newest, 50).get_page(request.GET.get("page"))
    return render(request, "articles/standing_page.html", {"page": found, "corrections": corrections})
