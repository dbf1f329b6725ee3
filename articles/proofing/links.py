"""Links of the body to pages of this site that no reader can open. Nothing is fetched: the addresses are resolved."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.redirects.models import Redirect
from django.urls import Resolver404, resolve

from articles import symbols
from articles.models import Article, Author, Category, FormerSymbol, Risk, StandingPage, Ticker
from articles.proofing.findings import Finding, blocks
from articles.proofing.story import Story
from articles.symbols import Symbol

_HREF = re.compile(r'<a [^>]*?href="([^"]*)"')
_HOST = re.compile(r"https?://", re.IGNORECASE)
MOST = 200


def dead(story: Story) -> Iterator[Finding]:
    paths: dict[str, str] = {}
    for href in map(unescape, _HREF.findall(story.body)):
        if (path := _own_path(href)) is not None and len(paths) < MOST:
            paths.setdefault(path, href)
    for path in _dead_among(paths):
        yield blocks(f"The body links to {paths[path]}, which no reader can open.", "body")


def _own_path(href: str) -> str | None:
    """The path, if the address is one of this site; None for others, and for a place in the page."""
    try:
        parts = urlsplit(href.strip())
        host = parts.hostname
    except ValueError:
        return None
    if (parts.scheme and parts.scheme not in ("http", "https")) or (
        host and host != urlsplit(settings.SITE_URL).hostname
    ):
        return None
    if not host and (parts.netloc or not parts.path):
        return None
    return unquote(parts.path) or "/"


def _dead_among(paths: Iterable[str]) -> list[str]:
    """A query for each kind of page that is linked to, and one for redirects where something is not found."""
    wanted: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    missing = []
    for path in paths:
        try:
            match = resolve(path)
        except Resolver404:
            missing.append(path)
            continue
        name = match.view_name
        if name in LOOKED_UP:
            wanted[name][path] = match.kwargs
        elif not name or not name.startswith(("articles:", "markets:")) or name in NOT_PUBLIC:
            missing.append(path)
    for name, links in wanted.items():
        missing += LOOKED_UP[name](links)
    missing = [path for path in missing if not path.startswith((settings.STATIC_URL, settings.MEDIA_URL))]
    if missing:
        redirected = (
            Redirect.objects.filter(old_path__in=missing).exclude(new_path="").values_list("old_path", flat=True)
        )
        missing = [path for path in missing if path not in set(redirected)]
    return missing


Links = dict[str, dict[str, Any]]


def _by_slug(querysets: Callable[[], Any]) -> Callable[[Links], list[str]]:
    def look_up(links: Links) -> list[str]:
        slugs = {kwargs["slug"] for kwargs in links.values()}
        known = set(querysets().filter(slug__in=slugs).order_by().values_list("slug", flat=True))
        return [path for path, kwargs in links.items() if kwargs["slug"] not in known]

    return look_up


def _tickers(links: Links) -> list[str]:
    """By the names that tickers bear now, and those that they bore before."""
    wanted = {
        path: Symbol(symbols.exchange_prefix(kwargs.get("exchange", "")), symbols.normal_symbol(kwargs["symbol"]))
        for path, kwargs in links.items()
    }
    same = {"symbol__in": {symbol.symbol for symbol in wanted.values()}}
    known = {Symbol(*row) for row in Ticker.objects.filter(**same).order_by().values_list("exchange", "symbol")}
    known |= {Symbol(*row) for row in FormerSymbol.objects.filter(**same).order_by().values_list("exchange", "symbol")}
    known |= {Symbol("", symbol.symbol) for symbol in known}
    return [path for path, symbol in wanted.items() if symbol not in known]


LOOKED_UP: dict[str, Callable[[Links], list[str]]] = {
    "articles:article": _by_slug(lambda: Article.objects.published()),
    "articles:category": _by_slug(lambda: Category.objects.all()),
    "articles:author": _by_slug(lambda: Author.objects.all()),
    "articles:risk": _by_slug(lambda: Risk.objects.all()),
    "articles:page": _by_slug(lambda: StandingPage.objects.all()),
    "articles:ticker": _tickers,
    "articles:symbol": _tickers,
}
NOT_PUBLIC = {"articles:preview", "articles:shared"}
