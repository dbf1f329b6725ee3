"""A page behind the shipped nginx, beside the same bytes as a file of the same nginx; and a hit of the shipped Varnish.

CPU time of nginx and the site together, over TLS on connections that are kept, in short turns, the cheapest of many: so
a busy machine is busy for all of them, and each has a quiet moment. What one address may ask for in a second is lifted:
it is one client that asks.
"""

from __future__ import annotations

import gzip
import http.client
import re
import secrets
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from bench.processes import on_cpu_seconds
from bench.serving import BESIDE
from bench.table import Row
from make.nginx import NAME, NoNginx, temporary_nginx
from make.pages import kinds
from make.temporary_site import temporary_site
from make.varnish import NoVarnish, temporary_varnish

ROUNDS = 24
REQUESTS = 1500
WARM_UP = 50
#: Budget: the page is at least so much of the file, in requests for the same CPU.
AT_LEAST = 0.9
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)


class Asked(NamedTuple):
    """Where to ask for what, and whose CPU it takes."""

    connect: Callable[[], socket.socket]
    path: str
    headers: str
    processes: tuple[int, ...]


def measure(folder: Path) -> list[Row]:
    with ExitStack() as stack:
        sample = stack.enter_context(temporary_site(folder / "site"))
        path = kinds(sample.url)["article"]
        stack.close()
        named = {"SITE_URL": f"https://{NAME}", "BEHIND_PROXY": "1", "SECRET_KEY": secrets.token_urlsafe(50)}
        site = stack.enter_context(
            temporary_site(folder / "site", EXTRA_HOSTS="127.0.0.1", PURGED_CACHES="none", **named)
        )
        port = int(site.environment["PORT"])
        files = site.folder / "static" / "bench"
        try:
            nginx = stack.enter_context(temporary_nginx(folder / "nginx", port, site.folder, pages_a_second=1_000_000))
        except NoNginx as missing:
            return [{"page": f"Left out: {missing}"}]
        files.mkdir()
        body = page_of(site.url, path)
        (files / "page.html").write_bytes(body)
        (files / "page.html.gz").write_bytes(gzip.compress(body, 6))
        trusting = ssl.create_default_context(cafile=str(nginx.folder / "fullchain.pem"))

        def secure() -> socket.socket:
            return trusting.wrap_socket(plain(nginx.port), server_hostname=NAME)

        both = (nginx.process.pid, site.process.pid)
        served = {}
        for kind, headers in (("gzip", "Accept-Encoding: gzip\r\n"), ("plain", "")):
            served[f"article, {kind}: nginx before the site"] = Asked(secure, path, headers, both)
            served[f"article, {kind}: file of nginx"] = Asked(secure, "/static/bench/page.html", headers, both)
        try:
            varnish = stack.enter_context(temporary_varnish(folder / "varnish", port, NAME))
        except NoVarnish:
            pass
        else:
            headers = "Accept-Encoding: gzip\r\nX-Forwarded-Proto: https\r\n"
            processes = (varnish.process.pid, site.process.pid)
            served["article, gzip: hit of Varnish"] = Asked(lambda: plain(varnish.port), path, headers, processes)
        return rows(served)


def rows(served: dict[str, Asked]) -> list[Row]:
    cost = dict.fromkeys(served, float("inf"))
    most = dict.fromkeys(served, 0.0)
    for _ in range(ROUNDS):
        for name, asked in served.items():
            cpu, seconds = per_request(asked)
            cost[name], most[name] = min(cost[name], cpu), max(most[name], 1 / seconds)
    found: list[Row] = []
    for name, cpu in cost.items():
        file = cost.get(f"{name.partition(':')[0]}: file of nginx", 0.0)
        is_judged = name.endswith("before the site")
        found.append(
            {
                "page": name,
                "us CPU a request": round(cpu * 1e6, 1),
                "requests a second, one client": round(most[name]),
                "of the file": round(file / cpu, 2) if is_judged else "",
                "budget": f"at least {AT_LEAST}" if is_judged else "",
            }
        )
    return found


def per_request(asked: Asked) -> tuple[float, float]:
    """Seconds of CPU, and of the clock."""
    ask(asked, WARM_UP)
    before, began = spent(asked.processes), time.monotonic()
    ask(asked, REQUESTS)
    return (spent(asked.processes) - before) / REQUESTS, (time.monotonic() - began) / REQUESTS


def spent(processes: tuple[int, ...]) -> float:
    return sum(on_cpu_seconds(pid, BESIDE) for pid in processes)


def ask(asked: Asked, times: int) -> None:
    """One after the other, over a connection that is kept for as long as the server keeps it."""
    request = f"GET {asked.path} HTTP/1.1\r\nHost: {NAME}\r\n{asked.headers}\r\n".encode()
    connection = asked.connect()
    for _ in range(times):
        connection.sendall(request)
        answer = connection.recv(262_144)
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += connection.recv(262_144)
        if not answer.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"{asked.path} answered {answer[:100]!r}")
        length = LENGTH.search(answer, 0, end)
        left = end + 4 + int(length[1] if length else b"0") - len(answer)
        while left > 0:
            left -= len(connection.recv(262_144))
        if b"\r\nConnection: close" in answer[:end]:
            connection.close()
            connection = asked.connect()
    connection.close()


def plain(port: int) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), 30)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def page_of(site: str, path: str) -> bytes:
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    connection.request("GET", path, headers={"Host": NAME, "X-Forwarded-Proto": "https"})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    return body
