"""What a field in the search box names: `ticker:SPY`, `author:"Jane Doe"`, `after:2026-02-01`."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import slugify

from articles import symbols
from articles.choices import Sentiment
from articles.models import Author, Category, Risk, Ticker
from articles.search.query import Term
from articles.search.tags import SENTIMENTS
from articles.text import KNOWN_EXCHANGES

#: How many authors or risks one word may name at once.
MOST = 20
#: What prose puts round a symbol: "(SPY)", "$SPY."
_ROUND_SYMBOLS = "()[]{}<>.,;:!?'\" "
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?\Z")


def resolve(field: str, value: str) -> Term | date | str:
    """A Term of tags, a day, or why there is none; "" for what is no field at all, such as `12:30`.

    The field `$` and an exchange (`NYSE:SPY`) mean a ticker.
    """
    name = field.lower()
    if not value.strip():
        return ""
    if name in ("after", "before"):
        return _day(name, value)
    if name in _RESOLVERS:
        return _RESOLVERS[name](value.strip()[:200])
    if field == "$":
        return ticker(value)
    prefix = symbols.exchange_prefix(field)
    if prefix in KNOWN_EXCHANGES or symbols.EXCHANGE.match(field):
        found = ticker(f"{field}:{value}")
        # "Outlook:cloudy" was never meant as a ticker, so nothing is said of it.
        return found if isinstance(found, Term) or prefix in KNOWN_EXCHANGES else ""
    return ""


def ticker(value: str) -> Term | str:
    bare = value.strip(_ROUND_SYMBOLS)
    # As it was typed first: a symbol may end in a full stop of its own (LSE:BP.).
    found = _tickers(value) or (_tickers(bare) if bare != value else [])
    if not found:
        return f"There is no ticker “{_short(value)}” here; it was searched as a word."
    shown = str(found[0]) if len(found) == 1 else bare.upper()
    return _term("ticker", shown, [f"t{one.pk}" for one in found])


def category(value: str) -> Term | str:
    found = _exact(Category.objects.all(), "name", value)
    if not found:
        return f"There is no category “{_short(value)}”; it was searched as words."
    return _term("category", found[0].name, [f"c{found[0].pk}"])


def author(value: str) -> Term | str:
    found = _named(Author.objects.all(), "name", value)
    if not found:
        return f"There is no author “{_short(value)}”; it was searched as words."
    return _term("author", found[0].name if len(found) == 1 else value, [f"a{one.pk}" for one in found])


def risk(value: str) -> Term | str:
    found = _named(Risk.objects.all(), "title", value)
    if not found:
        return f"There is no tracked risk “{_short(value)}”; it was searched as words."
    return _term("risk", found[0].title if len(found) == 1 else value, [f"r{one.pk}" for one in found])


def sentiment(value: str) -> Term | str:
    if value.lower() not in SENTIMENTS:
        return f"A sentiment is {', '.join(Sentiment.values)}; “{_short(value)}” was searched as a word."
    return _term("sentiment", value.lower(), [f"s{SENTIMENTS[value.lower()]}"])


_RESOLVERS = {"ticker": ticker, "category": category, "author": author, "risk": risk, "sentiment": sentiment}


def _term(field: str, shown: str, tags: list[str]) -> Term:
    return Term(shown, tags=tuple(tags), field=field)


def _tickers(value: str) -> list[Ticker]:
    symbol = symbols.parse(value)
    return list(Ticker.objects.named(symbol)[:MOST]) if symbol else []


def _exact(among: QuerySet[Any], column: str, value: str) -> list[Any]:
    """The one whose slug or whole name it is; else by its slug, which has no accents: "Zoe" is Zoë."""
    whole = Q(slug__iexact=value) | Q(**{f"{column}__iexact": value})
    return list(among.filter(whole).order_by("pk")[:1]) or list(among.filter(slug=slugify(value))[:1])


def _named(among: QuerySet[Any], column: str, value: str) -> list[Any]:
    """The one that it names exactly, else all whose name has it, with accents or without."""
    if exact := _exact(among, column, value):
        return exact
    having = Q(**{f"{column}__icontains": value})
    slug = slugify(value)
    if len(slug) == len(value):  # else something was lost, and "C." would be every name with a c
        having |= Q(slug__contains=slug)
    return list(among.filter(having).order_by("pk")[:MOST])


def _day(field: str, value: str) -> date | str:
    """The first day that is meant: of a year, a month, or the day itself."""
    parts = _DAY.match(value)
    try:
        if parts is None:
            raise ValueError
        return date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
    except ValueError:
        return f"“{field}:{_short(value)}” is no day such as 2026-02-01; it was searched as words."


def _short(value: str) -> str:
    return value if len(value) <= 40 else f"{value[:40]}..."
