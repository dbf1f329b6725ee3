from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models.article import Article

#: A form that is open says so twice a minute; a window in the background may say it once.
LASTS = timedelta(seconds=100)


class PresenceQuerySet(models.QuerySet["Presence"]):
    def now(self) -> PresenceQuerySet:
        """Forms that are open, those opened first in front; each with its user."""
        heard_since = timezone.now() - LASTS
        return self.filter(seen_at__gte=heard_since).select_related("user").order_by("since", "pk")


class Presence(models.Model):
    """Somebody has an article open in a form. It ends by itself when nothing is heard of the form."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=40)
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("article", "form"), name="presence_once_a_form")]
        indexes = [models.Index(fields=("seen_at",), name="presence_seen")]

    def __str__(self) -> str:
        return str(self.user)
