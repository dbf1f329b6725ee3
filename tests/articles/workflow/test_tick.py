"""Ten ticks at once, some of them killed half way: every appearance is told exactly once.

In processes of their own, against a database of their own: SQLite, or PostgreSQL where the suite runs on it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from make.temporary_site import environment_for, manage

#: What tells writes a note in the transaction; what is killed there leaves none.
TEN_AT_ONCE = """
import os, random, signal, time
from collections import Counter
from datetime import timedelta
from django.db import connections
from django.db.models import QuerySet
from django.utils import timezone
from articles import due, workflow
from articles.models import Article, Category, Note
from articles.signals import article_appeared

KILLED = {killed}
category = Category.objects.create(name="News", slug="news")
later = timezone.now() + timedelta(hours=1)
for number in range(30):
    article = Article(headline=f"No. {{number}}", slug=f"no-{{number}}", body="<p>x</p>", category=category)
    article.save()
    workflow.schedule(article, at=later)
at = timezone.now() + timedelta(seconds=1)
QuerySet.update(Article.objects.all(), published_at=at)  # past our own: the hour is over

def told(sender, articles, **kwargs):
    for article in articles:
        Note.objects.create(article=article, text="told")
        time.sleep(0.005)
        if dies and random.random() < 0.2:
            os.kill(os.getpid(), signal.SIGKILL)

article_appeared.connect(told)
for connection in connections.all():
    connection.close()
    getattr(connection, "close_pool", lambda: None)()
children = []
for number in range(10):
    dies = number < KILLED
    if not (pid := os.fork()):
        while timezone.now() <= at:
            time.sleep(0.01)
        failed = [outcome for outcome in due.run() if outcome.error]
        os._exit(1 if failed else 0)
    children.append(pid)
ends = Counter(os.waitpid(pid, 0)[1] for pid in children)
dies = False
left = list(due.run())
times = Counter(Note.objects.values_list("article", flat=True))
print(sorted(set(times.values())), len(times), len(left), ends[signal.SIGKILL], ends[256])
"""


@pytest.fixture
def site(tmp_path: Path) -> dict[str, str]:
    environment = environment_for(tmp_path / "site")
    (tmp_path / "site").mkdir()
    manage(environment, "migrate", "--verbosity", "0")
    return environment


def run(site: dict[str, str], killed: int) -> list[str]:
    return manage(site, "shell", "--no-imports", "-c", TEN_AT_ONCE.format(killed=killed)).strip().rsplit(" ", 4)


def test_of_ten_that_run_at_once_each_appearance_is_told_by_one(site):
    assert run(site, killed=0) == ["[1]", "30", "0", "0", "0"]


def test_what_a_killed_one_leaves_half_done_is_undone_and_done_once_by_the_next(site):
    times, articles, _, killed, failed = run(site, killed=10)
    assert (times, articles, failed) == ("[1]", "30", "0")
    assert int(killed) > 0
