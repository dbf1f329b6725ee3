from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles import names
from articles.choices import PageSlug
from articles.models import Correction, StandingPage
from articles.paging import PARAMETERS, page_of
from edge.public import public_page, shows


@public_page(reads=PARAMETERS)
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The publisher's own words; under those on corrections, the corrections themselves."""
    found = get_object_or_404(StandingPage, slug=slug)
    shows(request, names.page(slug), *([names.LATEST] if slug == PageSlug.CORRECTIONS else []))
    corrections = page_of(Correction.objects.newest(), request.GET, 50) if slug == PageSlug.CORRECTIONS else None
    return render(request, "articles/standing_page.html", {"page": found, "corrections": corrections})
