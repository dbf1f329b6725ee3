"""What every answer says to browsers about other sites, whatever made it: page, file, refusal or redirect.

Stands before all other middleware, so that nothing is answered round it. What says otherwise itself is left alone.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class CrossOrigin:
    """`settings.CROSS_ORIGIN_HEADERS`, on every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in settings.CROSS_ORIGIN_HEADERS.items():
            response.headers.setdefault(name, value)
        return response
