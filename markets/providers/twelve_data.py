"""Twelve Data: shares, ETFs, indices and currency pairs of many exchanges.

Documented at https://twelvedata.com/docs (Quote, Time series). Asked: `/quote?symbol=AAPL,VOD:LSE,EUR/USD`, answered
as one object for one symbol and as objects by symbol for several, with `close`, `previous_close`, `currency`,
`last_quote_at` (seconds since 1970) or `timestamp`; and `/time_series?symbol=AAPL&interval=1day`, with `values`.
Numbers come as texts. An error is an object with `code`, `message` and `"status": "error"`, of the whole or of one
symbol, with the status 200 or that of the code: 401 for a wrong key, 404 for an unknown symbol, 429 for spent credits.
The key goes in the header `Authorization: apikey ...`.

Limits: each symbol costs one credit; a free key has 8 a minute and 800 a day. Delay: none for shares listed in the US,
from some minutes to a day elsewhere, which the answer does not tell.
Attribution: "Twelve Data", with a link where one is possible.
Licence: free keys are for trying out and for personal use; to show prices to the public takes a business plan and the
attribution.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from articles.choices import TickerKind
from articles.models import Ticker
from markets.providers.asking import get_json
from markets.providers.provider import Day, Provider, ProviderError, Refused, Throttled
from markets.providers.values import US, day_from, from_epoch, in_units, mic_of, pair_of, price, within
from markets.reading import Reading

#: Their names of exchanges, by MIC. A symbol alone is that of the US.
EXCHANGES = {
    "XLON": "LSE", "XTSE": "TSX", "XPAR": "Euronext", "XAMS": "Euronext", "XBRU": "Euronext", "XETR": "XETR",
    "XSWX": "SIX", "XTKS": "JPX", "XHKG": "HKEX", "XASX": "ASX",
}  # fmt: skip
MOST_DAYS = "5000"


class TwelveData(Provider):
    attribution = "Twelve Data"
    address = "https://api.twelvedata.com"
    batch, a_day, a_minute = 8, 800, 8

    def covers(self, ticker: Ticker) -> bool:
        return _symbol(ticker) is not None

    def cost(self, number: int) -> int:
        return number

    def quotes(self, tickers: Sequence[Ticker]) -> dict[int, Reading]:
        symbols = {ticker.pk: _symbol(ticker) or "" for ticker in tickers}
        answer = self._get("/quote", {"symbol": ",".join(symbols.values())})
        by_symbol = {symbols[tickers[0].pk]: answer} if len(tickers) == 1 else answer
        found = {ticker.pk: self._reading(ticker, by_symbol.get(symbols[ticker.pk])) for ticker in tickers}
        return {key: reading for key, reading in found.items() if reading}

    def bars(self, ticker: Ticker, since: date, until: date) -> list[Day]:
        params = {
            "symbol": _symbol(ticker) or "", "interval": "1day", "outputsize": MOST_DAYS,
            "start_date": since.isoformat(), "end_date": f"{until.isoformat()} 23:59:59",
        }  # fmt: skip
        rows = self._get("/time_series", params).get("values") or []
        names = ("open", "high", "low", "close", "volume", "")
        return within((day_from(row, row.get("datetime"), names) for row in rows), since, until)

    def _get(self, path: str, params: Mapping[str, str]) -> dict[str, Any]:
        headers = {"Authorization": f"apikey {self.key}"}
        answer = get_json(self.attribution, f"{self.address}{path}", params, headers)
        if not isinstance(answer, dict):
            raise ProviderError("Twelve Data answered with something else than an object.")
        if answer.get("status") == "error":
            return _refusal(answer)
        return answer

    def _reading(self, ticker: Ticker, told: Any) -> Reading | None:
        if not isinstance(told, dict) or told.get("status") == "error":
            return None
        last, at = price(told.get("close")), from_epoch(told.get("last_quote_at") or told.get("timestamp"))
        if last is None or at is None:
            return None
        is_share = ticker.kind not in {TickerKind.INDEX, TickerKind.CURRENCY_PAIR}
        currency, prices = in_units(str(told.get("currency") or ""), last, price(told.get("previous_close")))
        return Reading(
            price=prices[0] or last,
            previous_close=prices[1],
            as_of=at,
            source=self.attribution,
            currency=currency if is_share else "",
            delay_minutes=0 if is_share and mic_of(ticker) in US else None,
        )


def _refusal(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An unknown symbol is no error of theirs: an answer without anything."""
    code = answer.get("code")
    if code == 429:
        raise Throttled("Twelve Data has no credits left for us, for this minute or this day.")
    if code in (401, 403):
        raise Refused(f"Twelve Data does not take the key for this (code {code}).")
    if code in (400, 404):
        return {}
    raise ProviderError(f"Twelve Data answered with an error (code {code}).")


def _symbol(ticker: Ticker) -> str | None:
    if pair := pair_of(ticker):
        return "/".join(pair)
    mic = mic_of(ticker)
    if mic in US:
        return ticker.symbol
    return f"{ticker.symbol}:{EXCHANGES[mic]}" if mic in EXCHANGES else None
