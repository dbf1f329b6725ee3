from django.apps import AppConfig


class MarketsConfig(AppConfig):
    name = "markets"

    def ready(self) -> None:
        from articles.querysets import TICKERS_OF_A_PAGE
        from markets.at_publication import with_prices_then

        TICKERS_OF_A_PAGE.append(with_prices_then)
