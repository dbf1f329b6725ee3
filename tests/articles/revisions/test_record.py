"""What a save leaves behind: who, when, why, and the whole article."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC

import pytest
from django.utils import timezone

from articles.choices import Action
from articles.models import (
    Article,
    Byline,
    Correction,
    KeyPoint,
    PinnedRelated,
    Revision,
    RiskStatement,
    TickerSentiment,
)
from articles.revisions.content import DATES, PLAIN, contents
from articles.workflow import Refused, delete, publish, record, record_all, submit, withdraw
from tests.factories import PUBLISHED_AT, make_article, make_author, make_category, make_risk, make_ticker, make_user

pytestmark = pytest.mark.django_db
#: What follows from the rest, or is only the machine's.
LEFT_OUT = {
    "id", "picture_width", "picture_height", "fingerprint", "content_hash", "created_by", "created_at", "modified_at",
    "version",
}  # fmt: skip
#: Tables that point to an article and are no part of it: whoever adds one says so here, or makes it a part
#: of `articles.revisions.content`.
NO_PARTS = {"Announcement", "Article", "FrontPageSlot", "KeptText", "Note", "Presence", "Revision", "SearchDocument"}
PARTS = {Byline, KeyPoint, RiskStatement, TickerSentiment, Correction, PinnedRelated}


def last(article):
    return Revision.objects.filter(article=article.pk).order_by("-number").first()


def test_every_field_and_every_part_of_an_article_is_in_a_revision_or_left_out_on_purpose():
    fields = {field.name for field in Article._meta.concrete_fields}
    assert fields == {*PLAIN, *DATES, "category", *LEFT_OUT}
    pointing = {relation.related_model for relation in Article._meta.related_objects}
    assert {model.__name__ for model in pointing - PARTS} == NO_PARTS


def test_a_revision_holds_the_whole_article():
    category, author, ticker, risk = make_category(name="Metals"), make_author(name="Ann"), make_ticker(), make_risk()
    other = make_article(headline="Tin")
    article = make_article(headline="Copper", category=category, dek="It rose.", slug="copper")
    Byline.objects.create(article=article, author=author, position=1)
    KeyPoint.objects.create(article=article, text="Second.", position=2)
    KeyPoint.objects.create(article=article, text="First.", position=1)
    RiskStatement.objects.create(article=article, text="It may rain.", risk=risk, position=1)
    RiskStatement.objects.create(article=article, text="It may snow.", position=2)
    TickerSentiment.objects.create(article=article, ticker=ticker, sentiment="positive", reason="It digs.")
    Correction.objects.create(article=article, kind="update", note="More.", at=PUBLISHED_AT)
    PinnedRelated.objects.create(article=article, related=other, position=1)
    record(article)
    kept = json.loads(last(article).content)
    assert kept == {
        "headline": "Copper",
        "dek": "It rose.",
        "slug": "copper",
        "category": {"id": category.pk, "name": "Metals"},
        "picture": "",
        "picture_alt": "",
        "picture_focus_x": 50,
        "picture_focus_y": 50,
        "picture_credit": "",
        "summary": "",
        "body": article.body,
        "disclosure": article.disclosure,
        "language": "en",
        "status": "published",
        "withdrawal": "",
        "published_at": "2026-02-10T19:30:00.000000+00:00",
        "first_published_at": "2026-02-10T19:30:00.000000+00:00",
        "updated_at": None,
        "source_name": "",
        "source_url": "",
        "source_reference": "",
        "authors": [{"id": author.pk, "name": "Ann"}],
        "key_points": ["First.", "Second."],
        "risks": [
            {"text": "It may rain.", "risk": {"id": risk.pk, "name": risk.title}},
            {"text": "It may snow.", "risk": None},
        ],
        "tickers": [
            {
                "id": ticker.pk,
                "name": str(ticker),
                "sentiment": "positive",
                "role": "subject",
                "reason": "It digs.",
            }
        ],
        "corrections": [{"kind": "update", "note": "More.", "at": "2026-02-10T19:30:00.000000+00:00"}],
        "related": [{"id": other.pk, "name": "Tin"}],
    }


def test_a_revision_says_who_when_why_and_what_was_done():
    ann = make_user("Editor", first_name="Ann", last_name="Lee")
    article = make_article(published=False)
    before = timezone.now()
    publish(article, by=ann, why="It is time.")
    kept = last(article)
    assert (kept.account, kept.by, kept.why, kept.action) == (ann.pk, "Ann Lee", "It is time.", Action.PUBLISHED)
    assert before <= kept.at <= timezone.now()


def test_an_account_without_a_full_name_is_called_as_it_signs_in_and_a_command_not_at_all():
    user, article = make_user("Editor"), make_article(published=False)
    record(article, by=user)
    assert last(article).by == user.get_username()
    record(article)
    assert (last(article).account, last(article).by) == (None, "")


def test_each_verb_makes_one_revision_with_its_name():
    article, editor = make_article(published=False), make_user("Editor")
    for verb in (submit, publish, withdraw, publish):
        assert verb(article, by=editor)
    actions = list(Revision.objects.filter(article=article.pk).values_list("number", "action"))
    assert actions == [(1, "submitted"), (2, "published"), (3, "withdrawn"), (4, "published")]


def test_a_verb_that_changes_nothing_or_is_refused_makes_none():
    article = make_article()
    number = Revision.objects.count()
    assert not publish(article)
    with pytest.raises(Refused):
        submit(article)
    assert Revision.objects.count() == number


def test_the_hash_is_that_of_the_documented_bytes_and_names_the_one_before():
    article, user = make_article(headline="Kupfer für Ø", published=False), make_user("Editor")
    record(article, by=user, why="Größe")
    record(article)
    first, second = Revision.objects.filter(article=article.pk)
    at = first.at.astimezone(UTC).isoformat(timespec="microseconds")
    head = (
        f'{{"account":{user.pk},"action":"saved","article":{article.pk},"at":"{at}","by":"{user.username}",'
        '"number":1,"previous":"","why":"Größe"}'
    )
    assert first.hash == hashlib.sha256(f"{head}\n{first.content}".encode()).hexdigest()
    assert "Kupfer für Ø" in first.content
    assert (first.previous, second.previous) == ("", first.hash)


def test_a_copy_that_is_out_of_date_leaves_a_revision_of_what_is_stored():
    article = make_article(published=False, headline="Old")
    copy = Article.objects.get(pk=article.pk)
    Article.objects.filter(pk=article.pk).update(headline="New")
    publish(copy)
    assert json.loads(last(article).content)["headline"] == "New"
    assert (copy.headline, copy.version) == ("New", last(article).number)


def test_any_number_of_articles_is_kept_in_as_many_statements(django_assert_max_num_queries):
    articles = [make_article(published=False) for _ in range(40)]
    with django_assert_max_num_queries(60):  # forty inserts of one statement, sent together; and the few others
        record_all(articles)
    assert Revision.objects.count() == 40


def test_a_deletion_leaves_a_last_revision_and_the_chain():
    article, chief = make_article(published=False, headline="Copper"), make_user("Chief editor")
    key = article.pk
    record(article)
    delete(article, by=chief, why="A double.")
    kept = Revision.objects.filter(article=key)
    assert [(one.number, one.action, one.why) for one in kept] == [(1, "saved", ""), (2, "deleted", "A double.")]
    assert json.loads(kept[1].content)["headline"] == "Copper"
    assert not Article.objects.filter(pk=key).exists()


def test_articles_that_had_a_deleted_one_among_their_related_get_a_revision_without_it():
    gone, stays = make_article(published=False, headline="Gone"), make_article(published=False)
    PinnedRelated.objects.create(article=stays, related=gone, position=1)
    record(stays)
    delete(gone)
    assert json.loads(last(stays).content)["related"] == []
    assert last(stays).why == "The related article “Gone” was deleted."


@pytest.mark.parametrize(
    ("group", "published", "refusal"), [("Editor", False, "Only chief"), ("Chief editor", True, "Withdraw it")]
)
def test_a_deletion_is_refused(group, published, refusal):
    article = make_article(published=published)
    with pytest.raises(Refused, match=refusal):
        delete(article, by=make_user(group))
    assert Article.objects.filter(pk=article.pk).exists()


def test_a_verb_on_an_article_that_is_gone_is_refused_with_a_sentence():
    article = make_article(published=False, headline="Gone")
    copy = Article.objects.get(pk=article.pk)
    delete(article)
    with pytest.raises(Refused, match="“Gone” was deleted meanwhile"):
        publish(copy)


def test_what_is_called_otherwise_since_is_the_same_to_the_one_who_compares():
    article = make_article(category=make_category(name="Old"))
    before = contents([article.pk])[article.pk]
    article.category.name = "New"
    article.category.save()
    assert contents([article.pk])[article.pk] != before
