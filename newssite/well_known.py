"""What programs ask of any site at addresses that are known beforehand (RFC 8615)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from articles import names
from edge.public import public_page, shows

#: RFC 9116 advises less than a year; the page is made anew each day.
GOOD_FOR = timedelta(days=180)


@public_page(reads=())
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116). 404 where the publisher has named nobody."""
    if not settings.SECURITY_CONTACTS:
        raise Http404("Nobody is named.")
    shows(request, names.SITE)
    ends = datetime.combine((timezone.now() + GOOD_FOR).astimezone(UTC), time(), UTC)
    lines = [f"Contact: {contact}" for contact in settings.SECURITY_CONTACTS]
    lines += [
        f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_URL}{request.path}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def change_password(request: HttpRequest) -> HttpResponse:
    """Leads programs that keep passwords to where one is changed."""
    answer = HttpResponseRedirect(reverse("account_change_password"))
    answer.headers["Cache-Control"] = "no-store"
    return answer
