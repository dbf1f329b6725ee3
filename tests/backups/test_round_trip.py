"""A site, its backup, and the site that comes of it on the same database and on the other."""

from __future__ import annotations

import stat
import subprocess
import tarfile

import pytest

from make.temporary_site import copy_of, environment_for
from tests.backups.sites import backup, manage, new_site, python, restore, rows

#: What the sample edition lacks: accounts with secrets, a log, a waiting job, odd values, numbers that are gone.
MORE = r"""
from datetime import UTC, date, datetime
from decimal import Decimal
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.contrib.redirects.models import Redirect
from articles import workflow
from articles.models import Article, KeptText, Ticker
from markets.models import Bar
from staff import audit
from staff.choices import Kind
dana = User.objects.create_user("dana", password="plain-words-for-dana")
dana.groups.add(Group.objects.get(name="Editor"))
Authenticator.objects.create(user=dana, type="totp", data={"secret": "JBSWY3DP", "n": None, "l": [1, 2.5, "\u00e9"]})
KeptText.objects.create(
    user=dana, form="f", fields={"headline": "Caf\u00e9 \u2028 \\ \n"}, step=1,
    at=datetime(2026, 2, 3, 4, 5, 6, 7, UTC))
audit.record(Kind.SIGNED_IN, "Signed in.", by=dana)
Redirect.objects.create(site_id=1, old_path="/old/", new_path="/new/")
article = Article.objects.order_by("pk").first()
article.dek = "A \u2028 line, a \\ and a \"quote\", \U0001F4C8"
article.save()
workflow.record(article, by=dana, why="Odd letters.")
ticker = Ticker.objects.order_by("pk").first()
Bar.objects.create(ticker=ticker, source="test", day=date(1999, 12, 31), open=Decimal("0.0001"),
    high=Decimal("123456.789"), low=Decimal("0.0001"), close=Decimal("3.10"), volume=2**53 + 1)
gone = Article.objects.create(headline="Gone", slug="gone", body="<p>x</p>", category=article.category)
workflow.record(gone, by=dana)
workflow.delete(gone)
"""
NEXT = """
from django.contrib.auth.models import User
from articles.models import Article
category = Article.objects.values_list("category", flat=True)[0]
article = Article.objects.create(headline="Next", slug="next", body="<p>x</p>", category_id=category)
print(User.objects.create_user("next").pk, article.pk)
"""


@pytest.fixture(scope="module")
def site(edition, tmp_path_factory):
    folder = copy_of(edition, tmp_path_factory.mktemp("backups") / "var")
    environment = environment_for(folder)
    python(environment, MORE)
    return environment


@pytest.fixture(scope="module")
def made(site, tmp_path_factory):
    return backup(site, tmp_path_factory.mktemp("made") / "site.tar")


def test_row_for_row_onto_the_other_database_and_back(site, made, tmp_path):
    """On SQLite alone both are SQLite; `make test-postgres` goes from PostgreSQL to SQLite and back."""
    other = new_site(tmp_path / "other", on_sqlite=True)
    said = restore(other, made)
    assert "every chain is whole" in said
    there = backup(other, tmp_path / "there.tar")
    again = new_site(tmp_path / "again")
    restore(again, there)
    back = backup(again, tmp_path / "back.tar")
    before = rows(made)
    assert len(before["articles.article"]) > 5
    assert len(before["staff.auditentry"]) > 0
    assert any(name.startswith("articles/") for name in before)
    assert rows(there) == before
    assert rows(back) == before
    assert python(again, NEXT) == python(site, NEXT), "numbers go on where they were, also after rows that are gone"
    found = "from articles import search; print(len(search.find('Beijing', 9)))"
    assert int(python(again, found)) == int(python(site, found)) > 0
    assert manage(other, "check", "--database", "default").stdout == "System check identified no issues (0 silenced).\n"


def test_what_is_of_a_moment_is_left_out(made):
    assert not {"sessions.session", "articles.presence", "staff.attempt", "articles.searchdocument"} & set(rows(made))


def test_it_is_for_this_account_alone_and_nothing_is_left_beside_it(made):
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert [path.name for path in made.parent.iterdir()] == [made.name]


def test_tar_and_sha256sum_open_and_prove_it(made, tmp_path):
    with tarfile.open(made) as tar:
        tar.extractall(tmp_path, filter="data")
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=True)


def test_a_file_that_is_there_is_not_written_over(site, made):
    before = made.read_bytes()
    done = manage(site, "backup", str(made))
    assert done.returncode == 1
    assert "is there already" in done.stderr
    assert made.read_bytes() == before


def test_a_folder_gets_a_file_named_by_the_time(site, tmp_path):
    backup(site, tmp_path)
    assert [path.name[:15] for path in tmp_path.iterdir()] == ["opening-print-2"]


def test_a_folder_that_is_not_there_is_said(site, tmp_path):
    done = manage(site, "backup", str(tmp_path / "nowhere" / "site.tar"))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "No such file or directory" in done.stderr
