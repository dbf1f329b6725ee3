from django.apps import AppConfig
from django.core import checks


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self) -> None:
        from articles import due, jobs, receivers, unused_pictures
        from articles.checks import revision_triggers, search_index
        from articles.workflow.announce import announce, unannounced
        from edge import tasks as purges

        receivers.connect()
        due.add("Appeared", unannounced, announce)
        due.add("Forgot", jobs.to_forget, jobs.forget)
        due.add("Forgot purges", purges.old, purges.forget)
        due.add("Swept", unused_pictures.is_due, unused_pictures.ask)
        checks.register(search_index, checks.Tags.database)
        checks.register(revision_triggers, checks.Tags.database)
