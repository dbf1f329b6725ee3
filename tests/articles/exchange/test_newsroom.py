from __future__ import annotations

import pytest
from django.contrib.redirects.models import Redirect

from articles.models import Author, Category, Risk, StandingPage
from articles.search import find
from staff import audit
from staff.choices import Kind
from tests.articles.exchange.accounts import CREATED, UNCHANGED, UPDATED, counts
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_the_newsroom_is_read_before_the_articles_that_name_it(import_records, story):
    report = import_records(
        story(category="money", risks=[{"text": "R.", "risk": "supply"}]),
        {"type": "risk", "slug": "supply", "title": "Supply", "category": "money"},
        {"type": "category", "name": "Money & markets", "slug": "money"},
        {"type": "author", "name": "Ann Lee"},
        {"type": "page", "slug": "about", "title": "About", "body": "<p>Us.</p>"},
    )
    assert report.failures == 0
    assert Category.objects.get().name == "Money & markets"
    assert Risk.objects.get().category == Category.objects.get()


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        ({"type": "category", "name": "Money", "order": 3}, "category"),
        ({"type": "author", "name": "Ann Lee", "role": "Editor"}, "author"),
        ({"type": "risk", "slug": "supply", "title": "Supply", "review_on": "2026-03-01"}, "risk"),
        ({"type": "page", "slug": "about", "title": "About", "body": "<p>Us.</p>"}, "page"),
    ],
)
def test_the_others_too_are_created_unchanged_and_updated(import_records, record, kind):
    StandingPage.objects.all().delete()
    assert counts(import_records(record), kind) == CREATED
    assert counts(import_records(record), kind) == UNCHANGED
    changed = record | ({"name": record["name"], "slug": "other"} if "name" in record else {"title": "Other"})
    assert counts(import_records(changed), kind) == UPDATED


@pytest.mark.parametrize(
    ("record", "kind", "model"),
    [
        ({"type": "category", "name": "Money", "order": 3}, "category", Category),
        ({"type": "author", "name": "Ann Lee", "role": "Editor"}, "author", Author),
        ({"type": "risk", "slug": "supply", "title": "Supply"}, "risk", Risk),
        ({"type": "page", "slug": "about", "title": "About", "body": "<p>Us.</p>"}, "page", StandingPage),
    ],
)
def test_what_the_newsroom_changed_stays_until_the_input_is_to_go_over_it(import_records, record, kind, model):
    StandingPage.objects.all().delete()
    import_records(record)
    ours = model.objects.get()
    audit.record(Kind.CHANGED, "Changed.", by=make_user("Chief editor"), about=ours)
    assert counts(import_records(record), kind) == UNCHANGED
    word = "order" if kind == "category" else "role" if kind == "author" else "title"
    other = record | {word: 7 if kind == "category" else "Other"}
    report = import_records(other)
    assert counts(report, kind) == "0 created, 0 updated, 0 unchanged, 1 skipped, 0 failed"
    assert "the newsroom has changed this" in report.skipped[0]
    assert counts(import_records(other, overwrite=True), kind) == UPDATED
    assert getattr(model.objects.get(), word) == other[word]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"type": "page", "slug": "imprint", "title": "I", "body": "x"}, "must be one of about, standards"),
        ({"type": "category", "name": "x" * 61}, "name: Ensure this value has at most 60 characters"),
        ({"type": "author", "name": "A", "slug": "a b"}, "slug: Enter a valid"),
    ],
)
def test_one_that_is_wrong_fails_with_a_sentence(import_records, rejected, record, reason):
    import_records(record)
    assert reason in rejected()[0]["reason"]


@pytest.mark.parametrize("kind", ["category", "author"])
def test_an_address_that_changes_leaves_a_redirect(import_records, client, kind):
    import_records({"type": kind, "name": "Markets"})
    old = (Category if kind == "category" else Author).objects.get().get_absolute_url()
    import_records({"type": kind, "name": "Markets", "slug": "renamed"})
    new = (Category if kind == "category" else Author).objects.get().get_absolute_url()
    assert Redirect.objects.get(old_path=old).new_path == new
    assert client.get(old)["Location"] == new
    import_records({"type": kind, "name": "Markets", "slug": "renamed"})
    assert Redirect.objects.count() == 1


def test_a_risk_with_another_title_is_found_by_it(import_records, story):
    import_records(
        {"type": "risk", "slug": "dry", "title": "Drought"},
        story(risks=[{"text": "It may stay dry.", "risk": "dry"}], published_at="2026-02-10T12:00:00Z"),
        publish=True,
    )
    import_records({"type": "risk", "slug": "dry", "title": "Flood"})
    assert [len(find(word, 9)) for word in ("flood", "drought")] == [1, 0]
