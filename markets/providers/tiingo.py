"""Tiingo: last prices of shares and ETFs listed in the US, and their days.

Documented at https://api.tiingo.com/documentation/iex and .../end-of-day. Asked: `/iex/?tickers=aapl,spy`, answered as
a list of objects with `ticker`, `tngoLast` (Tiingo's last or mid price; `last` is null without an agreement with the
IEX exchange), `prevClose` and `timestamp` (ISO 8601 with nanoseconds), unknown tickers left out; and
`/tiingo/daily/aapl/prices?startDate=...&endDate=...`, a list with `date`, `open`, `high`, `low`, `close`, `volume`,
`adjClose`. An error is an object with `detail`: 401 or 403 for a wrong key, 404 for an unknown ticker, 429 for spent
requests; where limits of the plan are reached it has also been plain words with status 200. A class of shares is
written with a hyphen, `BRK-B`. The key goes in the header `Authorization: Token ...`.

Limits: 50 requests an hour and 1,000 a day with a free key, and 500 different symbols a month. Delay: none.
Attribution: "Tiingo".
Licence: free keys are for internal and personal use; to show prices to the public takes a commercial plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from articles.models import Ticker
from markets.providers.asking import get_json
from markets.providers.provider import Day, Provider, ProviderError, Throttled
from markets.providers.values import SHARES, US, day_from, from_iso, mic_of, price, within
from markets.reading import Reading


class Tiingo(Provider):
    attribution = "Tiingo"
    address = "https://api.tiingo.com"
    batch, a_day = 50, 1_000

    def covers(self, ticker: Ticker) -> bool:
        return ticker.kind in SHARES and mic_of(ticker) in US

    def quotes(self, tickers: Sequence[Ticker]) -> dict[int, Reading]:
        by_name = {_name(ticker): ticker.pk for ticker in tickers}
        found = {}
        for told in self._get("/iex/", {"tickers": ",".join(by_name)}):
            key = by_name.get(str(told.get("ticker", "")).lower())
            last = price(told.get("tngoLast")) or price(told.get("last"))
            at = from_iso(told.get("timestamp"))
            if key is not None and last is not None and at is not None:
                previous = price(told.get("prevClose"))
                found[key] = Reading(
                    price=last, previous_close=previous, as_of=at, source=self.attribution, delay_minutes=0
                )
        return found

    def bars(self, ticker: Ticker, since: date, until: date) -> list[Day]:
        params = {"startDate": since.isoformat(), "endDate": until.isoformat()}
        rows = self._get(f"/tiingo/daily/{_name(ticker)}/prices", params)
        names = ("open", "high", "low", "close", "volume", "adjClose")
        return within((day_from(row, row.get("date"), names) for row in rows), since, until)

    def _get(self, path: str, params: Mapping[str, str]) -> list[dict[str, Any]]:
        headers = {"Authorization": f"Token {self.key}"}
        answer = get_json(self.attribution, f"{self.address}{path}", params, headers)
        if isinstance(answer, list):
            return [one for one in answer if isinstance(one, dict)]
        detail = str(answer.get("detail", "")).lower() if isinstance(answer, dict) else ""
        if "run over your" in detail:
            raise Throttled("Tiingo says that the plan's limit is reached.")
        if "not found" in detail:
            return []
        raise ProviderError("Tiingo answered with something else than a list.")


def _name(ticker: Ticker) -> str:
    return ticker.symbol.replace(".", "-").lower()
