"""Where "You are signed out." waits for the next page: in a cookie of this host alone, as all others are."""

from django.conf import settings
from django.contrib.messages.storage import cookie, fallback, session


class Cookie(cookie.CookieStorage):
    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class Messages(fallback.FallbackStorage):
    storage_classes = (Cookie, session.SessionStorage)
