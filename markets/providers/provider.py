"""What a provider of prices is, and what it raises where it has none to give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.conf import settings

from articles.models import Ticker
from markets.reading import Reading


class ProviderError(Exception):
    """It gave no prices. The text is a sentence for whoever runs the site, and never holds a key."""


class Throttled(ProviderError):
    """It asks to be left alone: for so long, where it says how long."""

    def __init__(self, sentence: str, wait: timedelta | None = None) -> None:
        super().__init__(sentence)
        self.wait = wait


class Refused(ProviderError):
    """It does not take our key, or our key is not good for this. Asking again soon is of no use."""


class Day(NamedTuple):
    """One trading day, as it was traded; `adjusted_close` is in today's shares where that is told."""

    day: date
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume: int | None = None
    adjusted_close: Decimal | None = None


class Provider:
    """One request at a time: whoever asks sees to retries of the whole, to limits and to what else is there.

    `attribution` is the source as readers see it. `batch` is how many tickers fit into one request, and
    `cost` what such a request counts for; `a_day` and `a_minute` are how much may be asked, None for no limit. One that
    has closing prices only has them so long after the close: `closes_after`, None for one that has others too.
    """

    attribution = ""
    address = ""
    needs_key = needs_network = True
    batch = 1
    a_day: int | None = None
    a_minute: int | None = None
    closes_after: timedelta | None = None
    has_bars = True

    def __init__(self, name: str, key: str = "") -> None:
        self.name, self.key = name, key
        self.address = settings.QUOTE_ADDRESSES.get(name, self.address).rstrip("/")
        self.a_day = settings.QUOTE_BUDGETS.get(name, self.a_day)

    def is_there(self) -> bool:
        """Whether it is worth asking for anything at all."""
        return True

    def covers(self, ticker: Ticker) -> bool:
        """Whether it is worth asking for."""
        raise NotImplementedError

    def cost(self, number: int) -> int:
        """What asking for so many tickers at once counts for."""
        return 1

    def quotes(self, tickers: Sequence[Ticker]) -> dict[int, Reading]:
        """Of at most `batch` tickers, by their keys; those it does not know are left out. Raises ProviderError."""
        raise NotImplementedError

    def bars(self, ticker: Ticker, since: date, until: date) -> list[Day]:
        """Days from `since` to `until`, in any order; [] for a ticker it does not know. Raises ProviderError."""
        raise NotImplementedError
