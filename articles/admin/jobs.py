"""Background jobs as editors see them: what failed, why, and a way to run it again."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult

from articles import jobs
from staff.admin.recorded import Recorded

admin.site.unregister(DBTaskResult)


@admin.register(DBTaskResult)
class JobAdmin(Recorded, DBTaskResultAdmin):
    list_display = ("what", "arguments", "status", "enqueued_at")  # type: ignore[assignment]
    list_filter = ("status",)  # type: ignore[assignment]
    actions = ("run_again",)

    @admin.display(description="job")
    def what(self, job: DBTaskResult) -> str:
        return job.task_path.rpartition(".")[2].replace("_", " ").capitalize()

    @admin.display(description="for")
    def arguments(self, job: DBTaskResult) -> str:
        given = job.args_kwargs
        return ", ".join([*map(str, given["args"]), *(f"{name}={value}" for name, value in given["kwargs"].items())])

    @admin.action(description="Run selected failed jobs again")
    def run_again(self, request: HttpRequest, chosen: QuerySet[DBTaskResult]) -> None:
        number = jobs.run_again(chosen)
        sentence = f"Jobs that run again: {number}." if number else "None of these failed, so nothing was done."
        self.message_user(request, sentence, messages.SUCCESS if number else messages.WARNING)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Background jobs", **(extra_context or {})})

    # Those who publish see what a publication set off.

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    def has_view_permission(self, request: HttpRequest, obj: DBTaskResult | None = None) -> bool:
        return self.has_module_permission(request)
