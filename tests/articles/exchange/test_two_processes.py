"""An import of much, which reads in a second process: the command, with a site of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from make.temporary_site import ROOT, environment_for, manage
from tests.articles.exchange.watching import until_one_is_there

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="a second process needs Linux and a second core"
)

STORIES = 1_600
PARTS = {"key_points": ["One.", "Two."], "authors": ["Ann Lee"], "published_at": "2026-02-10T09:00:00Z"}
#: Each table of what an import writes, in the order of its rows, without keys and hours of writing.
ROWS = """
import json
from django.db import connection
from articles.models import *
from articles.search import engine
LEFT_OUT = {"id", "article_id", "created_at", "modified_at"}
for model in (Article, Byline, Correction, KeyPoint, RiskStatement, TickerSentiment, SearchWord, Author, Ticker):
    for row in model.objects.order_by("pk").values():
        print(model.__name__, json.dumps({k: v for k, v in row.items() if k not in LEFT_OUT}, default=str))
places = SearchDocument.objects.values_list("place", flat=True)
print(sorted(SearchDocument.objects.values_list("place", "tags")), sorted(engine().texts(places).items()))
"""
COUNTS = (
    "from articles.models import *; print(Article.objects.count(), KeyPoint.objects.count(), Byline.objects.count(), "
    "SearchDocument.objects.count())"
)


@pytest.fixture
def site(tmp_path):
    def make(name):
        folder = tmp_path / name
        folder.mkdir()
        environment = environment_for(folder)
        manage(environment, "migrate", "-v0")
        return environment

    return make


@pytest.fixture
def much(tmp_path, story):
    """A file that is long enough for two processes, with something of every kind in it."""
    lines = [json.dumps({"type": "risk", "slug": "supply", "title": "Supply fails"})]
    for n in range(STORIES):
        body = f"<p>Copper {'rose again and again ' * 60}in week {n}, says AT&amp;T (NYSE:ZZ{n % 5}). Grüße</p>"
        fields = {"source_name": "Wire", "source_reference": str(n)}
        lines.append(json.dumps(story(headline=f"Copper, week {n}", body=body, dek="Why", unknown=1) | fields | PARTS))
    lines[700] = "{oops"
    lines[900] = json.dumps(story(headline="No words", body="<p></p>"))
    lines[1200] = json.dumps(story(headline="With a risk", risks=[{"text": "It fails.", "risk": "supply"}]) | PARTS)
    lines[1201] = json.dumps({"type": "author", "name": "Bo Ek"})
    lines[1300] = json.dumps(story(headline="Related", related=["Copper, week 3", "Copper, week 2000"]) | PARTS)
    lines[1400] = lines[1399]
    path = tmp_path / "much.jsonl"
    path.write_text("\n".join(lines) + "\n")
    return path


def started(environment, path):
    command = [sys.executable, "manage.py", "import_articles", str(path), "--publish"]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip


def second_of(process):
    """The key of the second process, once it is there."""
    for _ in range(1_000):
        if found := Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
            return int(found[0])
        time.sleep(0.01)
    raise AssertionError("There is no second process.")


def counts(environment):
    return [int(number) for number in manage(environment, "shell", "-v0", "-c", COUNTS).split()]


def test_it_writes_and_says_what_one_process_does(site, much):
    accounts, rows = [], []
    rejects = much.with_name("much.jsonl.rejects.jsonl")
    for name, cores in (("two", os.sched_getaffinity(0)), ("one", {min(os.sched_getaffinity(0))})):
        environment, usual = site(name), os.sched_getaffinity(0)
        os.sched_setaffinity(0, cores)
        process = started(environment, much)
        os.sched_setaffinity(0, usual)
        if name == "two":
            second_of(process)
        said = process.communicate(timeout=120)[0]
        accounts.append((process.returncode, said, rejects.read_text()))
        rejects.unlink()
        rows.append(manage(environment, "shell", "-v0", "-c", ROWS).splitlines())
    assert accounts[0] == accounts[1]
    assert f"article: {STORIES - 4} created, 0 updated, 1 unchanged, 0 skipped, 2 failed" in accounts[0][1]
    assert f"{much}:701: This is not JSON" in accounts[0][1]
    assert f"{much}:901: body has no words." in accounts[0][1]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("whom", ["the first is killed", "the second is killed", "Ctrl-C ends both"])
def test_ended_at_any_moment_it_leaves_whole_articles_and_nobody_behind(site, much, whom):
    environment = site("site")
    process = started(environment, much)
    second = second_of(process)
    until_one_is_there(environment)
    if whom == "Ctrl-C ends both":
        os.killpg(process.pid, signal.SIGINT)
    else:
        os.kill(process.pid if whom == "the first is killed" else second, signal.SIGKILL)
    said = process.communicate(timeout=60)[0]
    assert process.returncode
    for _ in range(500):
        if not Path(f"/proc/{second}").exists():
            break
        time.sleep(0.02)
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    if whom == "the second is killed":
        assert "CommandError: The process that reads the files was ended from outside" in said
    articles, points, bylines, documents = counts(environment)
    assert 0 < articles <= STORIES - 4  # a slow machine is done when it is told to end
    assert (points, bylines, documents) == (2 * articles, articles, articles)
