"""One address for every kind of page, found as a reader finds them: by following links.

Whatever looks at every kind of page (the HTML checker, `make shots`, the browser tests) asks
here, so that a new kind is looked at by all of them at once.
"""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from make.temporary_site import TemporarySite

HREF = re.compile(r'href="(/[^"#?]*)"')
ARTICLE = re.compile(r"/articles/\d{4}/\d{2}/\d{2}/[^/]+/")
FIXED = {
    "front": "/",
    "all": "/articles/",
    "filtered": "/articles/?sentiment=positive&since=2026-02-02&until=2026-02-13",
    "misfiltered": "/articles/?sentiment=wonderful&since=tomorrow",
    "tickers": "/tickers/",
    "markets": "/markets/",
    "markets-sorted": "/markets/?gainers=ticker&week=-change",
    "risks": "/risks/",
    "search": "/search/?q=memory",
    "search-empty": "/search/",
    "search-nothing": "/search/?q=zzzzzz",
    "about": "/about/",
    "standards": "/standards/",
    "corrections": "/corrections/",
    "privacy": "/privacy/",
    "not-found": "/no/such/page/",
}


def kinds(site: str) -> dict[str, str]:
    """Kind of page -> path, for every kind that this site has to show."""
    found = dict(FIXED)
    everything = links(site, "/articles/")
    articles = [path for path in everything if ARTICLE.fullmatch(path)]
    found["category"] = first(links(site, "/"), r"/categories/[^/]+/")
    found["article"] = chosen(site, articles, lambda page: "<figure" not in page)
    found["article-picture"] = chosen(site, articles, lambda page: "<figure" in page)
    found["author"] = first(links(site, found["article"]), r"/authors/[^/]+/")
    tickers = [unquote(path) for path in links(site, "/tickers/")]
    quoted = [unquote(path) for path in links(site, found["article"])]
    found["ticker"] = first([*quoted, *tickers], r"/tickers/[^/:]+:[^/]+/")
    found["risk"] = first(links(site, "/risks/"), r"/risks/[^/]+/")
    return found


def fetch(site: str, path: str) -> str:
    """The page's text, whatever its status."""
    try:
        with urllib.request.urlopen(site + path, timeout=20) as response:
            return response.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


def links(site: str, path: str) -> list[str]:
    return list(dict.fromkeys(HREF.findall(fetch(site, path))))


def first(paths: list[str], pattern: str) -> str:
    for path in paths:
        if re.fullmatch(pattern, path):
            return path
    raise LookupError(f"No address like {pattern} among {len(paths)} links.")


def chosen(site: str, paths: list[str], wanted: Callable[[str], bool]) -> str:
    for path in paths:
        if wanted(fetch(site, path)):
            return path
    raise LookupError(f"None of {len(paths)} articles is of the kind that is looked for.")


#: What the sample edition has none of: a withdrawn article, and a symbol listed on two exchanges.
REST = """
from articles.models import Article, Ticker
from articles.workflow import withdraw
gone = Article.objects.published().order_by("-pk").first()
withdraw(gone)
twice = Ticker.objects.active().order_by("pk").first()
Ticker.objects.create(symbol=twice.symbol, exchange="TSX", name=twice.name, kind=twice.kind, currency=twice.currency)
print(gone.get_absolute_url(), f"/tickers/{twice.symbol}/")
"""
#: Nothing on the site fails on purpose, so its page is asked for by name.
SERVER_ERROR = """
from django.test import RequestFactory
from articles.views.errors import server_error
print(server_error(RequestFactory().get("/")).content.decode())
"""


def all_kinds(site: TemporarySite) -> dict[str, str]:
    """`kinds`, and those that need the site's data to be changed first."""
    *_, gone, candidates = site.manage("shell", "--no-imports", "-c", REST).split()
    return kinds(site.url) | {"gone": gone, "candidates": candidates}
