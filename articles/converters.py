"""Parts of addresses that are ours: exchanges, symbols, standing pages."""

from __future__ import annotations

from django.urls import register_converter

from articles.choices import PageSlug


class ExchangeConverter:
    regex = "[A-Za-z][A-Za-z0-9]{0,11}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class SymbolConverter(ExchangeConverter):
    regex = "[A-Za-z0-9^][A-Za-z0-9.^=$+#*-]{0,14}"


class StandingPageConverter(ExchangeConverter):
    regex = "|".join(PageSlug.values)


def register() -> None:
    register_converter(ExchangeConverter, "exchange")
    register_converter(SymbolConverter, "symbol")
    register_converter(StandingPageConverter, "standing_page")
