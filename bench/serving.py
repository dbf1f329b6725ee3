"""CPU time a request: pages rendered anew, beside an empty Django view under the same server.

Taken in turns and in several rounds, so that a busy machine is busy for all of them; the
cheapest round counts. Requests are bounded in number and go to this machine only.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bench.processes import cpu_seconds
from bench.table import Row
from make.pages import kinds
from make.temporary_site import ROOT, free_port, temporary_site

ROUNDS = 3
WARM_UP = 50
#: Budget: an article page costs at most so many empty views.
MOST_EMPTY_VIEWS = 25
#: What runs beside the server is not the server.
BESIDE = "newssite.companions"


def measure(folder: Path) -> list[Row]:
    with contextlib.ExitStack() as stack:
        site = stack.enter_context(temporary_site(folder / "site", PAGE_STORE_MB="0"))  # each page anew
        bare = stack.enter_context(empty_view(""))
        stock = stack.enter_context(empty_view("startproject"))
        paths = kinds(site.url)
        pid = site.process.pid
        served = [
            ("empty view, no middleware", *bare, "/", {}, 2000),
            ("empty view, a new project's middleware", *stock, "/", {}, 2000),
            ("health", site.url, pid, "/healthz", {}, 1000),
            *((name, site.url, pid, paths[name], {}, 300) for name in ("article", "front", "all", "ticker", "search")),
            ("article, gzip", site.url, pid, paths["article"], {"Accept-Encoding": "gzip"}, 300),
        ]
        cost = {name: float("inf") for name, *_ in served}
        for _ in range(ROUNDS):
            for name, *how in served:
                cost[name] = min(cost[name], per_request(*how))
    empty = cost["empty view, a new project's middleware"]
    return [
        {
            "page": name,
            "us CPU a request": round(seconds * 1e6, 1),
            "empty views": round(seconds / empty, 1),
            "budget": MOST_EMPTY_VIEWS if name == "article" else "",
        }
        for name, seconds in cost.items()
    ]


def per_request(site: str, pid: int, path: str, headers: dict[str, str], requests: int) -> float:
    """Seconds of CPU of the server's processes, over one connection that is kept."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    ask(connection, path, headers, WARM_UP)
    before = cpu_seconds(pid, BESIDE)
    ask(connection, path, headers, requests)
    spent = cpu_seconds(pid, BESIDE) - before
    connection.close()
    return spent / requests


def ask(connection: http.client.HTTPConnection, path: str, headers: dict[str, str], times: int) -> None:
    for _ in range(times):
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}")


def empty_view(middleware: str) -> contextlib.AbstractContextManager[tuple[str, int]]:
    return served_by("bench.empty_view:application", os.environ | {"BENCH_MIDDLEWARE": middleware})


@contextlib.contextmanager
def served_by(application: str, environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    """The address of an application under the site's server, and the process that serves it."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
    server = subprocess.Popen([*command, application], cwd=ROOT, env=environment)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.wait(10)


def wait_for(port: int) -> None:
    for _ in range(200):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with contextlib.suppress(OSError):
            ask(connection, "/", {}, 1)
            return
        time.sleep(0.05)
    raise RuntimeError("It did not answer within 10 s.")
