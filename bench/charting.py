"""A ticker's page with ten years of daily bars, rendered anew: CPU, queries, and the weight of its chart.

`python -m bench.charting` in a site's environment gives one of its tickers ten years, measures, prints JSON.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import statistics
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from bench.table import Row
from make.temporary_site import ROOT, environment_for, manage

TICKER = "NYSE:HVNB"
DAYS = 2_520
ROUNDS, WARM_UP = 40, 5
#: Budgets of a page: ms of CPU and queries; and KB of its drawing, compressed.
MOST_MS, MOST_QUERIES, MOST_KB = 30, 12, 20
PAGES = ("", "?range=all", "?range=all&view=candles", "?range=all&view=table", "?range=1m")
DRAWING = re.compile(r'<svg class="price-chart__drawing".*?</svg>', re.DOTALL)


def measure(folder: Path) -> list[Row]:
    environment = environment_for(folder)
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "load_sample_edition")
    manage(environment, "collectstatic", "--no-input", "--verbosity", "0")
    command = [sys.executable, "-m", "bench.charting"]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newssite.settings")
    import django

    django.setup()
    from django.test import Client

    _fill()
    client = Client(headers={"host": "127.0.0.1"})
    print(json.dumps([_measured(client, query) for query in PAGES] + [_measured(client, "", "/markets/")]))


def _measured(client: object, query: str, page: str = f"/tickers/{TICKER}/") -> Row:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def get() -> str:
        answer = client.get(page + query)  # type: ignore[attr-defined]
        if answer.status_code != 200:
            raise RuntimeError(f"{page}{query} answered {answer.status_code}")
        return answer.content.decode()

    with CaptureQueriesContext(connection) as queries:
        drawing = DRAWING.search(get())
    asked = len(queries)  # at once: the next request begins a new count
    times = []
    for _ in range(WARM_UP + ROUNDS):
        began = time.process_time()
        get()
        times.append((time.process_time() - began) * 1000)
    return {
        "page": page + query,
        "ms CPU": round(statistics.median(times[WARM_UP:]), 1),
        "at most": MOST_MS,
        "queries": asked,
        "no more than": MOST_QUERIES,
        "KB of drawing": round(len(gzip.compress(drawing[0].encode())) / 1024, 1) if drawing else "",
        "up to": MOST_KB if drawing else "",
    }


def _fill() -> None:
    """Ten years of trading days, each price a small step from the one before."""
    from articles.models import Ticker
    from markets.models import Bar

    exchange, symbol = TICKER.split(":")
    ticker = Ticker.objects.get(exchange=exchange, symbol=symbol)
    last = Bar.objects.filter(ticker=ticker).latest("day").day
    Bar.objects.filter(ticker=ticker).delete()
    days = [day for number in range(DAYS * 7 // 5 + 7) if (day := last - timedelta(days=number)).weekday() < 5][:DAYS]
    Bar.objects.bulk_create((_bar(ticker, day, chance) for day, chance in zip(days, _walk(), strict=False)), 500)


def _walk() -> object:
    chance, price = random.Random(3), 48.2
    while True:
        yield price, price * (1 + chance.gauss(0, 0.01)), chance.randrange(500_000, 3_000_000)
        price /= 1 + chance.gauss(0.0003, 0.012)


def _bar(ticker: object, day: date, values: tuple[float, float, int]) -> object:
    from markets.models import Bar

    close, opened, volume = values
    high, low = max(close, opened) * 1.004, min(close, opened) * 0.996
    prices = {"open": opened, "high": high, "low": low, "close": close}
    rounded = {name: f"{price:.2f}" for name, price in prices.items()}
    return Bar(ticker=ticker, day=day, volume=volume, source="bench", **rounded)


if __name__ == "__main__":
    main()
