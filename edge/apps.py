from django.apps import AppConfig
from django.core import checks


class EdgeConfig(AppConfig):
    name = "edge"
    verbose_name = "Delivery"

    def ready(self) -> None:
        from edge import purging, sending
        from edge.checks import caches

        checks.register(caches)
        purging.listeners.append(sending.tell)
