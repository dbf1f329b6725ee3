"""Read replicas of PostgreSQL: a page that the page store makes is read from one, all else from the primary.

One rule says when: a replica is read while it is known to hold all that the primary held, at a moment that is no more
than `REPLICA_LAG_SECONDS` ago and not before the last change that the page store has heard of. So no page is made from
what a purge has overtaken, and one that is away, paused or far behind is passed over by itself
(docs/decisions/0031-read-replicas.md).
"""

from __future__ import annotations

import contextlib
import logging
import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.db import DEFAULT_DB_ALIAS, Error, OperationalError, close_old_connections, connections
from django.http import HttpRequest, HttpResponseBase

from edge.public import HEARD, declared_by
from newssite.findings import Finding, fine, warning

log = logging.getLogger("newssite.replicas")

#: Seconds between two looks at a replica, which is looked at for so long after it was last wanted.
EVERY, WANTED_FOR = 1.0, 60.0
NEVER = float("-inf")
#: Who asks whether the site is well waits so long for a look that is on its way.
PATIENCE = 1.5
REMEDY = (
    "See that it runs and follows the primary (pg_stat_replication there); the address is in DATABASE_REPLICA_URLS."
)
#: PostgreSQL's pages of its log, and the longest of their headers.
LOG_PAGE, LOG_HEADER = 8192, 40
#: A replica took too long to read what the primary has removed, and gave that up: it is well.
CONFLICT = "40001"
PRIMARY_IS_AT = (
    "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint, system_identifier FROM pg_control_system()"
)
REPLICA_IS_AT = (
    "SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint, system_identifier FROM pg_control_system()"
)

#: The replica from which this thread reads now; None: the primary.
_reading: ContextVar[str | None] = ContextVar("reading", default=None)


class Replica:
    """What one process knows of a replica. A thread of its own looks, so that no reader waits for one that hangs."""

    def __init__(self, alias: str) -> None:
        self.alias = alias
        #: It holds all that the primary held at this moment.
        self.as_of = NEVER
        self.problem = "has not been looked at yet"
        self._is_told = False
        #: Where the primary's log ended at which moment.
        self._ends: deque[tuple[float, int]] = deque(maxlen=int(settings.REPLICA_LAG_SECONDS / EVERY) + 2)
        self._began = NEVER
        self._connection: Any = None
        self._wanted_until = NEVER
        self._wanted = threading.Event()
        self._looked = threading.Condition()
        self._thread: threading.Thread | None = None

    def holds(self, heard: float) -> bool:
        """Whether it may be read for a page that shows what changed up to `heard`. Waits for nothing."""
        now = time.monotonic()
        self._want(now)
        return self.as_of >= max(heard, now - settings.REPLICA_LAG_SECONDS)

    def finding(self) -> Finding:
        """What is wrong with it, if anything, as of a look that begins now; waits for that a moment."""
        asked = time.monotonic()
        self._want(asked)
        with self._looked:
            is_new = self._looked.wait_for(lambda: self._began >= asked, PATIENCE)
        problem = self.problem or ("" if is_new else "is silent")
        return warning(self.alias, f"{problem}: pages are read elsewhere", REMEDY) if problem else fine(self.alias)

    def failed(self, error: Exception) -> None:
        """A page could not be read from it: nobody tries again before the next look."""
        if isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", "") == CONFLICT:
            return
        self._is_ill("does not answer", error)

    def look(self) -> None:
        """Asks the primary where it is, then the replica."""
        began = time.monotonic()
        try:
            with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
                cursor.execute(PRIMARY_IS_AT)
                end, ours = cursor.fetchone()
        except Exception as error:  # whatever it is, `as_of` grows old, and `edge` has told
            log.debug("%s cannot be compared with the primary (%s).", self.alias, error)
            self.problem = "cannot be compared with the primary"
            self._tell_who_waits(began)
            return
        # Where the next record comes first on a page, what was written ends before that page's header.
        self._ends.append((began, end - end % LOG_PAGE if end % LOG_PAGE <= LOG_HEADER else end))
        try:
            if self._connection is None:
                self._connection = self._connected()
            reached, theirs = self._connection.execute(REPLICA_IS_AT).fetchone()
        except Exception as error:  # a driver's, or the network's
            with contextlib.suppress(Exception):
                self._connection.close()
            self._connection = None
            self._is_ill("does not answer", error)
            self._tell_who_waits(began)
            return
        if reached is None or theirs != ours:
            self._said(began, "is no streaming replica of the primary")
            return
        held = [at for at, end in self._ends if end <= reached]
        self.as_of = max([self.as_of, *held])
        behind = time.monotonic() - self.as_of
        self._said(began, "" if behind <= settings.REPLICA_LAG_SECONDS else "is too far behind the primary")

    def _connected(self) -> Any:
        """A connection of our own: those of the pool are for pages, and wait for one another."""
        import psycopg

        return psycopg.connect(**connections[self.alias].get_connection_params(), autocommit=True)

    def _said(self, began: float, problem: str) -> None:
        if problem:
            self._is_ill(problem)
        else:
            if self._is_told:
                log.warning("%s is read again.", self.alias)
            self.problem, self._is_told = "", False
        self._tell_who_waits(began)

    def _tell_who_waits(self, began: float) -> None:
        with self._looked:
            self._began = began
            self._looked.notify_all()

    def _is_ill(self, problem: str, error: Exception | None = None) -> None:
        """One line in the log when it begins. Its pool goes: it would wait longer and longer before it tries again."""
        with self._looked:
            self.as_of, self.problem = NEVER, problem
            told, self._is_told = self._is_told, True
        if not told:
            reason = f" ({_brief(error)})" if error else ""
            log.warning("%s %s%s: pages are read elsewhere.", self.alias, problem, reason)
            with contextlib.suppress(Exception):
                connections[self.alias].close_pool()  # type: ignore[attr-defined]

    def _want(self, now: float) -> None:
        self._wanted_until = now + WANTED_FOR
        if not self._wanted.is_set():
            with self._looked:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, name=f"look-{self.alias}", daemon=True)
                    self._thread.start()
            self._wanted.set()

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            if time.monotonic() > self._wanted_until:
                self._wanted.clear()
                continue
            self.look()
            close_old_connections()
            time.sleep(EVERY)


_known: dict[str, Replica] = {}


def known() -> list[Replica]:
    """Those of this process, in the order of DATABASE_REPLICA_URLS."""
    return [_known.get(alias) or _known.setdefault(alias, Replica(alias)) for alias in settings.REPLICAS]


def findings() -> list[Finding]:
    """How each is, for who asks whether the site is well. None makes it ill: the primary has what it has."""
    return [replica.finding() for replica in known()]


def chosen(heard: float) -> Replica | None:
    """One of those that may be read for a page that shows all changes up to `heard`; None: the primary."""
    near = [replica for replica in known() if replica.holds(heard)]
    return random.choice(near) if near else None  # noqa: S311 (any will do)


@contextlib.contextmanager
def reading_from(alias: str) -> Iterator[None]:
    token = _reading.set(alias)
    try:
        yield
    finally:
        _reading.reset(token)


class Router:
    """All is written to the primary, and read from it too, but for what a page is made from."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        alias = _reading.get()
        # Who writes, or locks, reads what stands where it is written.
        if alias is None or connections[DEFAULT_DB_ALIAS].in_atomic_block:
            return DEFAULT_DB_ALIAS
        return alias

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


class ReadFromReplica:
    """The last middleware. A page whose replica fails half way is made again from the primary; nobody sees that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        # Only the page store says what it has heard of, and it makes no page for who has a session.
        if HEARD not in request.META or declared_by(view) is None:
            return None
        replica = chosen(request.META[HEARD])
        if replica is None:
            return None
        with reading_from(replica.alias):
            try:
                response: HttpResponseBase = view(request, *args, **kwargs)
                return response
            except Error as error:
                replica.failed(error)
        return None


def check(app_configs: object, **options: object) -> list[CheckMessage]:
    if settings.REPLICAS and not settings.PAGE_STORE_MB:
        return [
            Warning(
                "DATABASE_REPLICA_URLS names replicas, but PAGE_STORE_MB is 0: they are not read.",
                hint="Only the page store knows which changes a page must show. Give it room, or name no replicas.",
                id="newssite.W001",
            )
        ]
    return []


def _brief(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200] or type(error).__name__
