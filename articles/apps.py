from django.apps import AppConfig
from django.core import checks


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self) -> None:
        from articles import due, receivers
        from articles.checks import revision_triggers, search_index
        from articles.workflow.announce import announce, unannounced

        receivers.connect()
        due.add("Appeared", unannounced, announce)
        checks.register(search_index, checks.Tags.database)
        checks.register(revision_triggers, checks.Tags.database)
