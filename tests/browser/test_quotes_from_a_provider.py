"""From a provider to a reader: prices come in by themselves, the provider dies, and the page says so.

The provider is a server on loopback that answers as Finnhub's documentation says. The site's clock stands on a
trading day to come, since exchanges keep hours and tests do not.
"""

from __future__ import annotations

import json
import re
import threading
import time
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from make.ports import free_port
from make.temporary_site import copy_of, temporary_site
from markets.calendar import calendar_of

LONG = 60
ARTICLE = "/articles/2026/02/16/four-charts-short-week/"
PROVIDER = {"QUOTE_PROVIDERS": "finnhub", "FINNHUB_KEY": "k" * 20, "QUOTE_REFRESH_SECONDS": "5"}
OLD = re.compile("last price (49|50) minutes old")
#: What Python runs when it starts: a process that finds this beside it lives at another time.
CLOCK = "import time_machine\ntime_machine.travel({at!r}, tick=True).start()\n"


class Provider(ThreadingHTTPServer):
    """Knows Norrland Semiconductors, and what time it is on the site; of other symbols it says zero."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.price = 133.1
        self.ahead = 0.0
        self.asked = 0


class Answer(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        self.server.asked += 1
        [symbol] = parse_qs(urlsplit(self.path).query)["symbol"]
        price, previous, at = (0, 0, 0)
        if symbol == "NRSC":
            price, previous, at = self.server.price, 132.4, int(time.time() + self.server.ahead) - 5
        body = json.dumps({"c": price, "d": None, "dp": None, "h": 0, "l": 0, "o": 0, "pc": previous, "t": at}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def provider() -> Iterator[Provider]:
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def afternoon() -> datetime:
    """Two in the afternoon in New York, on a trading day in a week or so."""
    nyse = calendar_of("NYSE")
    assert nyse is not None
    now = datetime.now(nyse.zone)
    return nyse.next_open(now + timedelta(days=7)).replace(hour=14, minute=0)


@pytest.fixture
def at_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, provider: Provider):
    """Sites that are started from now on live at this time, and ask the provider on loopback."""
    folder = tmp_path / "clock"
    folder.mkdir()
    for name, value in PROVIDER.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("QUOTE_ADDRESSES", f"finnhub=http://127.0.0.1:{provider.server_port}")
    monkeypatch.setenv("PYTHONPATH", str(folder))

    def live(at: datetime) -> None:
        provider.ahead = at.timestamp() - time.time()
        (folder / "sitecustomize.py").write_text(CLOCK.format(at=at.timestamp()))

    return live


def told(url: str) -> dict[str, str]:
    """What the site tells of the price to a page that asks."""
    with urllib.request.urlopen(f"{url}/quotes/?tickers=NASDAQ:NRSC", timeout=20) as answer:
        return json.load(answer)["quotes"]["NASDAQ:NRSC"]


def until(url: str, price: str) -> None:
    deadline = time.monotonic() + LONG
    while told(url)["price"] != price:
        assert time.monotonic() < deadline, f"{price} did not come in within {LONG} s"
        time.sleep(0.5)


def quote_on(page: Page, part: str):
    return page.locator(f"[data-quote='NASDAQ:NRSC'] [data-part={part}]").first


def pass_time(page: Page, minutes: float) -> None:
    """In small steps: a request of the page has ten seconds on the page's clock, and needs some on ours."""
    for _ in range(int(minutes * 12)):
        page.clock.run_for(5_000)
        page.wait_for_timeout(100)


def test_prices_come_in_and_are_renewed_the_provider_dies_and_the_page_says_how_old_they_are(
    new_context, noise, edition, tmp_path, provider, afternoon, at_time
):
    noise.allow("quotes")  # what is asked for on a line that the server closed is asked for again
    folder, port = copy_of(edition, tmp_path / "site"), free_port()
    page = new_context().new_page()
    page.clock.install(time=afternoon)

    at_time(afternoon)
    with temporary_site(folder, port) as site:
        until(site.url, "$133.10")  # tick asked, and the worker took it in
        page.goto(site.url + ARTICLE)
        expect(quote_on(page, "price")).to_have_text("$133.10")
        expect(quote_on(page, "note")).to_have_text("")
        expect(quote_on(page, "source")).to_have_text("Finnhub")

        provider.price = 134.2
        until(site.url, "$134.20")
        pass_time(page, minutes=1.2)
        expect(quote_on(page, "price")).to_have_text("$134.20")
        expect(quote_on(page, "change")).to_have_text("+1.80 (+1.36%)")

        provider.shutdown()
        provider.server_close()

    # The page is open all the while; the site is started anew, since its clock cannot be put on while it runs.
    at_time(afternoon + timedelta(minutes=50))
    with temporary_site(folder, port):
        pass_time(page, minutes=3)
        expect(quote_on(page, "note")).to_have_text(OLD)
        expect(quote_on(page, "price")).to_have_text("$134.20")
        page.reload()
        expect(quote_on(page, "note")).to_have_text(OLD)
        expect(quote_on(page, "price")).to_have_text("$134.20")
