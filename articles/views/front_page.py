from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles import front_page as edition
from articles import names
from edge.public import public_page, shows


@public_page(reads=())
def front_page(request: HttpRequest) -> HttpResponse:
    front = edition.compose()
    shows(request, names.FRONT_PAGE, names.LATEST, names.QUOTES, *names.articles(front.shown))
    if front.lead and front.lead.picture:
        shows(request, names.picture(str(front.lead.picture.name)))
    context = {"front": front, "today": timezone.localdate()}
    return render(request, "articles/front_page.html", context)
