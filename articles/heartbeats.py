"""Who works beside the server says now and then that it does: so others can tell when it does not."""

from __future__ import annotations

import logging
import socket
import threading
import time
from datetime import datetime, timedelta

from django.db import DatabaseError, connections, transaction
from django.db.models import Max
from django.utils import timezone

from articles.models import Heartbeat

log = logging.getLogger("articles.heartbeats")

WORKER, TICK = "worker", "tick"
#: Seconds. `tick` may be run by cron, every minute.
EVERY = 30.0
#: A machine that was not seen for so long is none of ours any more.
KEPT_FOR = timedelta(days=1)

_beaten: dict[str, float] = {}


def beat(name: str) -> None:
    """Says that `name` is at work on this machine, at most once in `EVERY` seconds. What hinders it stops nothing."""
    now = time.monotonic()
    if now < _beaten.get(name, float("-inf")) + EVERY:
        return
    _beaten[name] = now
    at = timezone.now()
    try:
        with transaction.atomic():
            Heartbeat.objects.update_or_create(name=name, machine=socket.gethostname()[:100], defaults={"at": at})
            Heartbeat.objects.filter(name=name, at__lt=at - KEPT_FOR).delete()
    except DatabaseError as error:
        log.warning("That %s is at work could not be written down: %s", name, error)


def keep_beating(name: str) -> None:
    """Says so again and again, in a thread that ends with the process: a long job is no reason to look dead."""

    def go_on() -> None:
        while True:
            beat(name)
            connections.close_all()
            time.sleep(EVERY)

    threading.Thread(target=go_on, name=f"heartbeat of {name}", daemon=True).start()


def last_seen() -> dict[str, datetime]:
    """When each was last seen, on whichever machine."""
    return dict(Heartbeat.objects.order_by().values_list("name").annotate(last=Max("at")))
