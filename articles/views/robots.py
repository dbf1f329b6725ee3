from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles import names
from edge.public import public_page, shows

# Results are endless and say nothing new; the archive is reached through the lists.
RULES = """User-agent: *
Disallow: {admin}
Disallow: {search}
Disallow: /quotes/

# {site}
"""


@public_page(reads=())
def robots(request: HttpRequest) -> HttpResponse:
    shows(request, names.SITE)
    text = RULES.format(admin=reverse("admin:index"), search=reverse("articles:search"), site=settings.SITE_URL)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
