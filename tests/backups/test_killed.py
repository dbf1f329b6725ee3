"""A backup or a restore that is killed at any moment leaves nothing half; one beside writers splits no article.

Six kills of each; `KILLS=200` kills more often.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest

from make.temporary_site import ROOT
from tests.backups.sites import KILLS, backup, is_untouched, manage, new_site, python, restore, rows

FILL = """
from articles import workflow
from articles.models import Article, Category, KeyPoint
category = Category.objects.create(name="Metals", slug="metals")
for n in range(60):
    article = Article.objects.create(headline=f"Copper {n}", slug=f"copper-{n}", body="<p>It rose.</p>" * 400,
                                     category=category)
    KeyPoint.objects.create(article=article, position=1, text="0")
    workflow.publish(article)
"""
#: A backup during which somebody writes to two tables and the log: after the one is read, and before the other.
MEANWHILE = """
import subprocess, sys
from pathlib import Path
from backups.making import back_up
from newssite.backed_up import LEFT_OUT
said = []
def say(what):
    if what.startswith("articles.article:") and not said:
        said.append(subprocess.run([sys.executable, "manage.py", "shell", "--no-imports", "-c", %r], check=True))
back_up(Path(%r), LEFT_OUT, say)
print(len(said))
"""
WRITE = """
from django.db import transaction
from articles import workflow
from articles.models import Article, KeyPoint
for article in Article.objects.all():
    with transaction.atomic():
        article.dek = "1"
        article.save()
        KeyPoint.objects.filter(article=article).update(text="1")
        workflow.record(article)
"""
AGREE = """
from articles.models import Article
print(sorted({point.text == (article.dek or "0") for article in Article.objects.all()
              for point in article.key_points.all()}), Article.objects.count())
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    environment = new_site(tmp_path_factory.mktemp("killed") / "var")
    manage(environment, "migrate", "--verbosity", "0")
    python(environment, FILL)
    return environment


def start(environment, *arguments, **pipes):
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes)


def killed_after(seconds, environment, *arguments):
    """Whether there was anything left to kill."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = start(environment, *arguments, **quiet)
    time.sleep(seconds)
    process.kill()
    return process.wait() != 0


def test_a_killed_backup_leaves_no_file_of_its_name_and_the_next_one_is_made(site, tmp_path):
    began = time.monotonic()
    whole = rows(backup(site, tmp_path / "whole.tar"))
    took = time.monotonic() - began
    path = tmp_path / "site.tar"
    for _ in range(KILLS):
        if killed_after(random.uniform(took / 3, took), site, "backup", path):
            assert not path.exists() or rows(path) == whole
        path.unlink(missing_ok=True)
    assert rows(backup(site, path)) == whole
    assert sorted(file.name for file in tmp_path.iterdir()) == ["site.tar", "whole.tar"]


def test_a_killed_restore_leaves_an_empty_site_or_a_whole_one(site, tmp_path):
    made = backup(site, tmp_path / "site.tar")
    whole = rows(made)
    began = time.monotonic()
    restore(new_site(tmp_path / "timed"), made)
    took = time.monotonic() - began
    target = new_site(tmp_path / "var")
    manage(target, "migrate", "--verbosity", "0")
    for number in range(KILLS):
        killed_after(random.uniform(took / 3, took), target, "restore", made)
        if not is_untouched(target):
            assert rows(backup(target, tmp_path / f"{number}.tar")) == whole
            target = new_site(tmp_path / f"var{number}")
            manage(target, "migrate", "--verbosity", "0")
    restore(target, made)
    assert rows(backup(target, tmp_path / "back.tar")) == whole


def test_a_backup_is_of_one_moment_and_keeps_no_writer_waiting(site, tmp_path):
    path = tmp_path / "site.tar"
    assert python(site, MEANWHILE % (WRITE, str(path))) == "1\n"
    target = new_site(tmp_path / "var")
    assert "every chain is whole" in restore(target, path)
    assert python(target, AGREE) == "[True] 60\n"
    assert python(site, AGREE) == "[True] 60\n"
