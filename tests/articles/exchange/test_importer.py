from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.redirects.models import Redirect
from django.utils import timezone

from articles.choices import Status
from articles.exchange import identity
from articles.models import Article, Author, Category, RiskStatement
from articles.search import find
from articles.workflow import withdraw
from tests.articles.exchange.accounts import CREATED, FAILED, UNCHANGED, UPDATED, counts
from tests.factories import make_article, make_author, make_category, make_risk

pytestmark = pytest.mark.django_db


def full(story):
    return story(
        dek="A dek",
        summary="In short.",
        key_points=["One.", "Two."],
        risks=["A risk.", {"text": "Supply fails.", "risk": "supply"}],
        authors=["Ann Lee", "Bo Ek"],
        published_at="2026-02-10T09:00:00-05:00",
        source_name="Wire",
        source_reference="1",
        corrections=[{"note": "It was tin.", "at": "2026-02-11T09:00:00Z"}],
    )


def test_an_article_is_stored_with_all_its_parts(import_records, story):
    make_risk(slug="supply")
    assert counts(import_records(full(story))) == CREATED
    article = Article.objects.get()
    assert (article.status, article.slug, article.category.name) == (Status.DRAFT, "copper-climbs", "Markets")
    assert [str(point) for point in article.key_points.all()] == ["One.", "Two."]
    assert [str(byline) for byline in article.bylines.all()] == ["Ann Lee", "Bo Ek"]
    assert [(str(line), line.risk and line.risk.slug) for line in article.risk_statements.all()] == [
        ("A risk.", None),
        ("Supply fails.", "supply"),
    ]
    assert [line.note for line in article.corrections.all()] == ["It was tin."]
    assert article.disclosure == "Education only / not financial advice"


def test_a_second_run_is_unchanged_and_writes_nothing(import_records, story, django_assert_num_queries):
    make_risk(slug="supply")
    import_records(full(story))
    before = Article.objects.get().modified_at
    with django_assert_num_queries(3):  # savepoint, the article by its reference, release
        assert counts(import_records(full(story))) == UNCHANGED
    assert Article.objects.get().modified_at == before


def test_an_edited_text_updates_the_same_article(import_records, story):
    import_records(story(published_at="2026-02-10"))
    assert counts(import_records(story(published_at="2026-02-10", body="<p>Copper fell.</p>"))) == UPDATED
    assert Article.objects.get().body == "<p>Copper fell.</p>"


def test_another_day_is_another_article(import_records, story):
    import_records(story(published_at="2026-02-10"), story(published_at="2026-02-11"))
    assert list(Article.objects.order_by("pk").values_list("slug", flat=True)) == ["copper-climbs", "copper-climbs-2"]


def test_a_reference_finds_the_article_whatever_its_headline(import_records, story):
    import_records(story(source_name="Wire", source_reference="1"))
    changed = story(source_name="Wire", source_reference="1", headline="Copper soars")
    assert counts(import_records(changed)) == UPDATED
    assert (Article.objects.get().headline, Article.objects.get().slug) == ("Copper soars", "copper-climbs")


def test_the_same_reference_of_another_source_is_another_article(import_records, story):
    import_records(story(source_name="Wire", source_reference="1"), story(source_name="Other", source_reference="1"))
    assert Article.objects.count() == 2


def test_what_an_update_leaves_out_is_kept_and_what_is_null_is_emptied(import_records, story):
    import_records(story(dek="A dek", key_points=["One."], summary="In short."))
    import_records(story(body="<p>New.</p>", summary=None))
    article = Article.objects.get()
    assert (article.dek, article.key_points.count(), article.summary) == ("A dek", 1, "")


def test_lists_that_an_update_states_replace_the_old_ones(import_records, story):
    import_records(story(key_points=["One.", "Two."], authors=["Ann Lee"]))
    import_records(story(key_points=["Three."], authors=[]))
    article = Article.objects.get()
    assert [str(point) for point in article.key_points.all()] == ["Three."]
    assert article.bylines.count() == 0


def test_what_an_editor_changed_stays_while_the_file_does_not_change(import_records, story):
    import_records(story())
    Article.objects.update(headline="Edited by hand")
    assert counts(import_records(story())) == UNCHANGED
    assert Article.objects.get().headline == "Edited by hand"


def test_a_risk_that_an_editor_tied_stays_tied_while_its_words_stay(import_records, story):
    import_records(story(risks=["It fails.", "It burns."]))
    RiskStatement.objects.filter(text="It fails.").update(risk=make_risk(slug="failure"))
    import_records(story(risks=["It rains.", "It fails."]))
    tied = {line.text: line.risk and line.risk.slug for line in RiskStatement.objects.all()}
    assert tied == {"It rains.": None, "It fails.": "failure"}


def test_what_an_editor_deletes_while_it_is_imported_is_skipped(import_records, story, monkeypatch):
    import_records(story())

    def found_and_deleted(*wanted):
        stored = find_stored(*wanted)
        Article.objects.all().delete()
        return stored

    find_stored = identity.find
    monkeypatch.setattr(identity, "find", found_and_deleted)
    report = import_records(story(body="<p>Other words.</p>"))
    assert [line.split(": ")[1] for line in report.skipped] == ["it was deleted while this was imported."]


# Publishing ----------------------------------------------------------------------------------


def test_published_at_its_own_date(import_records, story):
    import_records(story(published_at="2026-02-10T09:00:00-05:00", authors=["Ann Lee"], risks=["R."]), publish=True)
    article = Article.objects.published().get()
    at = datetime(2026, 2, 10, 14, tzinfo=UTC)
    assert (article.published_at, article.first_published_at) == (at, at)
    assert article.bylines.get().listed_at == at
    assert article.risk_statements.get().listed_at == at


def test_a_published_article_can_be_searched(import_records, story):
    import_records(story(key_points=["Zinnwald reopens."]), publish=True)
    assert len(find("zinnwald", 9)) == 1
    import_records(story(key_points=["Freiberg reopens."]), publish=True)
    assert not find("zinnwald", 9)
    assert len(find("freiberg", 9)) == 1


def test_without_a_date_it_is_published_now(import_records, story):
    import_records(story(), publish=True)
    assert abs(Article.objects.published().get().published_at - timezone.now()) < timedelta(minutes=1)


def test_a_date_to_come_is_a_schedule(import_records, story):
    import_records(story(published_at="2126-02-10T09:00:00Z"), publish=True)
    assert Article.objects.get().status == Status.PUBLISHED
    assert not Article.objects.published().exists()


@time_machine.travel(datetime(2026, 2, 10, 13, tzinfo=UTC), tick=False)
def test_an_article_of_today_without_an_hour_is_public_at_once(import_records, story):
    import_records(story(published_at="2026-02-10"), publish=True)
    assert Article.objects.published().get().published_at == datetime(2026, 2, 10, 5, tzinfo=UTC)
    assert counts(import_records(story(published_at="2026-02-10"), publish=True)) == UNCHANGED


def test_a_draft_is_published_by_a_later_run(import_records, story):
    import_records(story())
    assert counts(import_records(story(), publish=True)) == UPDATED
    assert counts(import_records(story(), publish=True)) == UNCHANGED
    assert Article.objects.published().count() == 1


def test_what_an_editor_withdrew_stays_withdrawn(import_records, story):
    import_records(story(), publish=True)
    withdraw(Article.objects.get())
    import_records(story(), publish=True)
    import_records(story(body="<p>New.</p>"), publish=True)
    assert Article.objects.get().status == Status.WITHDRAWN


def test_an_address_that_changes_leaves_a_redirect(import_records, story):
    record = story(source_name="Wire", source_reference="1", published_at="2026-02-10T12:00:00Z")
    import_records(record, publish=True)
    old = Article.objects.get().get_absolute_url()
    import_records(record | {"published_at": "2026-02-11T12:00:00Z", "slug": "copper-soars"}, publish=True)
    new = Article.objects.get().get_absolute_url()
    assert new.endswith("/2026/02/11/copper-soars/")
    assert Redirect.objects.get(old_path=old).new_path == new


# Names -----------------------------------------------------------------------------------------


def test_a_category_is_found_by_name_or_slug_whatever_the_capitals(import_records, story):
    made = make_category(name="Deals & Money", slug="deals")
    import_records(story(category="deals & money"), story(headline="Two", category="deals"))
    assert {article.category for article in Article.objects.all()} == {made}


def test_a_record_without_category_takes_that_of_the_command(import_records, story):
    import_records(story(category=""), category="Wire")
    assert Article.objects.get().category.name == "Wire"


def test_a_record_without_any_category_fails(import_records, story, rejected):
    assert counts(import_records(story(category=""))) == FAILED
    assert "category is missing" in rejected()[0]["reason"]


def test_an_author_is_found_by_name(import_records, story):
    make_author(name="Ann Lee")
    import_records(story(authors=["Ann Lee", "Bo Ek", "Ann Lee"]))
    assert Author.objects.count() == 2


def test_names_without_a_latin_letter_have_addresses(import_records, story):
    import_records(story(headline="銅價上漲", authors=["李安"], category="市場"))
    article = Article.objects.get()
    assert article.slug.startswith("article-")
    assert article.category.slug.startswith("category-")


def test_a_taken_slug_is_numbered(import_records, story):
    make_article(slug="copper-climbs")
    import_records(story(), story(headline="Copper: climbs!", slug="copper-climbs"))
    assert set(Article.objects.values_list("slug", flat=True)) == {
        "copper-climbs", "copper-climbs-2", "copper-climbs-3",
    }  # fmt: skip
    assert counts(import_records(story(headline="Copper: climbs!", slug="copper-climbs", dek="New"))) == UPDATED
    assert Article.objects.get(dek="New").slug == "copper-climbs-3"


# What cannot be stored ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"headline": "x" * 201}, "headline has 201 characters; 200 are the limit."),
        ({"dek": "x" * 301}, "dek has 301 characters; 300 are the limit."),
        ({"slug": "no spaces"}, "slug is 'no spaces'"),
        ({"language": "english, mostly"}, "language"),
        ({"language": "e_n"}, "language is 'e_n'"),
        ({"source_url": "ftp://a.example"}, "source_url is 'ftp://a.example'"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"source_name": "x" * 121, "source_reference": "1"}, "source_name has 121 characters"),
        ({"source_name": "x", "source_reference": "1" * 201}, "source_reference has 201 characters"),
        ({"category": "x" * 61}, "category has 61 characters"),
        ({"authors": ["x" * 121]}, "an author's name has 121 characters"),
        ({"body": "<p> </p><script>x</script>"}, "body has no words"),
        ({"risks": [{"text": "R.", "risk": "none"}]}, "There is no tracked risk with the slug 'none'."),
        ({"tickers": [{"ticker": "NYSE:SPY", "reason": "x" * 241}]}, "the reason of NYSE:SPY has 241 characters"),
    ],
)
def test_what_is_too_long_or_wrong_fails_with_a_sentence(import_records, story, rejected, fields, reason):
    assert counts(import_records(story(**fields))) == FAILED
    assert reason in rejected()[0]["reason"]
    assert not Article.objects.exists()


def test_a_record_that_fails_leaves_nothing_behind(import_records, story):
    bad = story(category="New", authors=["New"], body="<p>(NYSE:NEW)</p>", risks=[{"text": "R.", "risk": "none"}])
    report = import_records(bad, story(headline="Good", category="New", authors=["New"], body="<p>(NYSE:NEW)</p>"))
    assert counts(report) == "1 created, 0 updated, 0 unchanged, 0 skipped, 1 failed"
    assert Category.objects.count() == Author.objects.count() == 1
    assert Article.objects.get().ticker_sentiments.count() == 1


def test_the_same_article_twice_in_one_import_with_other_words_is_skipped(import_records, story):
    report = import_records(story(), story(body="<p>Other.</p>"))
    assert counts(report) == "1 created, 0 updated, 0 unchanged, 1 skipped, 0 failed"
    assert "stands earlier in this import" in report.skipped[0]
    assert counts(import_records(story(), story(body="<p>Other.</p>"))) == (
        "0 created, 0 updated, 1 unchanged, 1 skipped, 0 failed"
    )
