"""The newsroom's door: stands before everything under /admin/ but the pages that lead through it."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from staff import audit, door, present
from staff.choices import Kind
from staff.throttle import TooMany


class Door:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.newsroom = reverse("admin:index")
        self.account = reverse("mfa_index")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with present.answering(request):
            response = self._turned_away(request) or self.get_response(request)
        if request.path.startswith(self.newsroom):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def _turned_away(self, request: HttpRequest) -> HttpResponse | None:
        # Public pages are the same for everybody: nothing here may look at who asks for one.
        if not request.path.startswith(self.newsroom):
            return None
        if request.path.startswith(self.account):
            door.end_if_quiet(request)
            return None
        return door.turned_away(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Whoever does something in the newsroom is there; a page that asks by itself does not prove it."""
        if request.path.startswith(self.newsroom) and not getattr(view, "is_asked_by_itself", False):
            door.hear_of(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Too many attempts: when the next one will be judged, in words and for machines."""
        if not isinstance(exception, TooMany):
            return None
        if exception.is_first:  # of those that follow, the log would have one for each request
            said = f"{exception.limit.said} None is looked at before {timezone.localtime(exception.until):%H:%M:%S}."
            audit.record(Kind.REFUSED, said, about=exception.account())
        seconds = max(1, ceil((exception.until - timezone.now()).total_seconds()))
        context = {"until": exception.until, "minutes": -(-seconds // 60)}
        answer = render(request, "429.html", context, status=429)
        answer.headers["Retry-After"] = str(seconds)
        answer.headers["Cache-Control"] = "no-store"
        return answer
