"""What runs beside the server: started with it, started again when it dies, ended with it."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from articles.pictures.renditions import name_of, widths_of
from make.temporary_site import ROOT, copy_of, environment_for, manage, temporary_site

ENQUEUE = """
from django_tasks_db.models import DBTaskResult
DBTaskResult.objects.create(
    task_path="tests.newssite.a_task.say", args_kwargs={"args": ["hello"], "kwargs": {}}, backend_name="default",
    run_after=None)
"""
#: Of this task alone: the sample edition's pictures have jobs of their own.
ASK = """
from django_tasks_db.models import DBTaskResult as Job
print(*Job.objects.filter(task_path__startswith="tests.").values_list("status", flat=True))
"""


@pytest.fixture
def folder(edition: Path, tmp_path: Path) -> Path:
    return copy_of(edition, tmp_path / "var")


def children_of(pid: int, word: str) -> list[int]:
    """Numbers of the processes that this one started and whose command has the word."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(maxsplit=2) for line in listed.splitlines()]
    return [int(child) for child, parent, command in rows if int(parent) == pid and word in command]


def once(ask, what: str):
    for _ in range(600):
        if found := ask():
            return found
        time.sleep(0.1)
    return pytest.fail(f"{what} did not come about.")


def statuses(environment: dict[str, str]) -> list[str]:
    return manage(environment, "shell", "--no-imports", "-c", ASK).split()


def test_a_worker_that_dies_is_started_again_and_all_end_when_the_server_is_killed(folder):
    with temporary_site(folder) as site:
        (keeper,) = once(lambda: children_of(site.process.pid, "newssite.companions"), "The keeper")
        (first,) = once(lambda: children_of(keeper, "db_worker"), "The worker")
        os.kill(first, signal.SIGKILL)
        (second,) = once(lambda: set(children_of(keeper, "db_worker")) - {first}, "Another worker")
        servers = children_of(site.process.pid, "granian")
        site.process.kill()
        for orphan in servers:  # granian's own processes outlive one that was killed like that
            os.kill(orphan, signal.SIGKILL)
        once(lambda: not is_alive(keeper) and not is_alive(second), "The end of what ran beside it")
        assert "Traceback" not in site.log.read_text()


def test_a_worker_is_not_left_over_when_its_keeper_is_killed(folder):
    with temporary_site(folder) as site:
        (keeper,) = once(lambda: children_of(site.process.pid, "newssite.companions"), "The keeper")
        (worker,) = once(lambda: children_of(keeper, "db_worker"), "The worker")
        os.kill(keeper, signal.SIGKILL)
        once(lambda: not is_alive(worker), "The worker's end")


def is_alive(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return False


def test_a_job_is_done_while_the_site_runs(folder):
    manage(environment_for(folder), "shell", "--no-imports", "-c", ENQUEUE)
    with temporary_site(folder) as site:
        once(lambda: statuses(site.environment) == ["SUCCESSFUL"], "The job")


@pytest.mark.only_on("sqlite", "the other database lets many write at once")
def test_a_busy_database_loses_no_job(folder):
    environment = environment_for(folder)
    manage(environment, "shell", "--no-imports", "-c", ENQUEUE)
    busy = sqlite3.connect(folder / "db.sqlite3", isolation_level=None)
    busy.execute("BEGIN IMMEDIATE")
    worker = subprocess.Popen([sys.executable, "manage.py", "db_worker", "--batch"], cwd=ROOT, env=environment)
    time.sleep(3)
    assert worker.poll() is None
    busy.execute("COMMIT")
    busy.close()
    assert worker.wait(60) == 0
    assert statuses(environment) == ["SUCCESSFUL"]


def test_what_fails_is_said_and_kept(folder):
    environment = environment_for(folder)
    manage(environment, "shell", "--no-imports", "-c", ENQUEUE.replace("say", "fail"))
    command = [sys.executable, "manage.py", "db_worker", "--batch", "--verbosity", "0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert "ValueError: hello" in done.stderr
    assert statuses(environment) == ["FAILED"]


MAKE_SIZES = """
from django.core.files.storage import default_storage
from articles.models import Article
from articles.pictures import renditions
from django_tasks_db.models import DBTaskResult
article = Article.objects.exclude(picture="").order_by("-picture_width").first()
for width in renditions.widths_of(article.picture_width):
    for kind, _ in renditions.KINDS:
        default_storage.delete(renditions.name_of(str(article.picture), width, kind))
DBTaskResult.objects.all().delete()
renditions.make_renditions.enqueue(str(article.picture))
print(article.picture, article.picture_width)
"""
SIZES_JOB = """
from django_tasks_db.models import DBTaskResult as Job
print(*Job.objects.values_list("status", flat=True))
"""


def test_a_worker_that_is_killed_while_it_makes_sizes_leaves_whole_ones_and_the_next_makes_the_rest(folder):
    environment = environment_for(folder)
    name, width = manage(environment, "shell", "-v0", "-c", MAKE_SIZES).split()
    wanted = {
        folder / "uploads" / name_of(name, one, kind) for one in widths_of(int(width)) for kind in ("webp", "avif")
    }
    worker = subprocess.Popen([sys.executable, "manage.py", "db_worker", "--verbosity", "0"], cwd=ROOT, env=environment)
    once(lambda: any(path.exists() for path in wanted), "The first size")
    worker.kill()
    worker.wait()
    for path in wanted:
        if path.exists():
            Image.open(path).load()
    manage(environment, "db_worker", "--batch", "--verbosity", "0")
    assert {path for path in wanted if path.exists()} == wanted
    for path in wanted:
        Image.open(path).load()
    assert manage(environment, "shell", "-v0", "-c", SIZES_JOB).split() == ["SUCCESSFUL"]
