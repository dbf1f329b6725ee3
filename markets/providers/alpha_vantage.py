"""Alpha Vantage: closing prices of shares and ETFs, in the US and on some other exchanges, and the last 100 days.

Documented at https://www.alphavantage.co/documentation/. Asked: `/query?function=GLOBAL_QUOTE&symbol=IBM`, one symbol
a request, answered as `{"Global Quote": {"05. price": ..., "07. latest trading day": ..., "08. previous close":
...}}`, of an unknown symbol as `{"Global Quote": {}}`; and `function=TIME_SERIES_DAILY`, answered as `{"Time Series
(Daily)": {"2026-02-10": {"1. open": ..., "5. volume": ...}}}`. Everything comes with status 200: a wrong call as
`Error Message`, too many as `Note` or `Information`. The key can only be given in the address.

Limits: 25 requests a day with a free key. The last price has a day and no hour: it is taken once that day's trading
has ended, as of the close. Currencies are not told. Delay: not known.
Attribution: "Alpha Vantage".
Licence: free keys are for personal use; to show prices to the public takes an agreement with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from articles.models import Ticker
from markets.providers.asking import get_json
from markets.providers.provider import Day, Provider, ProviderError, Refused, Throttled
from markets.providers.values import SHARES, US, close_of, day_from, day_of, mic_of, price, within
from markets.reading import Reading

SUFFIXES = {"XLON": ".LON", "XTSE": ".TRT", "XETR": ".DEX"}
DAY_NAMES = ("1. open", "2. high", "3. low", "4. close", "5. volume", "")


class AlphaVantage(Provider):
    attribution = "Alpha Vantage"
    address = "https://www.alphavantage.co"
    batch, a_day, a_minute = 1, 25, 5
    closes_after = timedelta(hours=2)

    def covers(self, ticker: Ticker) -> bool:
        return ticker.kind in SHARES and mic_of(ticker) in {*US, *SUFFIXES}

    def quotes(self, tickers: Sequence[Ticker]) -> dict[int, Reading]:
        [ticker] = tickers
        told = self._get("GLOBAL_QUOTE", ticker).get("Global Quote")
        if not isinstance(told, dict):
            raise ProviderError("Alpha Vantage answered with something else than a quote.")
        last, day = price(told.get("05. price")), day_of(told.get("07. latest trading day"))
        at = close_of(ticker, day) if day else None
        if last is None or at is None or at > timezone.now():
            return {}
        previous = price(told.get("08. previous close"))
        return {ticker.pk: Reading(price=last, previous_close=previous, as_of=at, source=self.attribution)}

    def bars(self, ticker: Ticker, since: date, until: date) -> list[Day]:
        days = self._get("TIME_SERIES_DAILY", ticker).get("Time Series (Daily)")
        if not isinstance(days, dict):
            return []
        return within((day_from(row, day, DAY_NAMES) for day, row in days.items()), since, until)

    def _get(self, function: str, ticker: Ticker) -> dict[str, Any]:
        symbol = ticker.symbol.replace(".", "-") + SUFFIXES.get(mic_of(ticker), "")
        params = {"function": function, "symbol": symbol, "apikey": self.key}
        answer = get_json(self.attribution, f"{self.address}/query", params)
        if not isinstance(answer, dict):
            raise ProviderError("Alpha Vantage answered with something else than an object.")
        words = str(answer.get("Note") or answer.get("Information") or "")
        if "apikey" in words.lower().replace(" ", "") and "invalid" in words.lower():
            raise Refused("Alpha Vantage does not take the key.")
        if words:
            raise Throttled("Alpha Vantage was asked too often, or for what the plan does not include.")
        if "Error Message" in answer:
            if "apikey" in str(answer["Error Message"]).lower():
                raise Refused("Alpha Vantage does not take the key.")
            return {"Global Quote": {}}
        return answer
