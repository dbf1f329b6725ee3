from django.apps import AppConfig
from django.core import checks


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self) -> None:
        from articles import due, jobs, receivers
        from articles.checks import revision_triggers, search_index
        from articles.workflow.announce import announce, unannounced

        receivers.connect()
        due.add("Appeared", unannounced, announce)
        due.add("Forgot", jobs.to_forget, jobs.forget)
        checks.register(search_index, checks.Tags.database)
        checks.register(revision_triggers, checks.Tags.database)
