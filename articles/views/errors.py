"""Error pages in the site's dress. Those for 400 and 500 ask nothing of the database, nor of the request."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _bare("400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _bare("500.html", status=500)


def _bare(template: str, status: int) -> HttpResponse:
    return HttpResponse(loader.render_to_string(template, {"site_name": settings.SITE_NAME}), status=status)
