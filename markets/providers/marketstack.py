"""Marketstack: closing prices of shares and ETFs of many exchanges, and their days.

Documented at https://docs.apilayer.com/marketstack/docs (version 2, End-of-Day Data). Asked:
`/v2/eod?symbols=AAPL,VOD.XLON&date_from=...&date_to=...&limit=1000`, answered as `{"pagination": ..., "data":
[{"symbol", "exchange" (a MIC), "price_currency", "date", "open", "high", "low", "close", "volume", "adj_close"}]}`,
unknown symbols left out. An error is `{"error": {"code", "message"}}`: 401 for a wrong key, 403 for what the plan does
not include, 429 for spent requests. The key can only be given in the address.

Limits: 100 requests a month with a free key, of which three a day is a share, and 5 a second. One request has the last
two closes of a hundred tickers, so three a day take all of them after the close. The day has no hour: the price is as
of the exchange's close.
Attribution: "Marketstack".
Licence: free keys are for personal use; paying plans may show prices to the public.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from articles.models import Ticker
from markets.providers.asking import get_json
from markets.providers.provider import Day, Provider, ProviderError, Refused, Throttled
from markets.providers.values import SHARES, US, close_of, day_from, day_of, in_units, mic_of, price, within
from markets.reading import Reading

MOST = "1000"
#: Two closes lie within so many days, whatever holidays there are.
LOOK_BACK = timedelta(days=9)
DAY_NAMES = ("open", "high", "low", "close", "volume", "adj_close")


class Marketstack(Provider):
    attribution = "Marketstack"
    address = "https://api.marketstack.com"
    batch, a_day = 100, 3
    closes_after = timedelta(hours=2)

    def covers(self, ticker: Ticker) -> bool:
        return ticker.kind in SHARES and mic_of(ticker) != ""

    def quotes(self, tickers: Sequence[Ticker]) -> dict[int, Reading]:
        today = timezone.now().date()
        rows = self._get([_name(ticker) for ticker in tickers], today - LOOK_BACK, today)
        found = {ticker.pk: self._reading(ticker, rows) for ticker in tickers}
        return {key: reading for key, reading in found.items() if reading}

    def bars(self, ticker: Ticker, since: date, until: date) -> list[Day]:
        rows = self._get([_name(ticker)], since, until)
        return within((day_from(row, row.get("date"), DAY_NAMES) for row in rows), since, until)

    def _get(self, names: Sequence[str], since: date, until: date) -> list[dict[str, Any]]:
        params = {
            "access_key": self.key, "symbols": ",".join(names), "limit": MOST,
            "date_from": since.isoformat(), "date_to": until.isoformat(),
        }  # fmt: skip
        answer = get_json(self.attribution, f"{self.address}/v2/eod", params)
        if not isinstance(answer, dict):
            raise ProviderError("Marketstack answered with something else than an object.")
        if error := answer.get("error"):
            code = str(error.get("code", "")) if isinstance(error, dict) else ""
            if "limit" in code or "too_many" in code:
                raise Throttled("Marketstack has no requests left for us.")
            if "access" in code or "key" in code:
                raise Refused("Marketstack does not take the key for this.")
            if code in ("404_not_found", "no_valid_symbols_provided"):
                return []
            raise ProviderError("Marketstack answered with an error.")
        return [row for row in answer.get("data") or [] if isinstance(row, dict)]

    def _reading(self, ticker: Ticker, rows: Sequence[dict[str, Any]]) -> Reading | None:
        closes = sorted(
            (day, close, str(row.get("price_currency") or ""))
            for row in rows
            if row.get("symbol") == _name(ticker)
            and (day := day_of(row.get("date")))
            and (close := price(row.get("close")))
        )
        at = close_of(ticker, closes[-1][0]) if closes else None
        if at is None or at > timezone.now():
            return None
        before = closes[-2][1] if len(closes) > 1 else None
        currency, prices = in_units(closes[-1][2], closes[-1][1], before)
        return Reading(
            price=prices[0] or closes[-1][1],
            previous_close=prices[1],
            as_of=at,
            source=self.attribution,
            currency=currency,
        )


def _name(ticker: Ticker) -> str:
    mic = mic_of(ticker)
    return ticker.symbol if mic in US else f"{ticker.symbol}.{mic}"
