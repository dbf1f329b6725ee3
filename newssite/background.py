"""django-tasks' rows under a name that the newsroom understands."""

from django_tasks_db.apps import TasksAppConfig


class BackgroundWork(TasksAppConfig):
    verbose_name = "Background work"
