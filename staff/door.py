"""Who is let through to the newsroom's pages, and where the others are led."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from staff import second_factor, sessions

#: Where a person wanted to go when they were led to set up a second factor.
WANTED = "wanted"
Views = Callable[..., HttpResponse]


def asked_by_itself(view: Views) -> Views:
    """For what an open page asks now and then without anybody doing anything: it keeps no session alive."""
    view.is_asked_by_itself = True  # type: ignore[attr-defined]
    return view


def end_if_quiet(request: HttpRequest) -> None:
    """Sign out somebody of whom nothing was heard for too long. The page then answers as to any stranger:
    some say in JSON that one is signed out, or keep what was sent."""
    if request.user.is_authenticated and sessions.has_run_out(request):
        logout(request)


def hear_of(request: HttpRequest) -> None:
    """Whoever is signed in does something just now."""
    if request.user.is_authenticated:
        sessions.hear_of(request)


def turned_away(request: HttpRequest) -> HttpResponse | None:
    """What answers somebody who is signed in and may not go on; None for everybody else."""
    end_if_quiet(request)
    if not request.user.is_authenticated:
        return None
    if second_factor.is_due(request.user):
        request.session[WANTED] = request.get_full_path()
        return HttpResponseRedirect(reverse("mfa_index"))
    return None


def for_the_newsroom(view: Views) -> Views:
    """For a page outside of /admin/ that is the newsroom's own."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if (answer := turned_away(request)) is not None:
            return answer
        hear_of(request)
        return staff_member_required(view, login_url="admin:login")(request, *args, **kwargs)

    return guarded
