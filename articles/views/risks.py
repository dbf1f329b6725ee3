from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles import names
from articles.cards import with_tickers
from articles.choices import RiskStatus
from articles.models import Article, Risk
from articles.paging import PARAMETERS, page_of
from edge.public import public_page, shows


@public_page(reads=("status", "page"))
def risk_list(request: HttpRequest) -> HttpResponse:
    """The register: tracked risks, the last changed first, all or of one status."""
    shows(request, names.RISKS)
    status = request.GET.get("status", "")
    found = Risk.objects.select_related("category")
    if status in RiskStatus.values:
        found = found.filter(status=status)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {"risks": page, "status": status, "statuses": RiskStatus.choices}
    return render(request, "articles/risk_list.html", context)


@public_page(reads=PARAMETERS)
def risk(request: HttpRequest, slug: str) -> HttpResponse:
    """One risk, and how each article has worded it, newest first."""
    found = get_object_or_404(Risk.objects.select_related("category"), slug=slug)
    page = page_of(Article.objects.at_risk(found).for_cards(), request.GET)
    with_tickers(page.rows)
    shows(request, names.risk(found.pk), *names.articles(page.rows))
    return render(request, "articles/risk_detail.html", {"risk": found, "page": page})
