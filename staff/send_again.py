"""A form of the newsroom that was sent with the token of an earlier sign-in, or after the login had run out:
its text is not lost.

Django refuses the one, for the token is what tells our pages from others', and leads away from the other.
Instead of a page that forgets what was sent, somebody sees what they typed, and one button sends it again,
with the token of now. Nothing is carried out, and nothing stored, before they press it.
"""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import strip_tags
from django.views.csrf import csrf_failure as plain_refusal
from django.views.decorators.cache import never_cache

#: What Django says where only the token is wrong. A form from another site is refused for where it comes from.
ONLY_THE_TOKEN = ("CSRF token", "CSRF cookie")
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 (a field's name)


class Words(NamedTuple):
    """What was typed into a field, for reading."""

    field: str
    text: str


@never_cache
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Shows what was sent and offers to send it again; the plain refusal to everybody else."""
    if not (_is_ours(request) and reason.startswith(ONLY_THE_TOKEN)):
        return plain_refusal(request, reason=reason)
    return _shown(request)


@never_cache
def signed_out(request: HttpRequest) -> HttpResponse:
    """Answers a form whose token was right: it is of one of our pages, and nobody is signed in any more."""
    return _shown(request)


def _shown(request: HttpRequest) -> HttpResponse:
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != TOKEN and not _is_secret(name)
    ]
    context = {
        "sent": sent,
        "words": [words for name, value in sent if (words := _words(name, str(value)))],
        "files": [name for _, file in request.FILES.items() if (name := getattr(file, "name", ""))],
        "has_secrets": any(map(_is_secret, request.POST)),
    }
    return render(request, "staff/send_again.html", context, status=403)


def _is_ours(request: HttpRequest) -> bool:
    """A form of the newsroom's own pages, sent by a member of its staff. The door's forms carry secrets."""
    in_the_newsroom = request.path.startswith(reverse("admin:index"))
    at_the_door = request.path.startswith(reverse("mfa_index"))
    from_elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin"
    user = request.user
    return in_the_newsroom and not at_the_door and not from_elsewhere and user.is_active and user.is_staff


def _is_secret(name: str) -> bool:
    return "password" in name.lower()


def _words(name: str, value: str) -> Words | None:
    """None for what nobody typed: keys, counts, marks of a form."""
    text = strip_tags(value.replace("</p>", "</p>\n")).strip()
    if name.startswith("_") or "__prefix__" in name or not any(map(str.isalpha, text)) or text == "on":
        return None
    part, _, row = name.partition("-")
    number, _, field = row.partition("-")
    told = f"{part} {int(number) + 1}: {field}" if number.isdecimal() and field else name
    told = told.replace("_", " ")
    return Words(told[:1].upper() + told[1:], text)
