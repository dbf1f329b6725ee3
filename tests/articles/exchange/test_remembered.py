"""What the newsroom keeps of an import."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from articles.exchange.remembered import Remembered
from articles.models import ImportRun

pytestmark = pytest.mark.django_db


def feed(folder, *records):
    path = folder / "feed.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records))
    return path


def test_an_import_leaves_its_numbers_its_first_refusals_and_where_the_rejects_are(tmp_path):
    path = feed(tmp_path, {"headline": "Good", "body": "<p>Yes.</p>", "category": "Markets"}, {"headline": ""})
    with pytest.raises(CommandError):
        call_command("import_articles", str(path))
    run = ImportRun.objects.get()
    assert (run.command, run.what, run.created, run.failed) == ("import_articles", str(path), 1, 1)
    assert run.refusals.startswith(f"failed {path}:2: ")
    assert run.rejects == f"{path}.rejects.jsonl"
    assert run.ended_at >= run.started_at
    assert run.said == "import_articles: 1 of 2 records failed"


def test_an_import_without_trouble_is_kept_and_is_in_no_trouble(tmp_path):
    path = feed(tmp_path, {"headline": "Good", "body": "<p>Yes.</p>", "category": "Markets"})
    call_command("import_articles", str(path))
    assert ImportRun.objects.get().said == "import_articles: done"
    assert not ImportRun.objects.in_trouble()


def test_a_rehearsal_leaves_nothing(tmp_path):
    path = feed(tmp_path, {"headline": "Good", "body": "<p>Yes.</p>", "category": "Markets"})
    call_command("import_articles", str(path), dry_run=True)
    assert not ImportRun.objects.exists()


def test_an_import_of_nothing_says_why_it_ended(tmp_path):
    with pytest.raises(CommandError):
        call_command("import_articles", str(tmp_path / "missing.jsonl"))
    run = ImportRun.objects.in_trouble().get()
    assert "missing.jsonl" in run.trouble
    assert run.ended_at


def test_an_import_that_was_stopped_says_so(tmp_path):
    with pytest.raises(KeyboardInterrupt), Remembered("import_articles", [tmp_path]):
        raise KeyboardInterrupt
    assert ImportRun.objects.in_trouble().get().trouble == "It was stopped (KeyboardInterrupt)."


@pytest.mark.parametrize("command", ["import_tickers", "import_quotes"])
def test_tickers_and_quotes_are_remembered_too(tmp_path, command):
    path = tmp_path / "rows.csv"
    path.write_text("symbol,exchange,name\nSPY,NYSE,Trust\n")
    with pytest.raises(CommandError) if command == "import_quotes" else pytest.MonkeyPatch.context():
        call_command(command, str(path))
    assert ImportRun.objects.get().command == command
