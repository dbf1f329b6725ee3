"""The article form: its order, what it saves, what it refuses, and what follows."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.redirects.models import Redirect
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from articles.admin import ArticleAdmin
from articles.choices import Status
from articles.models import Article
from articles.signals import article_changed
from articles.workflow import schedule, withdraw
from tests.articles.admin.newsroom import address, errors, held, said, send, sign_in
from tests.factories import PUBLISHED_AT, make_article, make_author, make_category, make_risk, make_ticker, make_user

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


@pytest.fixture
def editor(client):
    return sign_in(client, make_user("Editor", username="elena"))


@pytest.fixture
def heard():
    """The articles that a record was made of, in order."""
    found: list[Article] = []

    def listen(sender, articles, **kwargs):
        found.extend(articles)

    article_changed.connect(listen)
    yield found
    article_changed.disconnect(listen)


def test_the_form_stands_in_the_order_in_which_it_is_read(editor):
    html = editor.get(ADD).content.decode()
    names = (
        "category", "published_at_0", "headline", "dek", "bylines-0-author", "picture", "picture_focus_x",
        "picture_focus_y", "picture_alt", "picture_credit", "summary", "key_points-0-text", "body",
        "risk_statements-0-text", "disclosure", "ticker_sentiments-0-ticker",
        "pinned-TOTAL_FORMS", "slug", "language", "source_name",
    )  # fmt: skip
    places = [html.index(f'name="{name}"') for name in names]
    assert places == sorted(places)


def test_a_whole_article_is_written_in_one_form(editor, heard):
    category, author, ticker, risk = make_category(), make_author(), make_ticker(), make_risk()
    other = make_article()
    response = send(
        editor, ADD,
        category=category.pk, headline="Stocks  rise\non talks", dek="A dek.", summary="A summary.",
        body="<p>Body <script>alert(1)</script>text.</p>",
        bylines__0__author=author.pk,
        key_points__0__text="One", key_points__1__text="Two",
        risk_statements__0__text="Talks fail", risk_statements__0__risk=risk.pk,
        ticker_sentiments__0__ticker=ticker.pk, ticker_sentiments__0__sentiment="positive",
        pinned__0__related=other.pk,
    )  # fmt: skip
    article = Article.objects.get(headline="Stocks rise on talks")
    assert said(response) == [f'Saved as a draft. <a href="{article.preview_url}">Look at it</a>']
    assert (article.status, article.slug, article.created_by.username) == (
        Status.DRAFT,
        "stocks-rise-on-talks",
        "elena",
    )
    assert article.body == "<p>Body text.</p>"
    assert [(point.position, point.text) for point in article.key_points.all()] == [(1, "One"), (2, "Two")]
    assert article.bylines.get().author == author
    assert article.risk_statements.get().risk == risk
    assert (article.ticker_sentiments.get().ticker, article.ticker_sentiments.get().sentiment) == (ticker, "positive")
    assert article.pinned.get().related == other
    assert heard == [other, article]


def test_saving_makes_one_record_after_the_parts_are_written(editor, heard):
    article = make_article(published=False)
    seen = []

    def listen(sender, articles, **kwargs):
        seen.append([point.text for article in articles for point in article.key_points.all()])

    article_changed.connect(listen)
    send(editor, address(article), key_points__0__text="New")
    article_changed.disconnect(listen)
    assert seen == [["New"]]
    assert Article.objects.get(pk=article.pk).version == article.version + 1


def test_publishing_from_the_form_makes_one_record_too(editor, heard):
    article = make_article(published=False)
    send(editor, address(article), "_publish")
    assert [(changed.pk, changed.status) for changed in heard] == [(article.pk, Status.PUBLISHED)]


def test_a_draft_may_lack_a_body_but_not_a_headline(editor):
    assert errors(send(editor, ADD, category=make_category().pk)) == {
        "headline": ["This field is required."],
        "slug": ["Type a slug: none can be made from this headline."],
    }
    send(editor, ADD, category=make_category().pk, headline="Only a headline")
    assert Article.objects.get().body == ""


def test_publishing_without_a_body_is_refused_beside_the_field_and_nothing_is_lost(editor):
    response = send(
        editor, ADD, "_publish", category=make_category().pk, headline="No body", key_points__0__text="Kept words"
    )
    assert errors(response) == {"body": ["A published article needs a body."]}
    assert "Kept words" in response.content.decode()
    assert not Article.objects.exists()


def test_a_published_article_keeps_body_and_date(editor):
    article = make_article()
    response = send(editor, address(article), body="<p></p>", published_at_0="", published_at_1="")
    assert errors(response) == {
        "body": ["A published article needs a body."],
        "published_at": ["A published article has a date."],
    }


def test_what_readers_see_already_is_not_moved_to_the_future(editor):
    article = make_article()
    response = send(editor, address(article), published_at_0="2099-01-01")
    assert errors(response) == {
        "published_at": ["Readers see this article already. Withdraw it first to publish it at a later time."]
    }


def test_a_scheduled_article_is_moved_freely(editor):
    article = make_article(published_at=timezone.now() + timedelta(days=2))
    send(editor, address(article), published_at_0="2099-01-01", published_at_1="12:00")
    article.refresh_from_db()
    assert article.published_at.year == article.first_published_at.year == 2099
    assert not Redirect.objects.exists()


def test_what_readers_saw_before_it_was_scheduled_anew_keeps_its_first_date(editor):
    article = make_article()
    withdraw(article)
    schedule(article, at=timezone.now() + timedelta(days=2))
    send(editor, address(article), headline="Told anew")
    article.refresh_from_db()
    assert (article.headline, article.first_published_at) == ("Told anew", PUBLISHED_AT)


def test_a_picture_needs_words_before_readers_see_it(editor):
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
    )
    change = {"category": make_category().pk, "headline": "Pictured", "body": "<p>Words.</p>"}
    response = send(editor, ADD, "_publish", picture=SimpleUploadedFile("a.png", png, "image/png"), **change)
    assert errors(response) == {"picture_alt": ["Say what the picture shows, for readers who do not see it."]}
    send(editor, ADD, picture=SimpleUploadedFile("a.png", png, "image/png"), **change)
    assert Article.objects.get().status == Status.DRAFT


def test_a_made_slug_is_unique_and_a_typed_one_is_kept(editor):
    make_article(slug="same-words")
    send(editor, ADD, category=make_category().pk, headline="Same words")
    send(editor, ADD, category=make_category().pk, headline="Same words", slug="mine")
    assert set(Article.objects.values_list("slug", flat=True)) == {"same-words", "same-words-2", "mine"}


def test_a_taken_slug_is_refused_beside_the_field(editor):
    taken, article = make_article(), make_article()
    response = send(editor, address(article), slug=taken.slug)
    assert errors(response) == {"slug": ["Article with this Slug already exists."]}


@pytest.mark.parametrize("change", [{"slug": "another"}, {"published_at_0": "2026-01-09"}])
def test_a_new_address_of_a_public_article_leaves_a_redirect(editor, change):
    article = make_article()
    before = article.get_absolute_url()
    send(editor, address(article), **change)
    article.refresh_from_db()
    assert article.get_absolute_url() != before
    redirect = Redirect.objects.get()
    assert (redirect.old_path, redirect.new_path) == (before, article.get_absolute_url())


def test_a_new_slug_of_a_draft_leaves_none(editor):
    send(editor, address(make_article(published=False)), slug="another")
    assert not Redirect.objects.exists()


def test_an_older_form_does_not_overwrite_a_newer_article(editor):
    article = make_article()
    old = held(editor.get(address(article)))
    send(editor, address(article), headline="First come")
    response = editor.post(address(article), old | {"headline": "Second come", "_save": "x"})
    assert "Somebody saved this article while you had it open" in errors(response)["__all__"][0]
    assert "Second come" in response.content.decode()
    assert Article.objects.get(pk=article.pk).headline == "First come"


def test_a_form_without_a_version_is_refused(editor):
    article = make_article()
    assert "__all__" in errors(send(editor, address(article), version=""))


def test_status_is_never_written_by_the_form(editor):
    article = make_article(published=False)
    send(editor, address(article), status="published", version=article.version)
    assert Article.objects.get(pk=article.pk).status == Status.DRAFT


def test_view_on_site_leads_to_the_page_or_to_the_preview(editor):
    public, draft = make_article(), make_article(published=False)
    later = make_article(published_at=timezone.now() + timedelta(days=1))
    for article, target in (
        (public, public.get_absolute_url()),
        (draft, draft.preview_url),
        (later, later.preview_url),
    ):
        assert f'<a href="{target}" class="viewsitelink">' in editor.get(address(article)).content.decode()


def test_the_import_map_carries_the_nonce_of_the_policy_and_nothing_is_inline(editor):
    for url in (ADD, reverse("admin:index"), reverse("admin:articles_article_changelist")):
        response = editor.get(url)
        html = response.content.decode()
        for attributes in re.findall(r"<script([^>]*)>", html):
            nonce = re.search(r'nonce="([^"]+)"', attributes)
            assert "src=" in attributes or f"'nonce-{nonce[1]}'" in response["Content-Security-Policy"]
        assert "<style" not in html
        assert not re.search(r"\s(style|on\w+)=", html)
    assert 'type="importmap"' in editor.get(ADD).content.decode()


def test_a_withdrawn_article_keeps_its_date(editor):
    article = make_article()
    withdraw(article)
    response = send(editor, address(article), published_at_0="", published_at_1="", slug="another")
    assert errors(response) == {"published_at": ["Keep a date: the address of the article is made of it."]}
    assert not Redirect.objects.exists()


def test_no_reader_is_sent_to_a_preview(editor):
    article = make_article()
    withdraw(article)
    QuerySet.update(Article.objects.all(), published_at=None)  # as it was stored before that was refused
    send(editor, address(article), slug="another", published_at_0="2026-01-09", published_at_1="12:00")
    assert Article.objects.get().slug == "another"
    assert not Redirect.objects.exists()


def test_a_locked_database_gives_the_form_back_with_what_was_typed(editor, monkeypatch):
    article = make_article()
    for url in (ADD, address(article)):
        with monkeypatch.context() as patch:
            patch.setattr(ArticleAdmin, "save_model", locked)
            response = send(
                editor, url, category=article.category_id, headline="Typed words", key_points__0__text="Kept words"
            )
        assert response.status_code == 200
        assert errors(response) == {
            "__all__": ["Somebody else is writing just now; nothing was saved. Press Save again."]
        }
        html = response.content.decode()
        assert "Typed words" in html
        assert "Kept words" in html
    assert Article.objects.get() == article


def locked(*args):
    raise OperationalError("database is locked")
