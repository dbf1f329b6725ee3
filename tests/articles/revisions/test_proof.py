"""`verify_revisions` finds whatever was done to a chain, and names the link."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles import revision_schema
from articles.models import Article, KeyPoint, Revision
from articles.revisions import proof
from articles.workflow import delete, record
from tests.factories import make_article, make_category

pytestmark = pytest.mark.django_db


def verified():
    out = StringIO()
    try:
        call_command("verify_revisions", stdout=out)
    except CommandError as error:
        out.write(f"{error}\n")
    return out.getvalue().splitlines()


def forge(sql):
    """What somebody does who has the database's password."""
    revision_schema.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql)
    revision_schema.create(connection)


@pytest.fixture
def article():
    """With four revisions."""
    article = make_article(category=make_category(name="Metals"))
    for _ in range(3):
        record(article)
    return article


def test_whole_chains_are_said_to_be(article):
    other = make_article(published=False)
    delete(other)
    assert verified() == ["5 revisions of 2 articles: every chain is whole."]


def test_what_is_called_otherwise_since_is_not_a_change(article):
    article.category.name = "Stones"
    article.category.save()
    assert verified() == ["4 revisions of 1 articles: every chain is whole."]


@pytest.mark.parametrize(
    ("sql", "faults"),
    [
        ("UPDATE articles_revision SET content = replace(content, 'Body', 'Lies') WHERE number = 2",
         ["revision 2: its hash is not the hash of what it holds."]),
        ("UPDATE articles_revision SET why = 'Another reason' WHERE number = 3",
         ["revision 3: its hash is not the hash of what it holds."]),
        ("UPDATE articles_revision SET by = 'Somebody' WHERE number = 1",
         ["revision 1: its hash is not the hash of what it holds."]),
        ("UPDATE articles_revision SET hash = 'f00' WHERE number = 2",
         ["revision 2: its hash is not the hash of what it holds.",
          "revision 3: it does not name the hash of the revision before it."]),
        ("DELETE FROM articles_revision WHERE number = 2",
         ["revision 3: the revision before it is number 1.",
          "revision 3: it does not name the hash of the revision before it."]),
        ("DELETE FROM articles_revision WHERE number = 1",
         ["revision 2: it names a revision before it, and there is none."]),
        ("DELETE FROM articles_revision WHERE number = 4",
         ["revision 3: it is the last one, and the article is at version 4."]),
        ("DELETE FROM articles_revision",
         ["it has no revision; begin_revisions makes the first one."]),
        ("UPDATE articles_article SET headline = 'Lies', dek = 'Lies'",
         ["revision 4: the article was changed after it, without a revision: dek, headline."]),
        ("UPDATE articles_article SET version = 9",
         ["revision 4: it is the last one, and the article is at version 9."]),
    ],
    ids=["content", "reason", "name", "hash", "a link out", "the head off", "the tail off", "all of it", "the article",
         "the version"],
)  # fmt: skip
def test_a_broken_link_is_named(article, sql, faults):
    whole = make_article()
    record(whole)
    forge(sql + (f" {'AND' if 'WHERE' in sql else 'WHERE'} article_id = {article.pk}" if "articles_revision" in sql
                 else f" WHERE id = {article.pk}"))  # fmt: skip
    *named, verdict = verified()
    joined = [f"article {article.pk}" + (", " if fault.startswith("revision") else ": ") + fault for fault in faults]
    assert named == joined
    assert verdict.endswith(f": {len(faults)} {'is' if len(faults) == 1 else 'are'} wrong.")


def test_a_part_that_was_changed_past_the_workflow_is_noticed(article):
    KeyPoint.objects.create(article=article, text="Smuggled in.", position=1)
    assert verified()[0].endswith("without a revision: key_points.")


def test_an_article_that_is_gone_without_a_last_revision_is_noticed(article):
    key = article.pk
    article.delete()
    assert verified()[0] == f"article {key}, revision 4: the article is gone, and no revision says that it was deleted."


def test_a_missing_trigger_is_said(article):
    revision_schema.drop(connection)
    assert all("the trigger" in line for line in verified()[:-1])
    assert len(verified()) == len(revision_schema.TRIGGERS[connection.vendor]) + 1


def test_batches_leave_nothing_out(monkeypatch):
    monkeypatch.setattr(proof, "BATCH", 2)
    for number in range(5):
        article = make_article(published=False)
        record(article)
        if number % 2:
            delete(article)
    assert verified() == ["7 revisions of 5 articles: every chain is whole."]


def test_an_article_that_is_saved_while_it_is_looked_at_is_looked_at_again(article, monkeypatch):
    look, first = proof._look, [True]

    def interrupted(keys):
        if first and first.pop():
            Article.objects.filter(pk=article.pk).update(version=9)
            found = look(keys)
            Article.objects.filter(pk=article.pk).update(version=4)
            assert found[1]
            return found
        return look(keys)

    monkeypatch.setattr(proof, "_look", interrupted)
    assert verified() == ["4 revisions of 1 articles: every chain is whole."]


# Articles that are older than revisions -------------------------------------------------------


def begun(*options):
    out = StringIO()
    call_command("begin_revisions", *options, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_older_articles_are_kept_as_they_are_found():
    articles = [make_article() for _ in range(5)]
    unsaved = make_article(published=False)
    forge("DELETE FROM articles_revision")
    assert begun("--batch", "2") == "6 articles have their first revision now.\n"
    assert set(Revision.objects.values_list("action", "number")) == {("begun", 1)}
    assert verified() == ["6 revisions of 6 articles: every chain is whole."]
    record(articles[0])
    record(unsaved)
    assert verified() == ["8 revisions of 6 articles: every chain is whole."]
    assert begun() == "0 articles have their first revision now.\n"


def test_a_start_of_the_site_sees_whether_any_is_without_by_the_oldest():
    from articles.revisions import beginning

    assert not beginning.is_due()
    first, second = make_article(), make_article()
    assert not beginning.is_due()
    forge(f"DELETE FROM articles_revision WHERE article_id = {first.pk}")
    assert beginning.is_due()
    forge(f"DELETE FROM articles_revision WHERE article_id = {second.pk}")
    for number in beginning.begin(1):
        assert number == 1
        if not Revision.objects.filter(article=first.pk).exists():
            assert beginning.is_due()
    assert not beginning.is_due()


def test_an_article_saved_before_the_beginning_begins_its_chain_there():
    article = make_article()
    forge("DELETE FROM articles_revision")
    record(article)
    assert verified() == ["1 revisions of 1 articles: every chain is whole."]
