"""What the newsroom has already, remembered for one import: no name is looked up twice."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.utils.text import slugify

from articles.choices import Sentiment, TickerRole
from articles.exchange.records import BadRecord, TickerTag
from articles.exchange.slugs import first_free, shortened
from articles.exchange.values import within
from articles.models import Author, Category, FormerSymbol, Risk, Ticker
from articles.symbols import EXCHANGE, SYMBOL, Symbol
from articles.text import fold

MAX_AUTHORS = MAX_NUMBERS = 50_000
Tagged = tuple[int, Sentiment, TickerRole, str]  # ticker's key, sentiment, role, reason


def _base(model: Any, name: str, slug: str) -> str:
    return slug.strip("-_") or slugify(name) or f"{model._meta.model_name}-{sha256(name.encode()).hexdigest()[:8]}"


class Known:
    """Looks names up, and makes what is missing where the format says so.

    What is made inside a transaction is forgotten by `forget` if that is rolled back, and kept
    for good by `keep`.
    """

    def __init__(self, warn: Callable[[str], None]) -> None:
        self.warn = warn
        self._made: list[Callable[[], None]] = []
        self._numbers: dict[tuple[str, str], int] = {}
        self.clear()

    def clear(self) -> None:
        """Look everything up anew: something was written past us."""
        self._categories: dict[str, int] | None = None
        self._authors: dict[str, int] = {}
        self._risks: dict[str, int] = {}
        self._tickers: dict[Symbol, int] | None = None
        self._by_symbol: dict[str, list[int]] = {}
        self.keep()

    def keep(self) -> None:
        self._made.clear()

    def forget(self) -> None:
        for undo in reversed(self._made):
            undo()
        self._made.clear()

    def _remember(self, names: dict[Any, int], name: Any, pk: int, made: bool) -> None:
        names[name] = pk
        if made:
            self._made.append(lambda: _drop(names, name))

    # Addresses ----------------------------------------------------------------------------

    def free_slug(self, model: Any, name: str, slug: str = "") -> str:
        """The slug, else one of the name, with -2, -3 ... where it is taken.

        A name without a Latin letter is told by its digest. Where a base was taken before, the
        search goes on from the number that it had then.
        """
        kind = model._meta.model_name
        base = _base(model, name, slug)
        free, number = first_free(model.objects, base, self._numbers.get((kind, base), 0) + 1)
        if number > 1:
            if len(self._numbers) > MAX_NUMBERS:
                self._numbers.clear()
            self._numbers[kind, base] = number
        return free

    def plain_slug(self, model: Any, name: str, slug: str) -> str:
        """The one that `free_slug` gives where nothing has it."""
        return shortened(model, _base(model, name, slug))

    # Categories, authors, risks -----------------------------------------------------------

    def category_named(self, name: str) -> int | None:
        """By name or slug, whatever the capitals."""
        if self._categories is None:
            self._categories = {}
            for pk, known, slug in Category.objects.order_by("-pk").values_list("pk", "name", "slug"):
                self._categories[slug] = pk
                self._categories[fold(known)] = pk
        return self._categories.get(fold(name))

    def category(self, name: str, description: str = "") -> int:
        if (found := self.category_named(name)) is not None:
            return found
        within(Category, "name", name, "category")
        within(Category, "description", description, "the category's description")
        made = Category.objects.create(name=name, slug=self.free_slug(Category, name), description=description)
        if self._categories is not None:
            self._remember(self._categories, fold(name), made.pk, made=True)
        return made.pk

    def author(self, name: str) -> int:
        if name not in self._authors:
            if len(self._authors) > MAX_AUTHORS:
                self._authors.clear()
            pk = Author.objects.filter(name=name).values_list("pk", flat=True).first()
            made = pk is None
            if pk is None:
                within(Author, "name", name, "an author's name")
                pk = Author.objects.create(name=name, slug=self.free_slug(Author, name)).pk
            self._remember(self._authors, name, pk, made)
        return self._authors[name]

    def risk(self, slug: str) -> int:
        if slug not in self._risks:
            pk = Risk.objects.filter(slug=slug).values_list("pk", flat=True).first()
            if pk is None:
                raise BadRecord(f"There is no tracked risk with the slug {slug[:80]!r}.")
            self._remember(self._risks, slug, pk, made=False)
        return self._risks[slug]

    # Tickers ------------------------------------------------------------------------------

    def ticker(self, symbol: Symbol) -> int | None:
        """With an exchange: the ticker, made inactive if there is none. Without: the only one
        that bears the symbol, else None. Both warn."""
        tickers = self._all_tickers()
        if symbol.exchange:
            return tickers[symbol] if symbol in tickers else self._inactive(symbol)
        candidates = self._by_symbol.get(symbol.symbol, [])
        if len(candidates) == 1:
            return candidates[0]
        why = "is on more than one exchange" if candidates else "is unknown and has no exchange"
        self.warn(f"The ticker {symbol.symbol} {why}; it was left out.")
        return None

    def tags(self, stated: list[TickerTag], spotted: list[Symbol]) -> list[Tagged]:
        """What an article's tickers are: those stated, then those only mentioned in its text.

        A stated symbol without an exchange takes the one that the text gives it.
        """
        exchanges: dict[str, set[str]] = {}
        for symbol in spotted:
            if symbol.exchange:
                exchanges.setdefault(symbol.symbol, set()).add(symbol.exchange)
        tags: dict[int, Tagged] = {}
        for tag in stated:
            symbol = tag.symbol
            if not symbol.exchange and len(prefixes := exchanges.get(symbol.symbol, set())) == 1:
                symbol = Symbol(next(iter(prefixes)), symbol.symbol)
            if (pk := self.ticker(symbol)) is not None:
                tagged = (pk, tag.sentiment, tag.role, tag.reason)
                if tags.setdefault(pk, tagged) != tagged:
                    raise BadRecord(f"tickers has {symbol} twice, with different things to say of it.")
        mentioned = {tag.symbol.symbol for tag in stated} | exchanges.keys()
        for symbol in spotted:
            if symbol.exchange or symbol.symbol not in mentioned:
                pk = self.ticker(symbol)
                if pk is not None and pk not in tags:
                    tags[pk] = (pk, Sentiment.NEUTRAL, TickerRole.MENTION, "")
        return list(tags.values())

    def _all_tickers(self) -> dict[Symbol, int]:
        if self._tickers is None:
            self._tickers = {}
            former = FormerSymbol.objects.order_by("pk").values_list("exchange", "symbol", "ticker")
            now = Ticker.objects.order_by("pk").values_list("exchange", "symbol", "pk")
            for exchange, symbol, pk in [*former, *now]:
                self._tickers[Symbol(exchange, symbol)] = pk
            for (_, symbol), pk in self._tickers.items():
                if pk not in (pks := self._by_symbol.setdefault(symbol, [])):
                    pks.append(pk)
        return self._tickers

    def _inactive(self, symbol: Symbol) -> int | None:
        if not EXCHANGE.match(symbol.exchange) or not SYMBOL.match(symbol.symbol):
            self.warn(f"{symbol} cannot be a ticker; it was left out.")
            return None
        made = Ticker.objects.create(exchange=symbol.exchange, symbol=symbol.symbol, active=False)
        self.warn(f"The ticker {symbol} is in no directory that was imported; it was created inactive.")
        self._remember(self._all_tickers(), symbol, made.pk, made=True)
        pks = self._by_symbol.setdefault(symbol.symbol, [])
        pks.append(made.pk)
        self._made.append(lambda: pks.remove(made.pk))
        return made.pk


def _drop(names: dict[Any, int], name: Any) -> None:
    names.pop(name, None)
