"""`manage.py doctor`: the whole site looked over, by somebody who was woken by it.

What stops readers comes first: the database, then what is asked for with every page, then what runs beside the
server, then what will be trouble some day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.core.checks import CheckMessage, registry
from django.core.checks import messages as levels
from django.db import DatabaseError

from newssite import parts, replicas
from newssite.doctor import configured, machine, running, stored
from newssite.findings import PROBLEM, WARNING, Finding, fine, problem

#: What needs no database, in two groups: readers feel the first at once.
FIRST: tuple[Callable[[], Iterable[Finding]], ...] = (
    stored.folder, stored.sqlite_file, running.server, stored.static_files, stored.uploads,
)  # fmt: skip
LAST: tuple[Callable[[], Iterable[Finding]], ...] = (
    configured.settings_of_the_site, stored.backups, machine.open_files, machine.memory, machine.processors,
)  # fmt: skip
#: What asks it.
OF_THE_DATABASE: tuple[Callable[[], Iterable[Finding]], ...] = (
    stored.server_version, lambda: [in_full(parts.search_index())],
    lambda: map(in_full, parts.seen()), lambda: [in_full(parts.queue())], running.failed_jobs,
    lambda: [in_full(parts.purging())], running.refused_purges, running.providers,
    lambda: map(in_full, replicas.findings()), lambda: map(in_full, parts.cache()),
    lambda: [in_full(parts.clock())], stored.connections_allowed,
)  # fmt: skip
#: `/readyz` says of each part what is wrong with it; a sentence begins so.
BEGINNINGS = {
    "migrations": "Of the migrations", "search_index": "The search index", "worker": "A worker", "tick": "`tick`",
    "queue": "In the queue", "purging": "Of the purges", "clock": "This machine's clock", "cache": "Redis",
}  # fmt: skip
#: Said by us in other words.
SAID_OTHERWISE = {"articles.W001", "articles.W002"}


def examine() -> Iterator[Finding]:
    """Looks at everything, in order of importance; nothing that fails keeps it from looking on."""
    database = stored.database()
    yield from database
    yield from _each(FIRST)
    answers = all(found.weight != PROBLEM for found in database)
    if answers:
        migrations = list(_each([lambda: [in_full(parts.migrations())]]))
        yield from migrations
        # Without its tables each question would fail for the same reason.
        answers = all(found.weight != PROBLEM for found in migrations)
    if answers:
        yield from _each(OF_THE_DATABASE)
    yield from _django_checks(["default"] if answers else None)
    yield from _each(LAST)


def in_full(part: Finding) -> Finding:
    """As a sentence; of a replica, which has a name of its own, with that."""
    return part._replace(said=f"{BEGINNINGS.get(part.about, part.about)} {part.said}.") if part.said else part


def _each(looks: Iterable[Callable[[], Iterable[Finding]]]) -> Iterator[Finding]:
    for look in looks:
        try:
            yield from look()
        except DatabaseError as error:
            first = str(error).strip().partition("\n")[0]
            yield problem("database", f"failed while it was asked: {first}", "Run this again; its own log says more.")
        except OSError as error:
            yield problem("files", f"could not be looked at: {error}", "See that this account may read and write them.")


def _django_checks(databases: list[str] | None) -> Iterator[Finding]:
    """Django's system checks and ours: those for a public site too, where it is one."""
    found = registry.registry.run_checks(include_deployment_checks=settings.IS_HTTPS, databases=databases)
    told = [_as_finding(one) for one in found if one.level >= levels.WARNING and one.id not in SAID_OTHERWISE]
    yield from sorted(told, key=lambda one: one.weight != PROBLEM) or [fine("checks")]


def _as_finding(message: CheckMessage) -> Finding:
    weight = PROBLEM if message.level >= levels.ERROR else WARNING
    said = f"{message.msg}" if not message.obj else f"{message.obj}: {message.msg}"
    return Finding(weight, "checks", f"{said} ({message.id})", message.hint or "See `python manage.py check --deploy`.")
