from django.apps import AppConfig
from django.core import checks


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self) -> None:
        from articles import receivers
        from articles.checks import revision_triggers, search_index

        receivers.connect()
        checks.register(search_index, checks.Tags.database)
        checks.register(revision_triggers, checks.Tags.database)
