"""What a public page says of itself: how long it may be kept, and by which names it is purged.

A view wrapped in `public_page` gives the same to everyone: it is shown no cookie, and of its address's
parameters only those that it says it `reads`. While it makes the page it names what it shows with
`shows(request, ...)`. It is only there to be read: what would change something (POST, PUT, DELETE) is
answered with 405, which nobody keeps.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from edge import addresses, encodings, freshness
from edge.names import ALL

View = Callable[..., HttpResponseBase]
#: The key of `request.META`, and so of WSGI's environ, under which a page stands that is being made.
PAGE = "edge.page"
#: Under this one the page store says, in seconds of `time.monotonic`, when it last heard of a change. A page that it
#: asks for must be made from data as new as that, since what is older would not be purged any more.
HEARD = "edge.heard"
#: What may be kept: a page, an address that moved for good, an article that was withdrawn. A page that is not
#: there may be there the next moment, under a name that nobody knows yet.
KEPT = {200, 301, 410}


class Declared(NamedTuple):
    """What is known of a public page before it is made. `reads` is None where the view did not say."""

    reads: Collection[str] | None
    seconds: int


class Page:
    """What a view says of the page that it is making."""

    def __init__(self, declared: Declared) -> None:
        self.declared = declared
        self.names = {ALL}

    @property
    def is_named(self) -> bool:
        """What names nothing could not be purged by what it shows: it is kept for a moment only."""
        return len(self.names) > 1


def public_page(
    view: View | None = None, *, reads: Collection[str] | None = None, seconds: int = freshness.SECONDS
) -> Any:
    """A view of which everybody gets the same.

    `reads` are the parameters that the page depends on; all others are kept from the view. `seconds` is how
    long it may be kept by those who hear of changes (the page store, and caches in front that are purged).
    """
    if view is None:
        return functools.partial(public_page, reads=reads, seconds=seconds)
    made = view
    declared = Declared(reads, seconds)

    @require_safe
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        page = request.META[PAGE] = Page(declared)
        cookies, request.COOKIES = request.COOKIES, {}
        if reads is not None:
            asked = addresses.canonical(request.META.get("QUERY_STRING", ""), reads)
            if asked is not None:
                request.META["QUERY_STRING"] = asked
                request.GET = QueryDict(asked)
        try:
            response = made(request, *args, **kwargs)
        finally:
            request.COOKIES = cookies
        if isinstance(response, HttpResponse):
            if is_for_one(request):
                response.headers["Cache-Control"] = freshness.PRIVATE
            elif response.status_code in KEPT:
                _describe(response, page)
        return response

    kept.declared = declared  # type: ignore[attr-defined]
    return kept


def shows(request: HttpRequest, *names: str) -> None:
    """Names what the page shows that is made in answer to this request. A preview is no page to be kept."""
    page = request.META.get(PAGE)
    if page is not None:
        page.names.update(names)


def declared_by(view: Any) -> Declared | None:
    """What a public view says of its page; None for any other view."""
    return getattr(view, "declared", None)


def is_for_one(request: HttpRequest) -> bool:
    """Who is signed in sees pages as they are this moment, and leaves none to others."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META


def _describe(response: HttpResponse, page: Page) -> None:
    control = freshness.control(page.declared.seconds if page.is_named else 0)
    response.headers.setdefault("Cache-Control", control)
    response.headers.setdefault("ETag", f'"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"')
    response.headers.setdefault("Last-Modified", http_date())
    if encodings.is_worth_it(response.headers.get("Content-Type", ""), response.content):
        patch_vary_headers(response, ["Accept-Encoding"])
    for header, value in freshness.named(page.names).items():
        response.headers[header] = value


#: For what never changes under its address.
forever: Callable[[View], View] = lambda view: require_safe(  # noqa: E731 (as a decorator reads)
    cache_control(public=True, max_age=31_536_000, immutable=True)(view)
)
