"""Sessions of the newsroom: when one ends by itself, and how all of an account's are ended."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

SEEN = "seen"
#: A session is written again after so many seconds at the earliest, not with each request.
STEP = 60


def begin(request: HttpRequest) -> None:
    """Somebody signed in just now."""
    request.session[SEEN] = int(time.time())


def has_run_out(request: HttpRequest) -> bool:
    """Whether nothing was heard of this session for longer than the newsroom allows."""
    seen = request.session.get(SEEN)
    return seen is not None and time.time() - seen > settings.SESSION_IDLE_MINUTES * 60


def hear_of(request: HttpRequest) -> None:
    """Somebody does something just now."""
    now, seen = int(time.time()), request.session.get(SEEN)
    if seen is None or now - seen >= STEP:
        request.session[SEEN] = now


def end_all(user: Any) -> int:
    """Sign an account out everywhere. Returns how many sessions ended.

    Only the newsroom has sessions, so there are few to look through.
    """
    current = Session.objects.filter(expire_date__gt=timezone.now())
    theirs = [one.pk for one in current.iterator() if one.get_decoded().get(SESSION_KEY) == str(user.pk)]
    return Session.objects.filter(pk__in=theirs).delete()[0]
