"""Two addresses for machines: is the process alive, and can it serve."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from articles.models import Article, SearchDocument
from markets.models import Quote


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 where the database answers, else 503; with the age of the newest quote, in whole seconds."""
    try:
        newest = Quote.objects.order_by("-as_of").values_list("as_of", flat=True).first()
        has_articles = Article.objects.published().exists()
        index_is_filled = SearchDocument.objects.exists() or not has_articles
    except DatabaseError:
        return JsonResponse({"database": "does not answer"}, status=503)
    parts = {
        "database": "ok",
        "search_index": "ok" if index_is_filled else "empty: run `python manage.py rebuild_index`",
        "newest_quote_age_seconds": int((timezone.now() - newest).total_seconds()) if newest else None,
    }
    return JsonResponse(parts, status=200 if index_is_filled else 503)
