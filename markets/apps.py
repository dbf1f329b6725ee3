from django.apps import AppConfig
from django.core import checks


class MarketsConfig(AppConfig):
    name = "markets"

    def ready(self) -> None:
        from markets.calendar.checks import calendars_go_on

        checks.register(calendars_go_on)
