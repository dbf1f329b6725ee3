from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles import front_page as edition
from edge.public import public_page


@public_page
def front_page(request: HttpRequest) -> HttpResponse:
    context = {"front": edition.compose(), "today": timezone.localdate()}
    return render(request, "articles/front_page.html", context)
