"""Changes that are known beforehand: a scheduled article, a choice whose time runs out, midnight.

Packages above add what they know of in `AppConfig.ready`. No copy is good beyond the next change of what it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

Change = tuple[datetime, Collection[str]]
Source = Callable[[], Iterable[Change]]

_sources: dict[str, Source] = {}


def add(what: str, source: Source) -> None:
    """`source` gives the next few changes: when, and the names of what changes then."""
    _sources[what] = source


def changes() -> list[Change]:
    """Those that are known now, in no order."""
    return [change for source in list(_sources.values()) for change in source()]
