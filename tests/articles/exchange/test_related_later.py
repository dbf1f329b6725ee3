from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.choices import Action
from articles.exchange import batches
from articles.exchange.related_later import RelatedLater
from articles.models import Article, Revision
from articles.workflow import record
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def imported(**fields):
    """An article whose last writer is an import."""
    article = make_article(**fields)
    record(article, action=Action.IMPORTED)
    return article


def pinned(headline="Copper climbs"):
    return [str(link) for link in Article.objects.get(headline=headline).pinned.all()]


def test_references_slugs_and_headlines_are_found_in_order(import_records, story):
    make_article(headline="By slug", slug="by-slug")
    make_article(headline="By its headline", slug="something-else")
    make_article(headline="By reference", source_name="Wire", source_reference="7")
    related = ["By its headline", "7", "by-slug"]
    import_records(story(source_name="Wire", source_reference="1", related=related))
    assert pinned() == ["By its headline", "By reference", "By slug"]


def test_an_article_that_comes_later_in_the_import_is_found(import_records, story):
    import_records(story(related=["Copper falls"]), story(headline="Copper falls"))
    assert pinned() == ["Copper falls"]
    assert all(Article.objects.values_list("content_hash", flat=True))


def test_quotes_of_another_kind_name_the_same_headline(import_records, story):
    make_article(headline="It\u2019s copper", slug="its-copper")
    import_records(story(related=["It's copper"]))
    assert pinned() == ["It\u2019s copper"]


def test_what_does_not_exist_is_left_alone(import_records, story):
    report = import_records(story(related=["Nothing of the kind", "Copper climbs"]))
    assert report.failures == 0
    assert not report.warnings
    assert pinned() == []


def test_an_update_states_them_anew(import_records, story):
    make_article(headline="One", slug="one")
    make_article(headline="Two", slug="two")
    import_records(story(related=["One", "Two"]))
    import_records(story(related=["Two"]))
    assert pinned() == ["Two"]
    import_records(story(related=[]))
    assert pinned() == []


def test_an_import_that_was_stopped_before_the_links_is_finished_by_the_next(import_records, story, monkeypatch):
    monkeypatch.setattr(batches, "MOST_WAITING", 1)

    def stopped(self):
        raise KeyboardInterrupt

    records = story(related=["Copper falls"]), story(headline="Copper falls")
    with monkeypatch.context() as patched:
        patched.setattr(RelatedLater, "link", stopped)
        with pytest.raises(KeyboardInterrupt):
            import_records(*records)
    assert pinned() == []
    assert next(import_records(*records).lines("article")).startswith("article: 0 created, 1 updated, 1 unchanged")
    assert pinned() == ["Copper falls"]
    assert next(import_records(*records).lines("article")).startswith("article: 0 created, 0 updated, 2 unchanged")


def test_headlines_are_looked_for_in_one_pass_however_many_articles_wait():
    article = imported(headline="One", slug="one")
    other = make_article(headline="Another", slug="by-another-name")
    with RelatedLater() as later, CaptureQueriesContext(connection) as captured:
        for _ in range(1100):
            later.add(article.pk, "", ["Another"], "hash")
        later.link()
    scans = [query["sql"] for query in captured if '"headline" IN' in query["sql"]]
    assert len(scans) == 1
    assert article.pinned.get().related == other


def test_what_the_indexes_find_needs_no_pass():
    article, other = imported(), make_article(slug="by-slug")
    with RelatedLater() as later, CaptureQueriesContext(connection) as captured:
        later.add(article.pk, "", ["by-slug"], "hash")
        later.link()
    assert not [query["sql"] for query in captured if '"headline" IN' in query["sql"]]
    assert article.pinned.get().related == other


def test_links_found_later_are_a_revision_of_their_own(import_records, story):
    import_records(story(related=["Copper falls"]), story(headline="Copper falls", related=["Copper climbs"]))
    article = Article.objects.get(headline="Copper climbs")
    assert list(Revision.objects.filter(article=article).values_list("action", flat=True)) == ["imported"] * 2


def test_an_article_that_somebody_saved_meanwhile_is_left_to_the_next_import():
    article = imported()
    make_article(slug="by-slug")
    with RelatedLater() as later:
        later.add(article.pk, "", ["by-slug"], "hash")
        record(article)
        later.link()
    article.refresh_from_db()
    assert (list(article.pinned.all()), article.content_hash) == ([], "")
