"""Who can be asked for prices. A provider is one file here and one line below; CONTRIBUTING.md has the recipe."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from markets.providers.provider import Provider

#: By the name that `QUOTE_PROVIDERS` has for them. A file is read only where its provider is asked.
PROVIDERS = {
    "files": "markets.providers.files.Files",
    "twelve-data": "markets.providers.twelve_data.TwelveData",
    "finnhub": "markets.providers.finnhub.Finnhub",
    "tiingo": "markets.providers.tiingo.Tiingo",
    "alpha-vantage": "markets.providers.alpha_vantage.AlphaVantage",
    "marketstack": "markets.providers.marketstack.Marketstack",
    "ecb": "markets.providers.ecb.EuropeanCentralBank",
}


def chosen() -> Iterator[Provider]:
    """The providers of `QUOTE_PROVIDERS` in its order; one whose key is missing is left out, and a system
    check says so."""
    for name in settings.QUOTE_PROVIDERS:
        key = settings.QUOTE_KEYS.get(name, "")
        if name in PROVIDERS and (key or not class_of(name).needs_key):
            yield class_of(name)(name, key)


@cache
def class_of(name: str) -> type[Provider]:
    return import_string(PROVIDERS[name])
