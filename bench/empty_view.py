"""What Django costs when it does nothing: one view, no text, under the same server.

BENCH_MIDDLEWARE=startproject adds the middleware that a new Django project begins with; BENCH_MIDDLEWARE=cache adds
Django's per-site cache, and the view gives the answer in the file BENCH_SAMPLE.
"""

import json
import os
from pathlib import Path

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

STARTPROJECT = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


CACHE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.cache.FetchFromCacheMiddleware",
]
MIDDLEWARE = {"startproject": STARTPROJECT, "cache": CACHE}.get(os.environ.get("BENCH_MIDDLEWARE", ""), [])


def nothing(request: HttpRequest) -> HttpResponse:
    if MIDDLEWARE is not CACHE:
        return HttpResponse()
    sample = json.loads(Path(os.environ["BENCH_SAMPLE"]).read_text())
    return HttpResponse(sample["body"].encode("latin-1"), headers=dict(sample["headers"]) | {"Cache-Control": "public"})


urlpatterns = [path("", nothing)]

if not settings.configured:
    settings.configure(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["127.0.0.1"],
        SECRET_KEY="of no use here, where nothing is signed",
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
        MIDDLEWARE=MIDDLEWARE,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    )
    django.setup(set_prefix=False)

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 (settings come first)

application = WSGIHandler()
