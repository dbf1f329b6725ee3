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
from markets.providers.provider import Provider, ProviderError
from markets.reading import Reading
from markets.taking import Taken, take
from markets.wanted import has_newest_close

#: Seconds: a run that has not come to its end by then leaves the rest to the next one.
LONGEST = 60.0
#: With these a ticker has its price; else the next provider is asked. A file that says what it said before, too.
TOOK = {Taken.CREATED, Taken.UPDATED, Taken.UNCHANGED}
NEW = {Taken.CREATED, Taken.UPDATED}
Tell = Callable[[int], None]


@dataclass
class Run:
    """What came of it. `left` are tickers that still want a price, `outcomes` what became of the last reading of
    each; `heard` are those that somebody was asked for and did not know, `spared` those that had the newest price
    there could be. `problems` are sentences."""

    left: dict[int, Ticker]
    wanted: int
    began: datetime
    outcomes: dict[int, Taken] = field(default_factory=dict)
    heard: set[int] = field(default_factory=set)
    spared: set[int] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    @property
    def unknown(self) -> set[int]:
        """Nobody has a price of them."""
        return (set(self.left) & self.heard) - set(self.outcomes)

    @property
    def unasked(self) -> set[int]:
        """Nobody was there to be asked for them."""
        return set(self.left) - set(self.outcomes) - self.heard - self.spared

    def __str__(self) -> str:
        counts = Counter(self.outcomes.values())
        parts = [f"{counts[one]} {one}" for one in Taken if counts[one]]
        parts += [f"{len(self.unknown)} that nobody knows"] if self.unknown else []
        parts += [f"{len(self.unasked)} not asked for"] if self.unasked else []
        return f"{self.wanted} ticker{'' if self.wanted == 1 else 's'}: {', '.join(parts) or 'nothing to do'}."


def refresh(tickers: Sequence[Ticker], tell: Tell = lambda done: None) -> Run:
    """Prices of these tickers. What a provider lacks, or fails to give, the next one is asked for; what none
    has stays as it is stored. `tell` hears how many are done."""
    until = time.monotonic() + LONGEST
    run = Run({ticker.pk: ticker for ticker in tickers}, len(tickers), timezone.now())
    _claim(tickers, run.began)
    for provider in chosen():
        for batch in _batches(_to_ask(provider, run), provider.batch):
            if time.monotonic() > until:
                run.problems.append(f"After {LONGEST:.0f} seconds the rest was left to the next run.")
                break
            try:
                readings = limits.ask(provider, provider.cost(len(batch)), partial(provider.quotes, batch))
            except ProviderError as error:
                run.problems.append(str(error))
                break
            for ticker in batch:
                _take(provider, ticker, readings.get(ticker.pk), run)
            tell(run.wanted - len(run.left))
    _remember(run)
    return run


def _to_ask(provider: Provider, run: Run) -> list[Ticker]:
    """Of those that are left. One that has closing prices only has nothing newer than the last, if that is stored."""
    here = [ticker for ticker in run.left.values() if provider.covers(ticker)]
    if provider.closes_after is None:
        return here
    old = [ticker for ticker in here if not has_newest_close(ticker, run.began, provider.closes_after)]
    run.spared.update(ticker.pk for ticker in here if ticker not in old)
    return old


def _take(provider: Provider, ticker: Ticker, reading: Reading | None, run: Run) -> None:
    if reading is not None:
        try:
            run.outcomes[ticker.pk] = take(ticker, reading).taken
        except ValidationError as error:
            run.problems.append(f"{ticker} from {provider.attribution}: {' '.join(error.messages)}")
    if run.outcomes.get(ticker.pk) in (TOOK if provider.needs_network else NEW):
        del run.left[ticker.pk]
    elif provider.needs_network:
        run.heard.add(ticker.pk)


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


def _remember(run: Run) -> None:
    Asked.objects.filter(ticker__in=list(run.outcomes)).update(answered_at=timezone.now(), in_vain=0)
    Asked.objects.filter(ticker__in=run.unknown, in_vain__lt=100).update(in_vain=F("in_vain") + 1)
    Asked.objects.filter(ticker__in=run.unasked).update(at=None)


def can_ask() -> bool:
    """Whether there is anybody to ask."""
    return any(provider.is_there() for provider in chosen())
