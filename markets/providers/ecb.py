"""European Central Bank: what euros cost in some thirty currencies, once on each working day.

Documented at https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/. Asked:
`/stats/eurofxref/eurofxref-hist-90d.xml`, and `eurofxref-hist.xml` for days before; both are nested `Cube` elements,
one with `time` for a day and in it one with `currency` and `rate` for each currency: what a euro costs in it. The
rates are agreed on at about 14:15 in Frankfurt and published at about 16:00; there are none on days on which TARGET is
closed.

Limits: none are documented; ours is to keep a mistake small. Pairs without the euro are worked out from two
rates.
No key.
Attribution: "European Central Bank".
Licence: may be used freely where the source is named. The rates are for information; the bank advises against using
them for transactions.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from django.utils import timezone

from articles.models import Ticker
from markets.providers.asking import get
from markets.providers.provider import Day, Provider, ProviderError
from markets.providers.values import day_of, number, pair_of, price
from markets.reading import Reading

FIXED_AT, ZONE = time(14, 15), ZoneInfo("Europe/Berlin")
BIGGEST = 16_000_000
RECENT = timedelta(days=85)
Rates = dict[date, dict[str, Decimal]]


class EuropeanCentralBank(Provider):
    attribution = "European Central Bank"
    address = "https://www.ecb.europa.eu"
    needs_key = False
    batch, a_day = 100, 200

    def covers(self, ticker: Ticker) -> bool:
        return pair_of(ticker) is not None

    def quotes(self, tickers: Sequence[Ticker]) -> dict[int, Reading]:
        rates = self._rates(recent=True)
        found = {ticker.pk: self._reading(ticker, rates) for ticker in tickers}
        return {key: reading for key, reading in found.items() if reading}

    def bars(self, ticker: Ticker, since: date, until: date) -> list[Day]:
        """A day has one rate: it is the open, the high, the low and the close."""
        rates = self._rates(recent=since > timezone.now().date() - RECENT)
        return [Day(day, rate, rate, rate, rate) for day, rate in _closes(ticker, rates) if since <= day <= until]

    def _rates(self, recent: bool) -> Rates:
        path = f"/stats/eurofxref/eurofxref-hist{'-90d' if recent else ''}.xml"
        body = get(self.attribution, f"{self.address}{path}", biggest=BIGGEST)
        # An entity that is defined in terms of others may stand for gigabytes; theirs defines none.
        if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
            raise ProviderError("The European Central Bank answered with a document of another kind.")
        try:
            root = ElementTree.fromstring(body)  # noqa: S314 (see above)
        except ElementTree.ParseError:
            raise ProviderError("The European Central Bank answered with what is no XML.") from None
        found: Rates = {}
        for of_day in root.iter():
            if day := day_of(of_day.get("time")):
                told = ((one.get("currency", ""), price(one.get("rate"))) for one in of_day)
                found[day] = {"EUR": Decimal(1)} | {currency: rate for currency, rate in told if rate}
        if not found:
            raise ProviderError("The European Central Bank answered without any rates.")
        return found

    def _reading(self, ticker: Ticker, rates: Rates) -> Reading | None:
        closes = _closes(ticker, rates)
        at = datetime.combine(closes[-1][0], FIXED_AT, ZONE) if closes else None
        pair = pair_of(ticker)
        if at is None or pair is None or at > timezone.now():
            return None
        return Reading(
            price=closes[-1][1],
            previous_close=closes[-2][1] if len(closes) > 1 else None,
            as_of=at,
            source=self.attribution,
            currency=pair[1],
        )


def _closes(ticker: Ticker, rates: Rates) -> list[tuple[date, Decimal]]:
    """What the first of the pair cost in the second, the oldest day first."""
    first, second = pair_of(ticker) or ("", "")
    found = ((day, number(of[second] / of[first])) for day, of in sorted(rates.items()) if first in of and second in of)
    return [(day, rate) for day, rate in found if rate]
