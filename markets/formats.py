"""How numbers are printed: by currency, by kind of thing, and as a language writes them. Pure functions.

A `Manner` is how a language writes numbers; `manner("en")` has commas between thousands. Nothing here
prints a colour: a sign says up or down, and an arrow beside it.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import NamedTuple

from django.utils.formats import get_format

from articles.choices import TickerKind

MINUS = "\u2212"
NO_BREAK = "\u00a0"
#: A sign of its own for each: a dollar that is not American says whose it is.
SIGNS = {
    "USD": "$", "EUR": "\u20ac", "GBP": "\u00a3", "JPY": "\u00a5", "CNY": "CN\u00a5", "INR": "\u20b9", "KRW": "\u20a9",
    "CAD": "C$", "AUD": "A$", "NZD": "NZ$", "HKD": "HK$", "SGD": "S$", "TWD": "NT$", "BRL": "R$", "ILS": "\u20aa",
}  # fmt: skip
#: Decimals of a currency's small coin where they are not two (ISO 4217).
DECIMALS = dict.fromkeys(
    ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"), 0
) | dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3)
#: London quotes shares in pence.
PENCE = "GBX"
MOST_DECIMALS = 6
#: Languages that write the sign of a currency before the number, and nothing before a percent sign.
SIGN_FIRST = {"en", "ja", "ko", "zh"}
#: An index has points, and a pair of currencies says itself what is paid in what.
WITHOUT_CURRENCY = {TickerKind.INDEX, TickerKind.CURRENCY_PAIR}
#: A rate under this has four decimals: 1.0842, but 155.30.
LOW_RATE = 20


class Manner(NamedTuple):
    """`table` turns what Python prints (1,234.5) into what the language does."""

    table: dict[int, str]
    is_sign_first: bool


@cache
def manner(language: str) -> Manner:
    """How a language writes numbers, by Django's own formats: `en`, `de`, `fr-ch`."""
    point, comma = (get_format(name, language, use_l10n=True) for name in ("DECIMAL_SEPARATOR", "THOUSAND_SEPARATOR"))
    is_grouped = bool(get_format("NUMBER_GROUPING", language, use_l10n=True))
    table = {ord("."): point, ord(","): comma if is_grouped else "", ord("-"): MINUS}
    return Manner(table, language.partition("-")[0] in SIGN_FIRST)


def number(value: Decimal | float, places: int, how: Manner) -> str:
    """`1,234.50`, with a real minus sign; a half is rounded away from nothing, and no minus stands before zero."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded if rounded else abs(rounded):,.{places}f}".translate(how.table)


def signed(value: Decimal | float | None, places: int, how: Manner) -> str:
    """`+3.32`, or with a minus; `0.00` has no sign. Nothing for None."""
    if value is None:
        return ""
    text = number(value, places, how)
    return f"+{text}" if value > 0 and text != number(0, places, how) else text


def percent(value: Decimal | float | None, how: Manner) -> str:
    """`+0.48%`; nothing for None."""
    if value is None:
        return ""
    return signed(value, 2, how) + ("%" if how.is_sign_first else f"{NO_BREAK}%")


def places_for(value: Decimal | float, currency: str, kind: str = TickerKind.EQUITY) -> int:
    """How many decimals a price has: those of its currency, more where it is under one.

    A currency without a small coin has none, but for a price that has one (the Tokyo exchange quotes halves).
    """
    size = Decimal(value).copy_abs()
    if kind == TickerKind.INDEX:
        return 2
    if kind == TickerKind.CURRENCY_PAIR:
        return 4 if size < LOW_RATE else 2
    decimals = DECIMALS.get(currency, 2)
    if 0 < size < 1:
        return min(MOST_DECIMALS, decimals + (2 if size >= Decimal("0.01") else 4))
    return decimals or int(round(size, 1) % 1 != 0)


def price(value: Decimal | float, currency: str, kind: str, how: Manner) -> str:
    """`$693.95`; `693.95 CHF` where the currency has no sign of its own; `4,815.20` for an index."""
    text = number(value, places_for(value, currency, kind), how)
    if kind in WITHOUT_CURRENCY:
        return text
    if currency == PENCE:
        return f"{text}p"
    sign = SIGNS.get(currency)
    if sign is None:
        return f"{text}{NO_BREAK}{currency}"
    return f"{sign}{text}" if how.is_sign_first else f"{text}{NO_BREAK}{sign}"


def change(value: Decimal | None, price: Decimal, currency: str, kind: str, how: Manner) -> str:
    """A change of a price, with the decimals that the price has, or its own where it has more."""
    if value is None:
        return ""
    places = places_for(price, currency, kind)
    if not places:
        places = places_for(value, currency, kind) if abs(value) >= 1 else int(round(value, 1) % 1 != 0)
    return signed(value, places, how)


def volume(value: float | None, how: Manner) -> str:
    """A volume as newspapers print it: `61.0m`, `4.2bn`, `12,300`; a dash where it is not known."""
    if value is None:
        return "\u2013"
    for limit, name in ((1e9, "bn"), (1e6, "m")):
        if value >= limit:
            return number(value / limit, 1, how) + name
    return number(value, 0, how)
