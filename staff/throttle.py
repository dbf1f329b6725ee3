"""How often a secret may be tried: a password, a code of the second factor.

Counted in the database, which all workers and machines share. An attempt is written down before it is
judged, so that many at once cannot each believe to be the first; it is taken away again where the
secret was right, or where it was not judged because there were too many.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.utils import timezone

from staff.models import Attempt


class Limit(NamedTuple):
    """So many attempts within that time; `said` of it in the audit log, and which field of an account it counts by."""

    name: str
    most: int
    within: timedelta
    said: str = "Too many attempts."
    field: str = ""


#: An account's password. Whoever has a passkey gets in meanwhile.
PASSWORD = Limit("password", 5, timedelta(minutes=5), "Too many wrong passwords.", "username")
#: A whole newsroom may sit behind one address.
ADDRESS = Limit("address", 30, timedelta(minutes=5), "Too many wrong passwords from this network.")
#: Six digits, of which three sets are right at any moment: fewer guesses than of a password.
CODE = Limit("code", 6, timedelta(minutes=15), "Too many wrong codes.", "pk")
#: Beginning to sign in with a passkey stores a challenge.
PASSKEY = Limit("passkey", 60, timedelta(minutes=5), "Too many sign-ins with passkeys from this network.")
LONGEST = timedelta(minutes=15)


class TooMany(Exception):
    """An attempt was not judged; `until` is when the next one will be.

    `is_first` of those that are not judged until then.
    """

    def __init__(self, until: datetime, limit: Limit, name: str, is_first: bool) -> None:
        super().__init__(f"{limit.said} Until {until:%H:%M:%S}.")
        self.until, self.limit, self.name, self.is_first = until, limit, name, is_first

    def account(self) -> Any:
        """Whose secret was tried; None where that is no account's name, which may be a mistyped password."""
        field = self.limit.field
        return get_user_model().objects.filter(**{field: self.name}).first() if field else None


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
            waits.append((times[limit.most] + limit.within, limit, name))
    if waits:
        begun.forget()
        until, limit, name = max(waits)
        raise TooMany(until, limit, name, is_first=_is_first(limit, name, now))
    return begun


def _is_first(limit: Limit, name: str, now: datetime) -> bool:
    """Whether nobody was told so within this time; from now on somebody was."""
    key = _key(f"told {limit.name}", name)
    if Attempt.objects.filter(key=key, at__gt=now - limit.within).exists():
        return False
    Attempt.objects.create(key=key, at=now)
    return True


def is_spent(secret: str, within: timedelta) -> bool:
    """Whether this code was given before; from now on it was. Of two that come at once, none is the first."""
    key, now = _key("spent", secret), timezone.now()
    mine = Attempt.objects.create(key=key, at=now)
    return Attempt.objects.filter(key=key, at__gt=now - within).exclude(pk=mine.pk).exists()


def _key(kind: str, name: str) -> str:
    return hashlib.sha256(f"{kind}:{name.lower()}".encode()).hexdigest()
