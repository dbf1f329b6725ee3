"""Two addresses for machines: is the process alive, and can it serve."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from articles import search
from articles.search import wholeness
from markets.models import Quote


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 where the database answers and the index is whole, else 503; with the newest quote's age in seconds."""
    try:
        newest = Quote.objects.order_by("-as_of").values_list("as_of", flat=True).first()
        ill = wholeness.quickly(search.engine())
    except DatabaseError:
        return JsonResponse({"database": "does not answer"}, status=503)
    parts = {
        "database": "ok",
        "search_index": f"{ill}: {wholeness.REMEDY}" if ill else "ok",
        "newest_quote_age_seconds": int((timezone.now() - newest).total_seconds()) if newest else None,
    }
    return JsonResponse(parts, status=503 if ill else 200)
