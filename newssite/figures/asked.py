"""What the database is asked for when the figures are: the same for all machines that share it."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from newssite import standing
from newssite.patience import Patient

#: Seconds after which a database that is silent counts as away.
PATIENCE = 2.0


def asked() -> list[GaugeMetricFamily]:
    """Asks; raises whatever the database does."""
    jobs, purges, quote = standing.jobs(), standing.purges(), standing.newest_quote()
    found = [
        _gauge("jobs_waiting", "Jobs that could be done now, and that nobody has begun.", jobs.number),
        _gauge("oldest_job_seconds", "For how long the oldest of them has waited.", jobs.oldest),
        _gauge("jobs_failed", "Failed jobs that nobody has run again.", standing.failed_jobs()),
        _gauge("purges_waiting", "Changes that a cache in front has not acknowledged.", purges.number),
        _gauge("oldest_purge_seconds", "For how long the oldest of them has waited.", purges.oldest),
    ]
    if quote is not None:
        found.append(_gauge("newest_quote_age_seconds", "How old the newest price is.", quote))
    seen = GaugeMetricFamily(
        "opening_print_last_seen_seconds", "Since a worker, or tick, was last seen on any machine.", labels=["who"]
    )
    for who, age in standing.seen().items():
        if age is not None:
            seen.add_metric([who], age)
    answered = GaugeMetricFamily(
        "opening_print_provider_answered_seconds", "Since a provider of prices last answered.", labels=["provider"]
    )
    for provider, age in standing.providers().items():
        answered.add_metric([provider], age)
    return [*found, seen, answered]


class OfTheDatabase(Collector):
    def __init__(self) -> None:
        self._asked = Patient(asked)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            found = self._asked(PATIENCE)
        except Exception:  # it is away: that is the figure, and the log has the reason from elsewhere
            yield _gauge("database_up", "Whether the database answered.", 0)
            return
        yield _gauge("database_up", "Whether the database answered.", 1)
        yield from found


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"opening_print_{name}", meaning, value=value)
