"""Keyset paging: a page is named by the place it starts from, so page 5,000 costs what page 1 costs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import QueryDict

if TYPE_CHECKING:
    from articles.querysets import Paged

_PLACE = re.compile(r"(\d{1,17})-(\d{1,18})\Z")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PARAMETERS = ("older", "newer", "page")


@dataclass(frozen=True)
class Page:
    """`older` and `newer` are query strings for the neighbouring pages, "" where there is none."""

    rows: Sequence[Any]
    older: str = ""
    newer: str = ""


def place(row: Any) -> str:
    """Where a row stands in a list: microseconds since 1970 (UTC), and its key."""
    listed_at: datetime = row.listed_at  # annotated by every list
    return f"{(listed_at - _EPOCH) // timedelta(microseconds=1)}-{row.pk}"


def read_place(value: str | None) -> tuple[datetime, int] | None:
    """The reverse of `place`; None for anything else, which then shows the first page."""
    if not (found := _PLACE.match(value or "")):
        return None
    try:
        return _EPOCH + timedelta(microseconds=int(found[1])), int(found[2])
    except OverflowError:
        return None


def page_of(queryset: Paged[Any], params: QueryDict, length: int = 0) -> Page:
    """The page that `params` ask for, of a queryset that annotates and orders by `listed_at`."""
    length = length or settings.PAGE_LENGTH
    rows: list[Any] = []
    if start := read_place(params.get("newer")):
        rows = list(queryset.newer_than(*start)[: length + 1])
        has_newer, has_older = len(rows) > length, True
        rows = rows[:length][::-1]
    elif start := read_place(params.get("older")):
        rows = list(queryset.older_than(*start)[: length + 1])
        has_newer, has_older = True, len(rows) > length
    if not rows:  # no place was named, or nothing stands beyond it
        rows = list(queryset[: length + 1])
        has_newer, has_older = False, len(rows) > length
    if not rows:
        return Page([])
    rows = rows[:length]
    return Page(
        rows,
        older=query_with(params, older=place(rows[-1])) if has_older else "",
        newer=query_with(params, newer=place(rows[0])) if has_newer else "",
    )


def query_with(params: QueryDict, **changes: str | int | None) -> str:
    """The query string with some values replaced (None removes), from its first page; "?" included."""
    wanted = params.copy()
    for name in (*PARAMETERS, *changes):
        wanted.pop(name, None)
    for name, value in changes.items():
        if value is not None:
            wanted[name] = str(value)
    for name in [name for name, value in wanted.items() if not value]:
        del wanted[name]
    return f"?{wanted.urlencode()}" if wanted else "."
