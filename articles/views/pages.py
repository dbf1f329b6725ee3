from __future__ import annotations

from django.core.paginator import Paginator
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
        public = Article.objects.published().values("pk")
        newest = Correction.objects.filter(article__in=public).select_related("article")
        corrections = Paginator(newest, 50).get_page(request.GET.get("page"))
    return render(request, "articles/standing_page.html", {"page": found, "corrections": corrections})
