from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles import names
from articles.search import engine
from articles.search.suggesting import suggest
from edge.limits import SUGGESTIONS, limited
from edge.public import public_page, shows


@limited(SUGGESTIONS)
@public_page(reads=("q",))
def suggestions(request: HttpRequest) -> HttpResponse:
    """A fragment: what the search box offers while a reader types."""
    shows(request, names.LATEST, names.TICKERS)
    found = suggest(engine(), request.GET.get("q", ""))
    answer = render(request, "articles/suggestions.html", {"suggestions": found})
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
