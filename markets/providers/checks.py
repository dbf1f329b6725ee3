"""What is told when a site starts: providers that nobody knows, and keys that are missing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

from markets.providers import PROVIDERS, class_of

VARIABLES = {
    "twelve-data": "TWELVE_DATA_KEY",
    "finnhub": "FINNHUB_KEY",
    "tiingo": "TIINGO_KEY",
    "alpha-vantage": "ALPHA_VANTAGE_KEY",
    "marketstack": "MARKETSTACK_KEY",
}


def providers_can_be_asked(**kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    known = ", ".join(PROVIDERS)
    for name in settings.QUOTE_PROVIDERS:
        if name not in PROVIDERS:
            hint = f"There are {known}."
            found.append(Error(f"QUOTE_PROVIDERS names {name}, which is no provider.", hint=hint, id="markets.E001"))
        elif class_of(name).needs_key and not settings.QUOTE_KEYS.get(name):
            variable = VARIABLES[name]
            sentence = f"QUOTE_PROVIDERS names {name}, but {variable} is not set: it is not asked."
            hint = f"Set {variable} or {variable}_FILE, or leave {name} out."
            found.append(Warning(sentence, hint=hint, id="markets.W002"))
    for variable in ("QUOTE_BUDGETS", "QUOTE_ADDRESSES"):
        for name in set(getattr(settings, variable)) - set(PROVIDERS):
            sentence = f"{variable} names {name}, which is no provider."
            found.append(Error(sentence, hint=f"There are {known}.", id="markets.E001"))
    return found
