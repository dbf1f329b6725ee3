from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from edge.public import public_page

# Results and filtered lists are endless and say nothing new; crawlers follow the lists themselves.
RULES = """User-agent: *
Disallow: {admin}
Disallow: {search}
Disallow: /quotes/
Disallow: /*?*older=
Disallow: /*?*newer=

# {site}
"""


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    text = RULES.format(admin=reverse("admin:index"), search=reverse("articles:search"), site=settings.SITE_URL)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
