"""Counts what each network asks of the views that have a limit, and has who asks too much wait for the next minute.

The counts are in Django's cache: of each worker by itself, or of all where that is Redis. A count is good in its minute
alone, under a name that nobody can turn back into an address without the site's secret key. A cache that
is away lets everybody through. See docs/decisions/0033-limits-for-readers.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from ipaddress import ip_address
from math import ceil
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template import loader
from django.utils.crypto import salted_hmac

from edge.away import MayBeAway
from edge.limits import PRICES, Limit
from staff.address import COUNTED_BITS, client_address, is_proxy, network_of


class Throttle:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.door = MayBeAway("cache", "nobody is told to wait")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        limit = getattr(view, "limit", None)
        address = client_address(request) if limit else ""
        if limit is None or not address or is_ours(address):
            return None
        now = time.time()
        left = 60 - now % 60
        number = self.counted(limit, network_of(address, COUNTED_BITS), int(now // 60), ceil(left))
        return too_many(limit, ceil(left)) if number > limit.a_minute else None

    def counted(self, limit: Limit, network: str, minute: int, left: int) -> int:
        """How often this network asked in this minute; 0 where the cache does not say."""
        key = salted_hmac("throttled", f"{limit.name} {network} {minute}", algorithm="sha256").hexdigest()
        return self.door.ask(lambda: _one_more(key, left), 0)


def _one_more(key: str, left: int) -> int:
    try:
        return 1 if cache.add(key, 1, left) else cache.incr(key)
    except ValueError:  # its minute has ended since
        return 0


def is_ours(address: str) -> bool:
    """This machine, or a proxy that does not say for whom it asks: to stop it would stop every reader."""
    return is_proxy(address) or ip_address(address).is_loopback


def too_many(limit: Limit, wait: int) -> HttpResponse:
    """429, with when to come again; asks nothing of the database."""
    seconds = f"{wait} second{'' if wait == 1 else 's'}"
    if limit is PRICES:
        said = f"Too many {limit.words} were asked for from this network. Ask again in {seconds}."
        answer: HttpResponse = JsonResponse({"trouble": said}, status=429)
    else:
        context = {"site_name": settings.SITE_NAME, "words": limit.words, "seconds": seconds, "most": limit.a_minute}
        answer = HttpResponse(loader.render_to_string("too_many.html", context), status=429)
    answer.headers["Retry-After"] = str(wait)
    answer.headers["Cache-Control"] = "no-store"
    return answer
