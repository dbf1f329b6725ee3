"""Background jobs: those whose worker died, those that failed, and old ones."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles import due, jobs
from tests.articles.admin.newsroom import said, sign_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db
HERE = socket.gethostname()


def make_job(status=TaskResultStatus.RUNNING, **fields) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status=status, task_path="tests.nothing", args_kwargs={"args": ["a.webp"], "kwargs": {}}, run_after=None,
        backend_name="default", started_at=fields.pop("started_at", timezone.now()), **fields,
    )  # fmt: skip


def status_of(job: DBTaskResult) -> str:
    job.refresh_from_db()
    return job.status


@pytest.fixture
def dead() -> str:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return f"{HERE}:{process.pid}:x"


def test_a_job_whose_worker_died_is_put_back(dead):
    job = make_job(worker_ids=[dead])
    assert jobs.recover() == 1
    assert status_of(job) == TaskResultStatus.READY


def test_a_job_that_ended_two_workers_is_failed_with_a_sentence(dead):
    job = make_job(worker_ids=[dead, dead])
    assert jobs.recover() == 0
    assert status_of(job) == TaskResultStatus.FAILED
    assert job.traceback == jobs.WORKER_ENDED


def test_the_number_of_this_very_process_is_that_of_one_before_it():
    job = make_job(worker_ids=[f"{HERE}:{os.getpid()}:x"])
    jobs.recover()
    assert status_of(job) == TaskResultStatus.READY


@pytest.mark.parametrize("worker", [f"{HERE}:{os.getppid()}:x", "elsewhere:1:x", "of-another-kind"])
def test_a_job_that_may_still_run_is_left_alone(worker):
    job = make_job(worker_ids=[worker])
    jobs.recover()
    assert status_of(job) == TaskResultStatus.RUNNING


def test_after_an_hour_no_job_still_runs():
    job = make_job(worker_ids=["elsewhere:1:x"], started_at=timezone.now() - timedelta(minutes=61))
    jobs.recover()
    assert status_of(job) == TaskResultStatus.FAILED


def test_what_was_done_long_ago_is_forgotten():
    now = timezone.now()
    make_job(TaskResultStatus.SUCCESSFUL, finished_at=now - timedelta(days=8))
    make_job(TaskResultStatus.FAILED, finished_at=now - timedelta(days=31))
    kept = {
        make_job(TaskResultStatus.SUCCESSFUL, finished_at=now - timedelta(days=6)).pk,
        make_job(TaskResultStatus.FAILED, finished_at=now - timedelta(days=29)).pk,
        make_job(TaskResultStatus.READY).pk,
    }
    assert [outcome.error for outcome in due.run()] == []
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == kept


class TestNewsroom:
    ADDRESS = "admin:django_tasks_database_dbtaskresult_changelist"

    @pytest.fixture
    def editor(self, client):
        return sign_in(client, make_user("Editor"))

    def run_again(self, client, job):
        data = {"action": "run_again", "_selected_action": [str(job.pk)]}
        return client.post(reverse(self.ADDRESS), data, follow=True)

    def test_an_editor_runs_a_failed_job_again(self, editor):
        job = make_job(
            TaskResultStatus.FAILED, worker_ids=["a", "b"], traceback="It broke.", finished_at=timezone.now()
        )
        assert "a.webp" in editor.get(reverse(self.ADDRESS)).content.decode()
        assert said(self.run_again(editor, job)) == ["Jobs that run again: 1."]
        assert status_of(job) == TaskResultStatus.READY
        assert (job.worker_ids, job.traceback, job.finished_at) == ([], "", None)

    def test_a_job_that_did_not_fail_is_not_run_twice(self, editor):
        job = make_job(TaskResultStatus.SUCCESSFUL)
        assert said(self.run_again(editor, job)) == ["None of these failed, so nothing was done."]
        assert status_of(job) == TaskResultStatus.SUCCESSFUL

    def test_a_reporter_does_not_see_them(self, client):
        assert sign_in(client, make_user("Reporter")).get(reverse(self.ADDRESS)).status_code == 403
