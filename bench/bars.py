"""Daily bars imported a second; and what the last prices of 50 tickers cost, however long their past.

A million bars of 400 tickers, ten years each, by the command as anybody calls it, on SQLite. The prices then are
`Quote` of 50 tickers, and of the past those at a moment, with as many rows of the past as there are bars.
"""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from bench.table import Row
from make.temporary_site import ROOT, environment_for, manage

TICKERS, DAYS = 400, 2_500
#: Budgets: bars a second; milliseconds for the last prices of 50 tickers.
LEAST_A_SECOND, MOST_MS = 50_000, 5.0
ASK = """
import time
from django.db import connection
from django.utils import timezone
from articles.models import Ticker
from markets.models import Bar, PastQuote, Quote
tickers = list(Ticker.objects.order_by("pk")[:400])
Quote.objects.bulk_create(
    Quote(ticker=one, price=1, as_of=timezone.now(), received_at=timezone.now(), source="x", currency="USD")
    for one in tickers
)
with connection.cursor() as cursor:
    cursor.execute(
        "INSERT INTO markets_pastquote (ticker_id, as_of, price, source)"
        " SELECT ticker_id, day || ' 21:00:00', close, 'x' FROM markets_bar"
    )
some, at = tickers[:50], timezone.now()
def last(): return list(Quote.objects.filter(ticker__in=some))
def past(): return list(PastQuote.objects.last_at(some, at))
for ask in (last, past):
    assert len(ask()) == 50
    times = []
    for _ in range(50):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    print(sorted(times)[25] * 1000)
"""


def measure(folder: Path) -> list[Row]:
    (folder / "var").mkdir()
    environment = environment_for(folder / "var")
    manage(environment, "migrate", "--verbosity", "0")
    number = write(folder)
    manage(environment, "import_tickers", str(folder / "tickers.csv"))
    rows = []
    for way in ("import_bars", "import_bars, again"):
        began = time.monotonic()
        manage(environment, "import_bars", str(folder / "bars.csv"))
        seconds = time.monotonic() - began
        rows.append({"way": way, "rows": number, "a second": round(number / seconds), "at least": LEAST_A_SECOND})
    asked = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", ASK],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    for way, line in zip(("50 last prices", "50 prices at a moment"), asked.stdout.split(), strict=True):
        rows.append({"way": way, "rows": number, "ms": float(line), "at most": MOST_MS})
    return rows


def write(folder: Path) -> int:
    """The tickers and their bars; how many bars."""
    symbols = [f"B{number}" for number in range(TICKERS)]
    (folder / "tickers.csv").write_text(
        "symbol,exchange,name,kind,currency\n" + "".join(f"{one},NYSE,Company {one},equity,USD\n" for one in symbols)
    )
    days, day = [], date(2026, 1, 30)
    while len(days) < DAYS:
        if day.weekday() < 5:
            days.append(day.isoformat())
        day -= timedelta(days=1)
    chance = random.Random(1)
    with (folder / "bars.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("ticker", "date", "open", "high", "low", "close", "volume"))
        for symbol in symbols:
            close = chance.uniform(20, 300)
            for one in days:
                opened, close = close, close * (1 + chance.gauss(0, 0.01))
                high, low = max(opened, close) * 1.004, min(opened, close) * 0.996
                prices = (f"{price:.2f}" for price in (opened, high, low, close))
                rows.writerow((f"NYSE:{symbol}", one, *prices, chance.randrange(100_000, 9_000_000)))
    return TICKERS * DAYS
