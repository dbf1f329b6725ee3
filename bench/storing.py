"""A page out of the page store, beside the bare server and Django's cache with the same bytes; and its memory.

CPU time of the server's processes, in turns, the cheapest of several rounds, as in `serving`. Requests are many, since
the clock of CPU time ticks in hundredths of a second.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bench.processes import cpu_seconds, family, own_bytes, resident_bytes, shared_out_bytes
from bench.serving import BESIDE, WARM_UP, ask, served_by
from bench.table import Row
from make.pages import kinds
from make.temporary_site import temporary_site

ROUNDS = 3
REQUESTS = 10_000
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}
#: Budgets: microseconds a page, times the bare server, and million bytes of a worker with so many pages.
MOST_MICROSECONDS, MOST_TIMES_BARE = 80, 1.6
PAGES, MOST_MEGABYTES = 2000, 200
#: Articles enough for as many pages: copies of those of the sample edition, each with its parts.
MULTIPLY = """
from articles.models import Article
from articles import workflow
originals = list(Article.objects.published().for_page())
for number in range({pages}):
    one = originals[number % len(originals)]
    parts = [*one.key_points.all(), *one.risk_statements.all(), *one.ticker_sentiments.all(), *one.bylines.all()]
    made = Article(headline=f"{{one.headline}} {{number}}"[:200], slug=f"{{one.slug[:80]}}-{{number}}",
        dek=one.dek, summary=one.summary, body=one.body, category=one.category, published_at=one.published_at)
    made.save()
    for part in parts:
        part.pk, part.article, part._state.adding = None, made, True
        part.save()
    workflow.publish(made)
    print(made.get_absolute_url())
"""


def measure(folder: Path) -> list[Row]:
    with contextlib.ExitStack() as stack:
        site = stack.enter_context(temporary_site(folder / "site"))
        path = kinds(site.url)["article"]
        rows: list[Row] = []
        for name, headers in (("article", {}), ("article, as a browser asks", BROWSER)):
            sample = folder / "sample.json"
            sample.write_text(json.dumps(copied(site.url, path, headers)))
            with rivals(sample) as others:
                rows += compared(name, {"page store": (site.url, site.process.pid, path), **others}, headers)
        rows.append(memory(site))
    return rows


def copied(site: str, path: str, headers: dict[str, str]) -> dict[str, object]:
    """The answer that the store gives, for others to give the same; its body as one letter a byte."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    for _ in range(2):
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        body = response.read()
    connection.close()
    own = {"date", "server"}
    said = [(name, value) for name, value in response.getheaders() if name not in own]
    return {"headers": said, "body": body.decode("latin-1")}


@contextlib.contextmanager
def rivals(sample: Path) -> Iterator[dict[str, tuple[str, int, str]]]:
    environment = os.environ | {"BENCH_SAMPLE": str(sample)}
    with (
        served_by("bench.bare:application", environment) as (bare, bare_pid),
        served_by("bench.empty_view:application", environment | {"BENCH_MIDDLEWARE": "cache"}) as (cached, cached_pid),
    ):
        yield {
            "bare WSGI, the same bytes": (bare, bare_pid, "/"),
            "Django's cache middleware": (cached, cached_pid, "/"),
        }


def compared(name: str, served: dict[str, tuple[str, int, str]], headers: dict[str, str]) -> list[Row]:
    cost = dict.fromkeys(served, float("inf"))
    for _ in range(ROUNDS):
        for which, (site, pid, path) in served.items():
            cost[which] = min(cost[which], per_request(site, pid, path, headers))
    bare = cost["bare WSGI, the same bytes"]
    return [
        {
            "page": f"{name}: {which}",
            "us CPU a request": round(seconds * 1e6, 1),
            "times bare": round(seconds / bare, 2),
            "budget": f"{MOST_MICROSECONDS} us, {MOST_TIMES_BARE} times" if which == "page store" else "",
        }
        for which, seconds in cost.items()
    ]


def per_request(site: str, pid: int, path: str, headers: dict[str, str]) -> float:
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    ask(connection, path, headers, WARM_UP)
    before = cpu_seconds(pid, BESIDE)
    ask(connection, path, headers, REQUESTS)
    spent = cpu_seconds(pid, BESIDE) - before
    connection.close()
    return spent / REQUESTS


def memory(site) -> Row:
    """Of the worker with so many pages, each asked for as browsers do."""
    addresses = site.manage("shell", "--no-imports", "-c", MULTIPLY.format(pages=PAGES)).split()
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=30)
    worker = max(family(site.process.pid, BESIDE), key=resident_bytes)
    before = resident_bytes(worker)
    for path in addresses:
        ask(connection, path, BROWSER, 1)
    kept = 0
    for path in addresses:
        connection.request("GET", path, headers=BROWSER)
        response = connection.getresponse()
        response.read()
        kept += response.headers["Cache-Status"] == "page-store; hit"
    connection.close()
    return {
        "page": f"memory of a worker, {kept:,} pages kept",
        "MB": round(resident_bytes(worker) / 1e6, 1),
        "MB its share": round(shared_out_bytes(worker) / 1e6, 1),
        "MB its own": round(own_bytes(worker) / 1e6, 1),
        "MB before": round(before / 1e6, 1),
        "budget": f"{MOST_MEGABYTES} MB",
    }
