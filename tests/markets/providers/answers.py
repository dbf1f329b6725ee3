"""What each provider answers, as its documentation has it: for AAPL, or for a euro in dollars."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

TWELVE = {
    "symbol": "AAPL", "name": "Apple Inc", "exchange": "NASDAQ", "mic_code": "XNAS", "currency": "USD",
    "datetime": "2026-02-10", "timestamp": 1770733800, "last_quote_at": 1770753540, "open": "272.00000",
    "high": "275.90000", "low": "271.50000", "close": "273.68000", "volume": "34376900", "previous_close": "274.62000",
    "change": "-0.94000", "percent_change": "-0.34229", "is_market_open": False,
}  # fmt: skip
TWELVE_DAYS = {
    "meta": {"symbol": "AAPL", "interval": "1day", "currency": "USD"},
    "values": [
        {"datetime": "2026-02-10", "open": "272.0", "high": "275.9", "low": "271.5", "close": "273.68", "volume": "34"},
        {"datetime": "2026-02-09", "open": "277.9", "high": "278.2", "low": "271.7", "close": "274.62", "volume": "44"},
        {"datetime": "2026-02-06", "open": "1", "high": "0.5", "low": "2", "close": "1", "volume": "44"},
    ],
    "status": "ok",
}
FINNHUB = {"c": 273.68, "d": -0.94, "dp": -0.3423, "h": 275.9, "l": 271.5, "o": 272, "pc": 274.62, "t": 1770757200}
TIINGO = {
    "ticker": "AAPL", "timestamp": "2026-02-10T16:00:00.186520297-05:00", "last": None, "tngoLast": 273.68,
    "prevClose": 274.62, "open": 272.0, "high": 275.9, "low": 271.5, "volume": 34376900, "mid": None,
}  # fmt: skip
TIINGO_DAYS = [
    {"date": "2026-02-09T00:00:00.000Z", "open": 277.9, "high": 278.2, "low": 271.7, "close": 274.62, "volume": 44,
     "adjClose": 137.31},
    {"date": "2026-02-10T00:00:00.000Z", "open": 272.0, "high": 275.9, "low": 271.5, "close": 273.68, "volume": 34,
     "adjClose": 136.84},
]  # fmt: skip
ALPHA = {
    "Global Quote": {
        "01. symbol": "AAPL", "02. open": "272.0000", "03. high": "275.9000", "04. low": "271.5000",
        "05. price": "273.6800", "06. volume": "34376900", "07. latest trading day": "2026-02-10",
        "08. previous close": "274.6200", "09. change": "-0.9400", "10. change percent": "-0.3423%",
    }
}  # fmt: skip
ALPHA_DAYS = {
    "Meta Data": {"2. Symbol": "AAPL"},
    "Time Series (Daily)": {
        "2026-02-10": {
            "1. open": "272",
            "2. high": "275.9",
            "3. low": "271.5",
            "4. close": "273.68",
            "5. volume": "34",
        },
        "2026-02-09": {
            "1. open": "277.9",
            "2. high": "278.2",
            "3. low": "271.7",
            "4. close": "274.62",
            "5. volume": "4",
        },
    },
}
MARKETSTACK = {
    "pagination": {"limit": 1000, "offset": 0, "count": 2, "total": 2},
    "data": [
        {"symbol": "AAPL", "exchange": "XNAS", "price_currency": "usd", "date": "2026-02-10T00:00:00+0000",
         "open": 272.0, "high": 275.9, "low": 271.5, "close": 273.68, "volume": 34376900.0, "adj_close": 273.68},
        {"symbol": "AAPL", "exchange": "XNAS", "price_currency": "usd", "date": "2026-02-09T00:00:00+0000",
         "open": 277.9, "high": 278.2, "low": 271.7, "close": 274.62, "volume": 44623400.0, "adj_close": 274.62},
    ],
}  # fmt: skip
ECB = """<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
 xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<gesmes:subject>Reference rates</gesmes:subject>
<gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
<Cube><Cube time="2026-02-10"><Cube currency="USD" rate="1.1894"/><Cube currency="JPY" rate="184.10"/></Cube>
<Cube time="2026-02-09"><Cube currency="USD" rate="1.1871"/><Cube currency="JPY" rate="185.32"/></Cube></Cube>
</gesmes:Envelope>"""


@dataclass(frozen=True)
class Documented:
    """`notes` are throttling told in an answer of status 200, `refusals` a key that is not taken: (status, body)."""

    name: str
    path: str
    good: Any
    unknown: Any
    price: Decimal = Decimal("273.68")
    previous: Decimal = Decimal("274.62")
    days_path: str = ""
    days: Any = None
    notes: tuple[Any, ...] = ()
    refusals: tuple[tuple[int, Any], ...] = ((401, {"error": "Invalid API key"}),)
    zeros: Any = field(default=None)

    def __str__(self) -> str:
        return self.name


def body(answer: Any) -> str:
    return answer if isinstance(answer, str) else json.dumps(answer)


ALL = (
    Documented(
        "twelve-data", "/quote", TWELVE,
        {"code": 404, "message": "**symbol** or **figi** parameter is missing or invalid.", "status": "error"},
        days_path="/time_series", days=TWELVE_DAYS,
        notes=({"code": 429, "message": "You have run out of API credits for the current minute.", "status": "error"},),
        refusals=((401, {"code": 401, "status": "error"}), (200, {"code": 401, "status": "error"})),
        zeros=TWELVE | {"close": "0", "previous_close": "0"},
    ),
    Documented(
        "finnhub", "/quote", FINNHUB, {"c": 0, "d": None, "dp": None, "h": 0, "l": 0, "o": 0, "pc": 0, "t": 0},
        refusals=((401, {"error": "Invalid API key"}), (403, {"error": "You don't have access to this resource."})),
        zeros={"c": 0, "d": None, "dp": None, "h": 0, "l": 0, "o": 0, "pc": 0, "t": 1770757200},
    ),
    Documented(
        "tiingo", "/iex/", [TIINGO], [], days_path="/tiingo/daily/aapl/prices", days=TIINGO_DAYS,
        notes=(
            "You have run over your 500 symbol look up for this month. Please upgrade to have your limits increased.",
            {"detail": "Error: You have run over your hourly request allocation."},
        ),
        refusals=((403, {"detail": "Invalid token."}), (401, {"detail": "Please supply a token"})),
        zeros=[TIINGO | {"tngoLast": 0, "prevClose": 0}],
    ),
    Documented(
        "alpha-vantage", "/query", ALPHA, {"Global Quote": {}}, days_path="/query", days=ALPHA_DAYS,
        notes=(
            {"Note": "Thank you for using Alpha Vantage! Our standard API call frequency is 5 calls per minute."},
            {"Information": "We have detected your API key as S3CRET and our standard API rate limit is 25 a day."},
        ),
        refusals=((200, {"Error Message": "the parameter apikey is invalid or missing."}), (401, {})),
        zeros={"Global Quote": ALPHA["Global Quote"] | {"05. price": "0.0000", "08. previous close": "0.0000"}},
    ),
    Documented(
        "marketstack", "/v2/eod", MARKETSTACK, {"pagination": {"count": 0}, "data": []},
        days_path="/v2/eod", days=MARKETSTACK,
        notes=({"error": {"code": "usage_limit_reached", "message": "Your monthly usage limit has been reached."}},),
        refusals=((401, {"error": {"code": "invalid_access_key"}}), (200, {"error": {"code": "invalid_access_key"}})),
        zeros={"data": [row | {"close": 0.0} for row in MARKETSTACK["data"]]},
    ),
    Documented(
        "ecb", "/stats/eurofxref/eurofxref-hist-90d.xml", ECB, ECB.replace("USD", "SEK"), Decimal("1.1894"),
        Decimal("1.1871"), days_path="/stats/eurofxref/eurofxref-hist-90d.xml", days=ECB,
        refusals=((403, "no"),), zeros=ECB.replace("1.1894", "0").replace("1.1871", "0"),
    ),
)  # fmt: skip
