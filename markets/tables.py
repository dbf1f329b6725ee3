"""Tables that a reader sorts by links in their headers: the order is in the address, and no script is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.http import QueryDict

from articles.models import Ticker, TickerSentiment
from articles.paging import query_with
from markets.models import Quote


class Coverage(NamedTuple):
    """How many articles named a ticker, and what they said of it."""

    number: int
    positive: int
    neutral: int
    negative: int


@dataclass
class Row:
    """A ticker, with the newest article of which it is the subject where there is one."""

    ticker: Ticker
    coverage: Coverage | None = None
    story: TickerSentiment | None = None

    @property
    def quote(self) -> Quote | None:
        return getattr(self.ticker, "quote", None)


Key = Callable[[Row], Any]


def _change(row: Row) -> Decimal | None:
    return row.quote.change_percent if row.quote else None


KEYS: dict[str, Key] = {
    "ticker": lambda row: row.ticker.symbol,
    "name": lambda row: row.ticker.name.casefold(),
    "price": lambda row: row.quote and row.quote.price,
    "change": _change,
    "articles": lambda row: row.coverage and row.coverage.number,
}
LABELS = {"ticker": "Ticker", "name": "Name", "price": "Price", "change": "Change", "articles": "Articles"}
WORDS = {"ticker", "name"}


class Column(NamedTuple):
    """`address` sorts by it, or the other way round where it is sorted by it now; `order` is that of `aria-sort`."""

    name: str
    label: str
    address: str
    order: str

    @property
    def is_number(self) -> bool:
        return self.name not in WORDS


@dataclass
class Table:
    """`name` is its parameter in the address and its place on the page; `order` is a column, "-" before it
    where the largest stands first."""

    name: str
    title: str
    columns: Sequence[str]
    order: str
    empty: str
    rows: list[Row] = field(default_factory=list)
    heads: list[Column] = field(default_factory=list)

    @property
    def as_of(self) -> datetime | None:
        """When the newest of the prices was true."""
        return max((row.quote.as_of for row in self.rows if row.quote), default=None)

    def sorted_by(self, params: QueryDict) -> Table:
        """In the order that the address asks for; in the table's own where it asks for none that we know."""
        wanted = params.get(self.name, "")
        order = wanted if wanted.removeprefix("-") in self.columns else self.order
        by, is_falling = order.removeprefix("-"), order.startswith("-")
        self.rows = _in_order(self.rows, KEYS[by], is_falling)
        self.heads = [self._head(name, by, is_falling, params) for name in self.columns]
        return self

    def _head(self, name: str, by: str, is_falling: bool, params: QueryDict) -> Column:
        """Words begin with A, numbers with the largest."""
        falls = not is_falling if name == by else name not in WORDS
        order = f"-{name}" if falls else name
        address = query_with(params, **{self.name: None if order == self.order else order})
        said = ("descending" if is_falling else "ascending") if name == by else ""
        return Column(name, LABELS[name], f"{address}#{self.name}", said)


def _in_order(rows: Iterable[Row], key: Key, is_falling: bool) -> list[Row]:
    """What has no value stands last either way; what is equal keeps its order."""
    rows = list(rows)
    valued = [row for row in rows if key(row) is not None]
    return sorted(valued, key=key, reverse=is_falling) + [row for row in rows if key(row) is None]
