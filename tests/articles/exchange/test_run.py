from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from articles.exchange.report import Progress, Report, rejects_beside
from articles.exchange.run import import_paths
from articles.models import Article, Category, Ticker
from tests.articles.exchange.watching import until_one_is_there

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.django_db
def test_a_failed_record_is_told_with_file_line_and_reason(import_records, story, rejected, tmp_path):
    import_records(story(), "{oops", story(headline=7))
    feed = str(tmp_path / "feed.jsonl")
    assert rejected() == [
        {
            "file": feed,
            "line": 2,
            "reason": "This is not JSON: Expecting property name enclosed in double quotes at character 2.",
            "record": "{oops",
        },
        {
            "file": feed,
            "line": 3,
            "reason": "headline must be a text, not a number.",
            "record": story(headline=7),
        },
    ]


@pytest.mark.django_db
def test_where_nothing_fails_there_is_no_rejects_file(import_records, story, tmp_path):
    import_records(story())
    assert [path.name for path in tmp_path.iterdir()] == ["feed.jsonl"]


@pytest.mark.django_db
def test_the_rejects_of_a_folder_stand_beside_it_and_are_never_read(tmp_path, story):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps(story(headline="")))
    import_paths([folder])
    import_paths([folder])
    assert rejects_beside(folder) == tmp_path / "in.rejects.jsonl"
    assert len((tmp_path / "in.rejects.jsonl").read_text().splitlines()) == 2
    report = import_paths([tmp_path])
    assert report.failures == 1


@pytest.mark.django_db
def test_rejects_that_cannot_be_written_stop_nothing(import_records, story, tmp_path):
    report = import_records("{", story(), rejects=tmp_path / "none" / "rejects.jsonl")
    assert (report.failures, Article.objects.count()) == (1, 1)
    assert "could not be written" in report.trouble


@pytest.mark.django_db
def test_a_dry_run_counts_truly_and_changes_nothing(import_records, story, tmp_path):
    records = (
        {"type": "risk", "slug": "r", "title": "R"},
        story(body="<p>(NYSE:NEW)</p>", risks=[{"text": "R.", "risk": "r"}]),
        story(),
        story(headline=""),
    )
    report = import_records(*records, dry_run=True, publish=True)
    assert list(report.lines("article", "risk")) == [
        "article: 1 created, 0 updated, 0 unchanged, 1 skipped, 1 failed",
        "risk: 1 created, 0 updated, 0 unchanged, 0 skipped, 0 failed",
    ]
    assert not Article.objects.exists()
    assert not Category.objects.exists()
    assert not Ticker.objects.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["feed.jsonl"]


def test_only_some_reasons_are_kept_but_all_are_counted(tmp_path):
    report = Report()
    for line in range(100):
        report.skip(tmp_path, line, "why")
        report.fail(tmp_path, line, "why", None)
        report.warn(f"warning {line}")
    out, err = io.StringIO(), io.StringIO()
    report.print(out, err, "article")
    assert "skipped: and 80 more" in out.getvalue()
    assert "failed: and 80 more" in err.getvalue()
    assert "warning: and 80 more" in err.getvalue()
    assert "0 unchanged, 100 skipped, 100 failed" in out.getvalue()


def test_a_bar_shows_on_a_terminal_only(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        progress = Progress(100, stream)
        progress.shown -= 10
        progress.at(50)
        progress.close()
        assert ("50%" in stream.getvalue()) is shown


def test_an_import_that_is_killed_leaves_no_half_article(tmp_path, story):
    """In a process of its own, against a database of its own."""
    number = 3000
    records = (
        story(headline=f"Story {n}", key_points=["One.", "Two.", "Three."], authors=["Ann Lee"], risks=["R."])
        for n in range(number)
    )
    (tmp_path / "feed.jsonl").write_text("\n".join(json.dumps(record) for record in records))
    environment = {**os.environ, "VAR_DIR": str(tmp_path / "var"), "DATABASE_URL": ""}
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "-v0"], env=environment, check=True)
    process = subprocess.Popen([*manage, "import_articles", str(tmp_path / "feed.jsonl")], env=environment)
    count = "from articles.models import *; print(Article.objects.count(), KeyPoint.objects.count(), "
    count += "Byline.objects.count(), RiskStatement.objects.count())"
    shell = [*manage, "shell", "-v0", "-c", count]
    until_one_is_there(environment)
    process.send_signal(signal.SIGKILL)
    process.wait()
    written = subprocess.run(shell, env=environment, check=True, capture_output=True, text=True).stdout.split()
    articles, points, bylines, risks = map(int, written)
    assert 0 < articles < number
    assert (points, bylines, risks) == (3 * articles, articles, articles)
