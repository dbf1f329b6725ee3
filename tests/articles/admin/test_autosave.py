"""Text is kept as it is written: what is stored, what is refused, what is offered back."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.admin import ArticleAdmin
from articles.models import Article, KeptText
from tests.articles.admin.newsroom import address, errors, held, said, send, sign_in
from tests.factories import make_article, make_author, make_category, make_user

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"
KEEP = "/admin/articles/article/keep/"
FORM = "form-of-test"


@pytest.fixture
def elena():
    return make_user("Editor", username="elena")


@pytest.fixture
def editor(client, elena):
    return sign_in(client, elena)


def keep(client, article=None, step=1, since=None, form=FORM, **fields):
    body = {"form": form, "article": article and article.pk, "step": step, "since": since, "fields": fields}
    return client.post(KEEP, json.dumps(body), content_type="application/json")


def keep_form(client, url, **changes):
    """What a browser sends of the form at this address, after these changes."""
    article = client.get(url).context["original"]
    fields = {name: str(value) for name, value in (held(client.get(url)) | changes).items()}
    assert keep(client, article, **fields).status_code == 200
    return KeptText.objects.get(form=FORM)


def bring_back(client, kept):
    return client.post(address(kept.article) if kept.article else ADD, {"_bring_back": kept.pk})


class TestKeeping:
    def test_a_text_is_kept_and_the_hour_is_told(self, editor, elena):
        article = make_article()
        answer = keep(editor, article, headline="Half a headl").json()
        assert answer == {"kept": f"at {timezone.localtime():%H:%M}"}
        kept = elena.kept_texts.get()
        assert (kept.article, kept.fields) == (article, {"headline": "Half a headl"})

    def test_what_changed_since_is_enough(self, editor):
        keep(editor, headline="One", dek="Two", summary="Three")
        keep(editor, step=2, since=1, dek="Four", summary=None)
        assert KeptText.objects.get().fields == {"headline": "One", "dek": "Four"}

    @pytest.mark.parametrize("since", [1, 7])
    def test_where_the_server_has_another_step_it_asks_for_everything(self, editor, since):
        keep(editor, step=3, headline="One")
        assert keep(editor, step=9, since=since, dek="Two").json() == {"all": True}
        assert KeptText.objects.get().fields == {"headline": "One"}

    def test_an_older_step_that_comes_late_changes_nothing(self, editor):
        keep(editor, step=5, headline="Newer")
        assert "kept" in keep(editor, step=4, headline="Older").json()
        assert KeptText.objects.get().fields == {"headline": "Newer"}

    def test_an_article_is_not_changed_and_no_revision_is_made(self, editor):
        article = make_article()
        keep_form(editor, address(article), headline="Half a headl")
        stored = Article.objects.get(pk=article.pk)
        assert (stored.headline, stored.version) == (article.headline, article.version)

    def test_a_text_of_an_article_that_is_gone_is_kept_as_that_of_a_new_one(self, editor):
        article = make_article(published=False)
        keep(editor, article, headline="One")
        article.delete()
        keep(editor, article, step=2, since=1, headline="Two")
        assert [kept.headline for kept in editor.get(ADD).context["offers"]] == ["Two"]

    def test_what_no_database_takes_is_left_out(self, editor):
        keep(editor, headline="One\0 and \ud800half")
        assert KeptText.objects.get().headline == "One and ?half"

    @pytest.mark.parametrize(
        ("body", "sentence"),
        [
            ("", "What arrived is not JSON, so nothing was kept."),
            ("[" * 100_000, "What arrived is not JSON, so nothing was kept."),
            ("[]", "What arrived is not a JSON object, so nothing was kept."),
            ({"form": "../x"}, "“form” must be 8 to 40 letters and digits, so nothing was kept."),
            ({"step": "1"}, "“step” must be a whole number, so nothing was kept."),
            ({"step": True}, "“step” must be a whole number, so nothing was kept."),
            ({"step": 10**20}, "“step” must be a whole number, so nothing was kept."),
            ({"since": -1}, "“since” must be a whole number, so nothing was kept."),
            ({"fields": []}, "“fields” must be an object with at most 4000 names, so nothing was kept."),
            ({"fields": {"a": 1}}, "Each of “fields” must be a text, so nothing was kept."),
            ({"fields": {"a": None}}, "Each of “fields” must be a text, so nothing was kept."),
        ],
    )
    def test_a_bad_body_is_refused_with_a_sentence(self, editor, body, sentence):
        if isinstance(body, dict):
            body = json.dumps({"form": FORM, "article": None, "step": 1, "since": None, "fields": {}} | body)
        answer = editor.post(KEEP, body, content_type="application/json")
        assert (answer.status_code, answer.json()) == (400, {"sentence": sentence})
        assert not KeptText.objects.exists()

    @pytest.mark.parametrize("length", [1_100_000, 3_000_000])
    def test_a_text_that_is_too_long_is_refused_with_a_sentence(self, editor, length):
        answer = keep(editor, body="x" * length)
        assert answer.status_code == 400
        assert "too many to keep" in answer.json()["sentence"]

    @pytest.mark.parametrize("article", ["x", 10**30, -1, {}, True])
    def test_a_key_that_no_article_has_is_that_of_a_new_one(self, editor, article):
        body = {"form": FORM, "article": article, "step": 1, "since": None, "fields": {"headline": "One"}}
        assert editor.post(KEEP, json.dumps(body), content_type="application/json").status_code == 200
        assert KeptText.objects.get().article is None

    def test_who_is_signed_out_is_told_so_and_not_led_elsewhere(self, client):
        answer = keep(client, headline="One")
        assert (answer.status_code, answer.json()) == (
            401,
            {"sentence": "You are signed out. Sign in again; your text is still here."},
        )

    def test_the_token_that_guards_forms_is_asked_for(self, elena):
        from django.test import Client

        careful = sign_in(Client(enforce_csrf_checks=True), elena)
        assert keep(careful, headline="One").status_code == 403

    def test_texts_end_after_four_weeks_and_a_person_has_a_hundred_at_most(self, editor, elena):
        for number in range(102):
            keep(editor, form=f"form-number-{number}", headline=str(number))
        assert elena.kept_texts.count() == 100
        KeptText.objects.filter(form="form-number-50").update(at=timezone.now() - timedelta(days=29))
        send(editor, ADD, category=make_category().pk, headline="Another")
        assert not KeptText.objects.filter(form="form-number-50").exists()


class TestOffering:
    def test_the_form_offers_what_was_not_saved(self, editor):
        article = make_article()
        keep_form(editor, address(article), headline="Half a headl")
        html = editor.get(address(article)).content.decode()
        assert f"You were writing at {timezone.localtime():%H:%M} and did not save." in html
        assert "The article was saved since then" not in html

    def test_it_says_so_when_the_article_was_saved_since(self, editor):
        article = make_article()
        keep_form(editor, address(article), headline="Half a headl")
        send(editor, address(article), dek="Meanwhile.")
        assert "The article was saved since then" in editor.get(address(article)).content.decode()

    def test_nobody_else_sees_it(self, editor, elena):
        article = make_article()
        kept = keep_form(editor, address(article), headline="Half a headl")
        sign_in(editor, make_user("Chief editor"))
        assert "did not save" not in editor.get(address(article)).content.decode()
        for response in (
            editor.get(f"/admin/articles/article/kept/{kept.pk}/"),
            editor.post(f"/admin/articles/article/kept/{kept.pk}/throw-away/"),
            bring_back(editor, kept),
        ):
            assert response.status_code == 404
        assert KeptText.objects.get().is_offered

    def test_bringing_it_back_fills_the_form_with_its_rows_and_writes_nothing(self, editor):
        article, author = make_article(), make_author()
        kept = keep_form(
            editor,
            address(article),
            headline="Half a headl",
            body="<p>New body.</p>",
            **{
                "key_points-TOTAL_FORMS": "2",
                "key_points-0-text": "A point of mine",
                "key_points-1-text": "Another",
                "bylines-TOTAL_FORMS": "1",
                "bylines-0-author": author.pk,
            },
        )
        response = bring_back(editor, kept)
        data = held(response)
        assert (data["headline"], data["body"]) == ("Half a headl", "<p>New body.</p>")
        assert (data["key_points-0-text"], data["key_points-1-text"]) == ("A point of mine", "Another")
        assert author.name in response.content.decode()
        assert errors(response) == {}
        assert "They are not saved yet" in said(response)[0]
        assert Article.objects.get(pk=article.pk).headline == article.headline

    def test_what_was_brought_back_is_saved_like_any_form(self, editor):
        article = make_article()
        kept = keep_form(editor, address(article), headline="Half a headline")
        response = bring_back(editor, kept)
        editor.post(address(article), held(response) | {"_form": response.context["form_key"], "_save": "x"})
        assert Article.objects.get(pk=article.pk).headline == "Half a headline"
        assert editor.get(address(article)).context["offers"] == []

    def test_a_new_article_is_brought_back_too(self, editor):
        category = make_category()
        kept = keep_form(editor, ADD, headline="A new one", category=category.pk, **{"key_points-0-text": "A point"})
        assert "<q>A new one</q>" in editor.get(ADD).content.decode()
        data = held(bring_back(editor, kept))
        assert (data["headline"], data["key_points-0-text"]) == ("A new one", "A point")
        editor.post(ADD, data | {"_save": "x"})
        assert Article.objects.get().key_points.get().text == "A point"

    def test_rows_of_an_article_that_was_deleted_come_back_as_new_ones(self, editor):
        article = make_article(published=False)
        send(editor, address(article), key_points__0__text="Stored")
        kept = keep_form(editor, address(article), headline="Not lost")
        article.delete()
        kept.refresh_from_db()
        editor.post(ADD, held(bring_back(editor, kept)) | {"_save": "x", "slug": "not-lost"})
        assert Article.objects.get(headline="Not lost").key_points.get().text == "Stored"

    def test_a_form_of_an_article_that_was_deleted_is_kept_when_it_is_saved(self, editor, elena):
        article = make_article(published=False)
        sent = held(editor.get(address(article))) | {"_save": "x", "headline": "Not lost"}
        article.delete()
        response = editor.post(address(article), sent, follow=True)
        assert response.redirect_chain == [(ADD, 302)]
        assert said(response) == [
            "This article is not there any more, so nothing was saved. What you wrote is kept, and offered here."
        ]
        assert [kept.headline for kept in response.context["offers"]] == ["Not lost"]
        assert not Article.objects.exists()

    def test_so_is_one_of_an_article_that_is_deleted_while_the_two_are_compared(self, editor, elena, monkeypatch):
        article = make_article(published=False)
        sent = held(editor.get(address(article))) | {"_save": "x", "headline": "Not lost"}
        send(editor, address(article), headline="Another's")

        def as_it_was(admin, *args):
            Article.objects.all().delete()
            return get_inline_formsets(admin, *args)

        get_inline_formsets = ArticleAdmin.get_inline_formsets
        monkeypatch.setattr(ArticleAdmin, "get_inline_formsets", as_it_was)
        response = editor.post(address(article), sent, follow=True)
        assert response.redirect_chain == [(ADD, 302)]
        assert [kept.headline for kept in response.context["offers"]] == ["Not lost"]

    def test_looking_at_it_shows_both_sides_word_by_word(self, editor):
        article = make_article(dek="One two three.")
        kept = keep_form(editor, address(article), dek="One four three.")
        html = editor.get(f"/admin/articles/article/kept/{kept.pk}/").content.decode()
        assert "One <del>two</del> three." in html
        assert "One <ins>four</ins> three." in html
        assert "difference-headline" not in html

    def test_thrown_away_is_offered_no_more_and_can_be_looked_at_again(self, editor):
        article = make_article()
        kept = keep_form(editor, address(article), headline="Half a headl")
        response = editor.post(f"/admin/articles/article/kept/{kept.pk}/throw-away/", follow=True)
        assert response.context["offers"] == []
        assert f'<a href="/admin/articles/article/kept/{kept.pk}/">Look at it again</a>' in said(response)[0]
        assert editor.get(f"/admin/articles/article/kept/{kept.pk}/").status_code == 200

    def test_throwing_away_is_not_done_by_a_link(self, editor):
        kept = keep_form(editor, address(make_article()), headline="Half a headl")
        editor.get(f"/admin/articles/article/kept/{kept.pk}/throw-away/")
        assert KeptText.objects.get().is_offered


class TestSaving:
    def test_a_saved_form_is_offered_no_more_and_a_late_copy_of_it_is_known(self, editor):
        article = make_article()
        keep(editor, article, step=5, headline="Half")
        send(editor, address(article), headline="Half a headline", _form=FORM, _step="8")
        assert keep(editor, article, step=8, headline="Half").json() == {"saved": True}
        assert editor.get(address(article)).context["offers"] == []
        assert KeptText.objects.get().fields == {}

    def test_what_was_typed_after_the_save_is_kept(self, editor):
        article = make_article()
        send(editor, address(article), headline="Half a headline", _form=FORM, _step="8")
        keep(editor, article, step=9, headline="And more")
        assert [kept.headline for kept in editor.get(address(article)).context["offers"]] == ["And more"]

    def test_a_refused_save_keeps_the_text(self, editor):
        article = make_article()
        keep(editor, article, step=5, headline="Half")
        send(editor, address(article), headline="", _form=FORM, _step="8")
        assert KeptText.objects.get().fields == {"headline": "Half"}

    def test_the_form_goes_on_under_its_own_name_after_a_refusal(self, editor):
        response = send(editor, address(make_article()), headline="", _form=FORM)
        assert response.context["form_key"] == FORM
