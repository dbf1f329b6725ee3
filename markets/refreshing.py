"""Asks the providers for prices, one after another, and takes in what they say.

No transaction is open while a provider is asked: each price goes in by one of its own.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from articles.models import Ticker
from markets.models import Asked
from markets.providers import chosen, limits
from markets.providers.provider import ProviderError
from markets.taking import Taken, take

#: Seconds: a run that has not come to its end by then leaves the rest to the next one.
LONGEST = 60.0
#: With these a ticker has its price; else the next provider is asked.
TOOK = {Taken.CREATED, Taken.UPDATED, Taken.UNCHANGED}
Tell = Callable[[int], None]


@dataclass
class Run:
    """What came of it, by ticker; `problems` are sentences, `unasked` had nobody left to ask."""

    wanted: int
    taken: Counter[Taken] = field(default_factory=Counter)
    unknown: int = 0
    unasked: int = 0
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        parts = [f"{self.taken[one]} {one}" for one in Taken if self.taken[one]]
        parts += [f"{self.unknown} that nobody knows"] if self.unknown else []
        parts += [f"{self.unasked} not asked for"] if self.unasked else []
        return f"{self.wanted} ticker{'' if self.wanted == 1 else 's'}: {', '.join(parts) or 'nothing to do'}."


def refresh(tickers: Sequence[Ticker], tell: Tell = lambda done: None) -> Run:
    """Prices of these tickers. What a provider lacks, or fails to give, the next one is asked for; what none
    has stays as it is stored. `tell` hears how many are done."""
    run, until, now = Run(len(tickers)), time.monotonic() + LONGEST, timezone.now()
    _claim(tickers, now)
    left = {ticker.pk: ticker for ticker in tickers}
    outcomes: dict[int, Taken] = {}
    heard: set[int] = set()
    for provider in chosen():
        for batch in _batches(filter(provider.covers, list(left.values())), provider.batch):
            if time.monotonic() > until:
                run.problems.append(f"After {LONGEST:.0f} seconds the rest was left to the next run.")
                break
            try:
                readings = limits.ask(provider, provider.cost(len(batch)), partial(provider.quotes, batch))
            except ProviderError as error:
                run.problems.append(str(error))
                break
            for ticker in batch:
                if (reading := readings.get(ticker.pk)) is not None:
                    try:
                        outcomes[ticker.pk] = take(ticker, reading).taken
                    except ValidationError as error:
                        run.problems.append(f"{ticker} from {provider.attribution}: {' '.join(error.messages)}")
                if outcomes.get(ticker.pk) in TOOK:
                    del left[ticker.pk]
                elif provider.needs_network:
                    heard.add(ticker.pk)
            tell(len(tickers) - len(left))
    run.taken.update(outcomes.values())
    nobody = set(left) - set(outcomes)
    run.unknown, run.unasked = len(nobody & heard), len(nobody - heard)
    _remember(set(outcomes), nobody & heard, nobody - heard)
    return run


def _batches(tickers: Iterable[Ticker], size: int) -> Iterable[list[Ticker]]:
    rest = iter(tickers)
    while batch := list(islice(rest, size)):
        yield batch


def _claim(tickers: Sequence[Ticker], now: datetime) -> None:
    """Before anybody is asked, so that another run that begins meanwhile leaves them alone."""
    Asked.objects.bulk_create(
        [Asked(ticker=ticker, at=now) for ticker in tickers],
        update_conflicts=True,
        unique_fields=["ticker"],
        update_fields=["at"],
        batch_size=200,
    )


def _remember(answered: set[int], in_vain: set[int], unasked: set[int]) -> None:
    Asked.objects.filter(ticker__in=answered).update(answered_at=timezone.now(), in_vain=0)
    Asked.objects.filter(ticker__in=in_vain, in_vain__lt=100).update(in_vain=F("in_vain") + 1)
    Asked.objects.filter(ticker__in=unasked).update(at=None)


def can_ask() -> bool:
    """Whether there is anybody to ask."""
    return any(provider.is_there() for provider in chosen())
