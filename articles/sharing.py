"""A link with which somebody without an account reads one draft, for some days.

The link is signed and stored nowhere: it holds the article's key and the second at which it ends. It
cannot be taken back before that, except with all others, by a new `SECRET_KEY`; it ends by itself when
the article is published or withdrawn.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from articles.models import Article

DAYS = 7
_SALT = "articles.sharing"


class Shared(NamedTuple):
    """What a link leads to: the key of an article, until when (aware, UTC, whole seconds)."""

    article: int
    until: datetime

    @property
    def has_ended(self) -> bool:
        return self.until <= timezone.now()


def link_for(article: Article) -> str:
    """An address, with the site's name, that opens this article for the next `DAYS` days."""
    until = timezone.now() + timedelta(days=DAYS)
    signed = signing.dumps([article.pk, int(until.timestamp())], salt=_SALT)
    return settings.SITE_URL + reverse("articles:shared", args=[signed])


def read(signed: str) -> Shared | None:
    """What `link_for` signed; None for anything else."""
    try:
        pk, until = signing.loads(signed, salt=_SALT)
    except signing.BadSignature:
        return None
    return Shared(pk, datetime.fromtimestamp(until, UTC))
