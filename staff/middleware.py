"""The newsroom's door: stands before everything under /admin/ but the pages that lead through it."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from staff import door, present
from staff.throttle import TooMany


class Door:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.newsroom = reverse("admin:index")
        self.account = reverse("mfa_index")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with present.answering(request):
            return self._turned_away(request) or self.get_response(request)

    def _turned_away(self, request: HttpRequest) -> HttpResponse | None:
        # Public pages are the same for everybody: nothing here may look at who asks for one.
        if not request.path.startswith(self.newsroom):
            return None
        if request.path.startswith(self.account):
            door.end_if_quiet(request)
            return None
        return door.turned_away(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Too many attempts: when the next one will be judged, in words and for machines."""
        if not isinstance(exception, TooMany):
            return None
        seconds = max(1, ceil((exception.until - timezone.now()).total_seconds()))
        context = {"until": exception.until, "minutes": -(-seconds // 60)}
        answer = render(request, "429.html", context, status=429)
        answer.headers["Retry-After"] = str(seconds)
        answer.headers["Cache-Control"] = "no-store"
        return answer
