"""What a first visit moves, and what it asks of the database.

Bytes and requests as a real browser counts them on the wire, headers included, pictures apart.
"""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.table import Row
from make.chromium import launch_options
from make.pages import kinds
from make.temporary_site import TemporarySite, temporary_site

KINDS = ("article", "article-picture", "front", "all", "category", "ticker", "search", "risk")
BUDGETS = {"article": (30_720, 4, 8), "article-picture": (30_720, 4, 8)}
OTHERS = ("", "", 12)
QUERIES = """
import json, sys
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client, counts = Client(headers={"host": "127.0.0.1"}), {}
for kind, path in json.loads(%r).items():
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    counts[kind] = len(queries)
print(json.dumps(counts))
"""


def measure(folder: Path) -> list[Row]:
    with temporary_site(folder / "site") as site, sync_playwright() as playwright:
        paths = {kind: path for kind, path in kinds(site.url).items() if kind in KINDS}
        queries = query_counts(site, paths)
        browser = playwright.chromium.launch(**launch_options())
        rows = [row(browser, site.url, kind, paths[kind], queries[kind]) for kind in KINDS]
        browser.close()
    return rows


def query_counts(site: TemporarySite, paths: dict[str, str]) -> dict[str, int]:
    return json.loads(site.manage("shell", "--no-imports", "-c", QUERIES % json.dumps(paths)))


def row(browser: Browser, site: str, kind: str, path: str, queries: int) -> Row:
    moved, requests, pictures = first_visit(browser, site + path)
    most_bytes, most_requests, most_queries = BUDGETS.get(kind, OTHERS)
    return {
        "page": kind,
        "bytes": moved,
        "at most": most_bytes,
        "requests": requests,
        "at most ": most_requests,
        "queries": queries,
        "at most  ": most_queries,
        "bytes of pictures": pictures,
    }


def first_visit(browser: Browser, url: str) -> tuple[int, int, int]:
    """Bytes and requests without pictures, and the bytes of pictures."""
    context = browser.new_context()
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    kind_of: dict[str, str] = {}
    size_of: dict[str, float] = {}
    wire.on("Network.responseReceived", lambda event: kind_of.update({event["requestId"]: event["type"]}))
    wire.on("Network.loadingFinished", lambda event: size_of.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(url)
    page.wait_for_load_state("networkidle")
    context.close()
    pictures = {request for request, kind in kind_of.items() if kind == "Image"}
    others = [int(size) for request, size in size_of.items() if request not in pictures]
    return sum(others), len(others), int(sum(size_of.get(request, 0) for request in pictures))
