from django.apps import AppConfig
from django.contrib.admin import apps
from django.core import checks


class NewssiteConfig(AppConfig):
    default = True
    name = "newssite"

    def ready(self) -> None:
        from newssite import replicas

        checks.register(replicas.check)


class NewsroomConfig(apps.AdminConfig):
    """Django's admin, with our first page."""

    default = False
    default_site = "newssite.newsroom.Newsroom"
