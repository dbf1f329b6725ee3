"""Two addresses for machines: is the process alive, and can it serve."""

from __future__ import annotations

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from edge.shelf import Shelf
from newssite import parts, standing
from newssite.findings import FINE, PROBLEM, WARNING, Finding

log = logging.getLogger("newssite.health")

#: What this worker's page store holds; set by newssite/wsgi.py.
shelf: Shelf | None = None
STATUS = {FINE: "ok", WARNING: "warning", PROBLEM: "ill"}


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """503 where readers are better served by another machine, else 200; says of each part how it is."""
    quote = None
    found = [parts.database()]
    if found[0].weight == FINE:
        try:
            found += parts.all_but_the_database()
            quote = standing.newest_quote()
        except DatabaseError:
            log.warning("The database failed while it was looked over.", exc_info=True)
            found[:] = [found[0]._replace(weight=PROBLEM, said="does not answer")]
    if found[0].weight == PROBLEM and shelf is not None and shelf.copies:
        # All machines share it: if each were taken away for it, nobody would be left to give out what was kept.
        found[0] = found[0]._replace(weight=WARNING, said=f"{found[0].said}; {len(shelf.copies)} kept pages go out")
    weights = {one.weight for one in found}
    worst = next(weight for weight in (PROBLEM, WARNING, FINE) if weight in weights)
    said: dict[str, object] = {"status": STATUS[worst]}
    said.update({one.about: _in_short(one) for one in found})
    if len(found) > 1:
        said["newest_quote_age_seconds"] = None if quote is None else int(quote)
    return JsonResponse(said, status=503 if worst == PROBLEM else 200)


def _in_short(found: Finding) -> str:
    return "ok" if found.weight == FINE else f"{found.said}. {found.remedy}".replace("`", "")
