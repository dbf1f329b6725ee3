"""How often a secret may be tried: a password, a code of the second factor.

Counted in the database, which all workers and machines share. An attempt is written down before it is
judged, so that many at once cannot each believe to be the first; it is taken away again where the
secret was right, or where it was not judged because there were too many.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from staff.models import Attempt


class Limit(NamedTuple):
    name: str
    most: int
    within: timedelta


#: An account's password. Whoever has a passkey gets in meanwhile.
PASSWORD = Limit("password", 5, timedelta(minutes=5))
#: A whole newsroom may sit behind one address.
ADDRESS = Limit("address", 30, timedelta(minutes=5))
#: Six digits, of which three sets are right at any moment: fewer guesses than of a password.
CODE = Limit("code", 6, timedelta(minutes=15))
#: Beginning to sign in with a passkey stores a challenge.
PASSKEY = Limit("passkey", 60, timedelta(minutes=5))
LONGEST = timedelta(minutes=15)


class TooMany(Exception):
    """An attempt was not judged; `until` is when the next one will be."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"Too many attempts until {until:%H:%M:%S}.")
        self.until = until


class Attempts:
    """What was written down of one attempt."""

    def __init__(self, keys: list[int]) -> None:
        self.keys = keys

    def forget(self) -> None:
        """The secret was right: this attempt does not count."""
        Attempt.objects.filter(pk__in=self.keys).delete()


def begin(counted: Iterable[tuple[Limit, str]]) -> Attempts:
    """Count an attempt against each limit, such as (PASSWORD, name). Raises `TooMany`.

    Where there is no name to count by, as for an address over a Unix socket, nothing is counted.
    """
    now = timezone.now()
    Attempt.objects.filter(at__lt=now - LONGEST).delete()
    begun = Attempts([])
    waits = []
    for limit, name in counted:
        if not name:
            continue
        key = _key(limit.name, name)
        begun.keys.append(Attempt.objects.create(key=key, at=now).pk)
        times = list(
            Attempt.objects.filter(key=key, at__gt=now - limit.within)
            .order_by("-at", "-pk")
            .values_list("at", flat=True)[: limit.most + 1]
        )
        if len(times) > limit.most:
            waits.append(times[limit.most] + limit.within)
    if waits:
        begun.forget()
        raise TooMany(max(waits))
    return begun


def is_spent(secret: str, within: timedelta) -> bool:
    """Whether this code was given before; from now on it was. Of two that come at once, none is the first."""
    key, now = _key("spent", secret), timezone.now()
    mine = Attempt.objects.create(key=key, at=now)
    return Attempt.objects.filter(key=key, at__gt=now - within).exclude(pk=mine.pk).exists()


def _key(kind: str, name: str) -> str:
    return hashlib.sha256(f"{kind}:{name.lower()}".encode()).hexdigest()
