from django.apps import AppConfig
from django.core import checks


class MarketsConfig(AppConfig):
    name = "markets"

    def ready(self) -> None:
        from articles import due
        from articles.querysets import TICKERS_OF_A_PAGE
        from markets import jobs, receivers
        from markets.at_publication import with_prices_then
        from markets.calendar.checks import calendars_go_on
        from markets.providers.checks import providers_can_be_asked

        TICKERS_OF_A_PAGE.append(with_prices_then)
        receivers.connect()
        checks.register(calendars_go_on)
        checks.register(providers_can_be_asked)
        due.add("Prices", jobs.prices_due, jobs.ask_for_prices)
        due.add("Days", jobs.days_due, jobs.ask_for_days)
