"""The parts that the site is made of while it runs, each looked at in milliseconds: for `/readyz` and `doctor`.

All of them raise `DatabaseError` where the database does not answer, but `database`, which says it.
"""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache as shared_cache
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from articles import heartbeats, search
from articles.search import wholeness
from edge import caches
from newssite import replicas, standing
from newssite.findings import Finding, fine, problem, warning
from newssite.patience import Patient

#: Seconds for which a database may be silent.
PATIENCE = 2.0
#: Seconds after which somebody was not seen lately. `tick` may be run by cron, every minute.
LATE = {heartbeats.WORKER: 120, heartbeats.TICK: 180}
START = {
    heartbeats.WORKER: "Start `python manage.py db_worker` (`serve` does it too), and look into its log.",
    heartbeats.TICK: "Start `python manage.py tick --every 5` (`serve` does it too), and look into its log.",
}
#: Jobs take seconds; who waits for ten minutes waits for a worker.
QUEUE_STUCK = 600
#: Caches acknowledge within a second or two.
PURGES_STUCK = 60
#: Seconds that two clocks may differ: a scheduled article is public by the one, and asked for by the other.
CLOCKS_DIFFER = 2.0

_is_migrated = False


def _ask() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


_patient = Patient(_ask)


def database() -> Finding:
    """Whether it answers at all, within two seconds. Its reason may hold an address or a name: it is not told here."""
    try:
        # SQLite answers or fails. Who waits for another database must not hang with it.
        _ask() if connection.vendor == "sqlite" else _patient(PATIENCE)
    except TimeoutError:
        said = f"has not answered for {PATIENCE:.0f} seconds"
    except Exception:
        said = "does not answer"
    else:
        return fine("database")
    return problem("database", said, "Start the database, or correct DATABASE_URL; its own log says more.")


def migrations() -> Finding:
    """Whether the database is as new as this code. One that is newer is fine, as while machines are updated in turn."""
    global _is_migrated
    if not _is_migrated:
        executor = MigrationExecutor(connection)
        if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return problem(
                "migrations", f"{len(plan)} of this version are not applied", "Run `python manage.py migrate`."
            )
        _is_migrated = True
    return fine("migrations")


def search_index() -> Finding:
    with transaction.atomic():
        ill = wholeness.quickly(search.engine())
    if ill:
        remedy = f"{wholeness.REMEDY[0].upper()}{wholeness.REMEDY[1:]}."
        return warning("search_index", f"is {ill}: searches miss articles", remedy)
    return fine("search_index")


def seen() -> list[Finding]:
    """Who works beside the server: a worker, and `tick`."""
    found = []
    for who, age in standing.seen().items():
        if age is None:
            found.append(warning(who, "has never been seen", START[who]))
        elif age > LATE[who]:
            found.append(warning(who, f"was last seen {_long(age)} ago", START[who]))
        else:
            found.append(fine(who))
    return found


def queue() -> Finding:
    number, oldest = standing.jobs()
    if oldest > QUEUE_STUCK:
        remedy = (
            "See that a worker runs and is not at one long job; more may run beside it: `python manage.py db_worker`."
        )
        return warning("queue", f"the oldest of {number} jobs has waited for {_long(oldest)}", remedy)
    return fine("queue")


def purging() -> Finding:
    number, oldest = standing.purges() if caches.configured() else (0, 0.0)
    if oldest > PURGES_STUCK:
        remedy = (
            "See that a worker runs; *Purges* in the admin says what each cache answered. Readers may see old pages."
        )
        return warning("purging", f"the oldest of {number} changes has waited for {_long(oldest)}", remedy)
    return fine("purging")


def clock() -> Finding:
    """How far this machine's clock is from the database's, if that is another machine."""
    if connection.vendor != "postgresql":
        return fine("clock")
    with connection.cursor() as cursor:
        before = time.time()
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        theirs = float(cursor.fetchone()[0])
    # What the question took is not held against it.
    apart = max(before - theirs, theirs - time.time(), 0.0)
    if apart > CLOCKS_DIFFER:
        return warning(
            "clock", f"is {_long(apart)} away from the database's", "Have both machines keep time (chrony, timesyncd)."
        )
    return fine("clock")


def cache() -> list[Finding]:
    """The Redis that workers share, if there is one. Nothing fails without it."""
    if not settings.REDIS_URL:
        return []
    try:
        shared_cache.get("readyz")
    except Exception:  # a driver's, or the network's
        remedy = (
            "Start Redis, or correct REDIS_URL. Until then each worker makes its pages itself, and nobody is throttled."
        )
        return [warning("cache", "does not answer", remedy)]
    return [fine("cache")]


def all_but_the_database() -> list[Finding]:
    return [migrations(), search_index(), *seen(), queue(), purging(), clock(), *replicas.findings(), *cache()]


def _long(seconds: float) -> str:
    """How long, in the largest unit of which there are two: 90 seconds, 5 minutes, 3 days."""
    seconds = round(seconds)
    for unit, name in ((86_400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * unit:
            return f"{seconds / unit:.0f} {name}"
    return f"{seconds} seconds"
