from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from articles.models import Article, SearchDocument, Ticker
from articles.search import find
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_import_articles_prints_its_account(feed, story):
    out, err = run("import_articles", feed(story(body="<p>(NYSE:NEW)</p>")), "--publish")
    assert "article: 1 created, 0 updated, 0 unchanged, 0 skipped, 0 failed" in out
    assert "warning: The ticker NYSE:NEW" in err
    assert Article.objects.published().exists()


def test_import_articles_fails_if_any_record_failed(feed, story, tmp_path):
    rejects = tmp_path / "mine.jsonl"
    with pytest.raises(CommandError, match=f"1 record failed: see {rejects}."):
        run("import_articles", feed("{", story()), "--rejects", rejects)
    assert Article.objects.count() == 1
    assert json.loads(rejects.read_text())["line"] == 1


def test_import_articles_dry_run_says_so(feed, story):
    out, _ = run("import_articles", feed(story()), "--dry-run", "--category", "Wire")
    assert "nothing was changed" in out
    assert not Article.objects.exists()


@pytest.mark.parametrize("command", ["import_articles", "import_tickers", "import_quotes"])
def test_a_bad_path_is_one_sentence(command, tmp_path):
    with pytest.raises(CommandError) as told:
        run(command, tmp_path / "none")
    assert str(told.value).startswith("There is no file")
    assert str(told.value).count(".") == 1


def test_import_tickers_and_import_quotes_print_their_account(tmp_path):
    tickers, quotes = tmp_path / "tickers.csv", tmp_path / "quotes.csv"
    tickers.write_text("symbol,exchange\nSPY,NYSE\n")
    quotes.write_text("symbol,price,as_of,source\nSPY,693.95,2026-02-09T16:00:00-05:00,Us\nXXX,1,2026-02-09,Us\n")
    assert "ticker: 1 created" in run("import_tickers", tickers)[0]
    with pytest.raises(CommandError, match=r"1 record failed: see .*quotes.csv.rejects.jsonl"):
        run("import_quotes", quotes)
    assert Ticker.objects.get().quote.source == "Us"


def test_rebuild_index_makes_the_index_whole(db):
    for word in ("zinnwald", "freiberg", "altenberg"):
        make_article(body=f"<p>{word}</p>")
    hidden = make_article(body="<p>secret</p>")
    SearchDocument.objects.exclude(article=hidden).delete()
    QuerySet.update(Article.objects.filter(pk=hidden.pk), status="draft")  # past our own, as raw SQL would
    out, _ = run("rebuild_index", "--batch", "2")
    assert "3 articles are in the index." in out
    assert len(find("altenberg", 9)) == 1
    assert not find("secret", 9)


def test_help_says_that_a_dry_run_keeps_others_from_saving(capsys):
    with pytest.raises(SystemExit):
        call_command("import_articles", "--help")
    assert "on SQLite nobody can save while it runs" in " ".join(capsys.readouterr().out.split())
