"""The names of what pages show: a page says them while it is made (`edge.public.shows`), and a change purges by them.

An article's page shows `article-12` and the articles that it points to; a list shows what it is a list of
(`category-markets`, `latest`) and each article in it. So an article that leaves a list is seen to by its own
name, and one that comes by the list's.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING

from edge.names import name

if TYPE_CHECKING:
    from articles.models import Article, Category, FormerSymbol, Ticker

#: What stands round every page; every list of the newest; the choice of the front page.
SITE, LATEST, FRONT_PAGE = "site", "latest", "front-page"
#: The list of tickers; any price at all; the register of risks.
TICKERS, QUOTES, RISKS = "tickers", "quotes", "risks"


def article(key: int) -> str:
    return name("article", key)


def articles(shown: Iterable[Article]) -> list[str]:
    return [article(one.pk) for one in shown]


def category(shown: Category) -> str:
    return name("category", shown.slug)


def author(key: int) -> str:
    return name("author", key)


def risk(key: int) -> str:
    return name("risk", key)


def page(slug: str) -> str:
    return name("page", slug)


def picture(stored: str) -> str:
    """A picture by the name under which it is stored, of which sizes may still be made."""
    return name("picture", PurePath(stored).stem)


def ticker(shown: Ticker | FormerSymbol) -> str:
    """The articles about it, its past and what it is called."""
    return name("ticker", shown.exchange, shown.symbol)


def quote(shown: Ticker | FormerSymbol) -> str:
    """Its last price, and what it is called."""
    return name("quote", shown.exchange, shown.symbol)
