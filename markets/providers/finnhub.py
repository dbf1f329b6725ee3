"""Finnhub: last prices of shares and ETFs listed in the US.

Documented at https://finnhub.io/docs/api/quote. Asked: `/quote?symbol=AAPL`, one symbol a request, answered as an
object with `c` (last price), `d`, `dp` (change, in percent), `h`, `l`, `o`, `pc` (previous close) and `t` (seconds
since 1970). Of an unknown symbol all are zero or null. An error is an object with `error`, with status 401 for a wrong
key, 403 for what the plan does not include, 429 for too many requests. The key goes in the header `X-Finnhub-Token`.

Limits: 60 requests a minute with a free key. No daily limit is documented; ours is to keep a mistake small. Daily bars
(`/stock/candle`) are for paying customers and are not asked for. Delay: none.
Attribution: "Finnhub".
Licence: free keys are for personal use; to show prices to the public takes an agreement with them.
"""

from __future__ import annotations

from collections.abc import Sequence

from articles.models import Ticker
from markets.providers.asking import get_json
from markets.providers.provider import Provider, ProviderError
from markets.providers.values import SHARES, US, from_epoch, mic_of, price
from markets.reading import Reading


class Finnhub(Provider):
    attribution = "Finnhub"
    address = "https://finnhub.io/api/v1"
    batch, a_day, a_minute = 1, 20_000, 55
    has_bars = False

    def covers(self, ticker: Ticker) -> bool:
        return ticker.kind in SHARES and mic_of(ticker) in US

    def quotes(self, tickers: Sequence[Ticker]) -> dict[int, Reading]:
        [ticker] = tickers
        headers = {"X-Finnhub-Token": self.key}
        told = get_json(self.attribution, f"{self.address}/quote", {"symbol": ticker.symbol}, headers)
        if not isinstance(told, dict) or "error" in told:
            raise ProviderError("Finnhub answered with something else than a quote.")
        last, at = price(told.get("c")), from_epoch(told.get("t"))
        if last is None or at is None:
            return {}
        previous = price(told.get("pc"))
        reading = Reading(price=last, previous_close=previous, as_of=at, source=self.attribution, delay_minutes=0)
        return {ticker.pk: reading}
