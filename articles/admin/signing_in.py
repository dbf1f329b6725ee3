"""Signing in again without losing the form: what the form's scripts ask, and a page without scripts.

Whatever the sign-in is (a password, a second factor), it happens on its own pages in a window of its
own. `signed_in_view` is where that window arrives; it tells the form and closes itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from articles.templatetags.newsroom import person

SIGNED_OUT = "You are signed out. Sign in again; your text is still here."
MAX_BYTES = 1_000_000
#: What the name of an open form looks like.
FORM = re.compile(r"[\w-]{8,40}")


class BadBody(Exception):
    """What a script sent is not what it should be; the text says so."""


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that a script sent. Raises `BadBody`."""
    try:
        if len(request.body) > MAX_BYTES:
            raise BadBody(f"This form has more than {MAX_BYTES:,} bytes, too many to keep. Save it in parts.")
        sent = json.loads(request.body)
    except RequestDataTooBig:
        raise BadBody(f"This form has more than {MAX_BYTES:,} bytes, too many to keep. Save it in parts.") from None
    except (ValueError, RecursionError):
        raise BadBody("What arrived is not JSON, so nothing was kept.") from None
    if not isinstance(sent, dict):
        raise BadBody("What arrived is not a JSON object, so nothing was kept.")
    return sent


class SigningIn(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        own = [
            path("signed-in/", self.admin_site.admin_view(self.signed_in_view), name="articles_article_signed_in"),
            path("who/", self.answering(self.who_view), name="articles_article_who"),
        ]
        return [*own, *super().get_urls()]

    def answering(self, view: Callable[..., dict[str, Any]]) -> Callable[..., HttpResponse]:
        """For views that a form's scripts ask: a dictionary becomes JSON, and instead of a redirect to
        the sign-in page, which a script would take for the answer, there is a sentence and a status."""

        @never_cache
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.admin_site.has_permission(request):
                return JsonResponse({"sentence": SIGNED_OUT}, status=401)
            if not self.has_view_or_change_permission(request):
                return JsonResponse({"sentence": "Your account does not write articles."}, status=403)
            try:
                return JsonResponse(view(request, *args, **kwargs))
            except BadBody as refusal:
                return JsonResponse({"sentence": str(refusal)}, status=400)

        return answer

    def who_view(self, request: HttpRequest) -> dict[str, Any]:
        """Who is signed in, and the token that forms of theirs carry; it is a new one after each sign-in."""
        return {"user": request.user.pk, "name": person(request.user), "token": get_token(request)}

    def signed_in_view(self, request: HttpRequest) -> HttpResponse:
        """Only those who are signed in arrive here; everybody else is led through the sign-in first."""
        context = {**self.admin_site.each_context(request), "title": "You are signed in", "is_popup": True}
        return TemplateResponse(request, "admin/articles/article/signed_in.html", context)
