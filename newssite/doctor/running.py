"""What runs: the server, jobs, providers of prices, caches in front."""

from __future__ import annotations

import http.client
from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from edge import caches
from edge.models import Purge
from markets.models import ProviderState
from newssite import standing
from newssite.findings import Finding, fine, warning

#: Seconds that the server has for an answer.
PATIENCE = 5
#: Hours without a price from a provider that is asked.
SILENT = 96


def server() -> Iterator[Finding]:
    """The one of this machine, where `serve` would start it."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.HOST, settings.HOST)  # noqa: S104 (compared, not bound)
    where = f"{host}:{settings.PORT}"
    connection = http.client.HTTPConnection(host, settings.PORT, timeout=PATIENCE)
    try:
        connection.request("GET", "/healthz", headers={"Host": settings.SITE.netloc})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        yield warning(
            "server",
            f"No server answers at {where} ({error or type(error).__name__}).",
            "If this machine serves the site, start it (`systemctl start opening-print-web`, or `make run`).",
        )
        return
    finally:
        connection.close()
    if status == 200:
        yield fine("server", f"It answers at {where}.")
    else:
        yield warning(
            "server", f"What answers at {where} says {status}.", "See that HOST, PORT and SITE_URL are this site's."
        )


def failed_jobs() -> Iterator[Finding]:
    if number := standing.failed_jobs():
        yield warning(
            "queue",
            f"{number} jobs failed, and nobody has run them again.",
            "Their reasons stand in the admin under *Background work*; run them again there.",
        )


def refused_purges() -> Iterator[Finding]:
    """What a cache said instead of doing it."""
    refused = Purge.objects.filter(acknowledged_at=None).exclude(problem="").order_by("pk").first()
    if refused and caches.configured():
        yield warning(
            "purging", f"A cache says: {refused.problem.splitlines()[0]}", "Correct its settings; it is told again."
        )


def providers() -> Iterator[Finding]:
    now = timezone.now()
    states = {state.name: state for state in ProviderState.objects.filter(name__in=settings.QUOTE_PROVIDERS)}
    is_well = True
    for name in settings.QUOTE_PROVIDERS:
        state = states.get(name)
        if state is None:
            continue
        age = (now - state.answered_at).total_seconds() / 3600 if state.answered_at else None
        last = f"last answered {age:.0f} hours ago" if age is not None else "never answered"
        if state.rests_until and state.rests_until > now:
            is_well = False
            yield warning(
                "prices",
                f"{name} rests until {state.rests_until:%H:%M} UTC; it failed {state.failures} times and {last}. "
                f"{state.error}",
                "See that its key is right and its limit not used up. Stored prices stay on the pages, with their age.",
            )
        elif state.failures and (age is None or age > SILENT):
            is_well = False
            yield warning(
                "prices", f"{name} {last}. {state.error}", "See that its key is right, and its terms unchanged."
            )
    if is_well:
        yield fine("prices")
