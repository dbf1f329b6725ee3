"""What each group sees and may do in the newsroom."""

from __future__ import annotations

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.urls import reverse

from articles.models import Article, Byline
from articles.workflow import submit
from tests.articles.admin.newsroom import address, errors, send, sign_in
from tests.factories import make_article, make_author, make_category, make_risk, make_ticker, make_user

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


def listed(client):
    return set(client.get("/admin/articles/article/").context["cl"].result_list)


def test_strangers_and_readers_are_sent_to_sign_in(client):
    url = reverse("admin:articles_article_changelist")
    assert client.get(url).url == f"/admin/login/?next={url}"
    sign_in(client, make_user("Editor", is_staff=False))
    assert client.get(url).url == f"/admin/login/?next={url}"


def test_reporters_see_what_they_began_and_what_bears_their_name(client):
    rita = make_user("Reporter")
    own = make_article(published=False, created_by=rita)
    signed = make_article(published=False)
    Byline.objects.create(article=signed, author=make_author(user=rita), position=1)
    foreign = make_article(published=False, headline="A secret")
    sign_in(client, rita)
    assert listed(client) == {own, signed}
    assert client.get(address(foreign)).url == "/admin/"
    assert client.post(address(foreign), {"headline": "Taken"}).status_code in {302, 403}
    assert Article.objects.get(pk=foreign.pk).headline == "A secret"


def test_reporters_write_until_it_is_published(client):
    rita = make_user("Reporter")
    draft, review, public = (make_article(published=state, created_by=rita) for state in (False, False, True))
    submit(review)
    sign_in(client, rita)
    for article in (draft, review):
        assert send(client, address(article), headline="Better").redirect_chain
    assert "Better" not in client.get(address(public)).content.decode()
    assert client.get(address(public)).context["has_change_permission"] is False
    assert client.post(address(public), {"headline": "Better"}).status_code == 403


def test_reporters_do_not_date_articles(client):
    rita = make_user("Reporter")
    article = make_article(published=False, created_by=rita)
    send(sign_in(client, rita), address(article), published_at_0="2020-01-01", published_at_1="00:00")
    assert Article.objects.get().published_at is None


def test_reporters_choose_tickers_risks_and_authors_but_do_not_change_them(client):
    sign_in(client, make_user("Reporter"))
    ticker, risk, author = make_ticker(symbol="SPY"), make_risk(title="Talks"), make_author(name="Ada")
    for model, field, term, found in (
        ("tickersentiment", "ticker", "spy", ticker),
        ("riskstatement", "risk", "talks", risk),
        ("byline", "author", "ada", author),
    ):
        query = {"app_label": "articles", "model_name": model, "field_name": field, "term": term}
        results = client.get(reverse("admin:autocomplete"), query).json()["results"]
        assert results == [{"id": str(found.pk), "text": str(found)}]
    for thing in (ticker, risk, author):
        url = reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])
        assert client.post(url, {}).status_code == 403


def test_only_public_articles_are_offered_as_related_and_none_of_others_is_taken(client):
    rita = make_user("Reporter")
    own = make_article(published=False, created_by=rita)
    public, secret = make_article(headline="Stocks rise"), make_article(published=False, headline="Stocks secret")
    sign_in(client, rita)
    query = {"app_label": "articles", "model_name": "pinnedrelated", "field_name": "related", "term": "stocks"}
    results = client.get(reverse("admin:autocomplete"), query).json()["results"]
    assert results == [{"id": str(public.pk), "text": "Stocks rise"}]
    assert "pinned-0-related" in errors(send(client, address(own), pinned__0__related=secret.pk))
    assert send(client, address(own), pinned__0__related=public.pk).redirect_chain


@pytest.mark.parametrize(
    ("group", "models"),
    [
        ("Reporter", {"article", "author", "category", "risk", "ticker"}),
        (
            "Editor",
            {
                "article", "author", "category", "risk", "ticker", "frontpageslot", "quote", "marketstripentry",
                "rejectedquote", "split", "importrun", "dbtaskresult", "purge",
            },
        ),
        (
            "Chief editor",
            {
                "article", "author", "category", "risk", "ticker", "frontpageslot", "quote", "marketstripentry",
                "rejectedquote", "split", "standingpage", "importrun", "dbtaskresult", "purge", "user", "auditentry",
            },
        ),
    ],
)  # fmt: skip
def test_each_group_finds_its_rooms_on_the_first_page(client, group, models):
    found = sign_in(client, make_user(group)).get("/admin/").context["app_list"]
    assert {model["model"]._meta.model_name for app in found for model in app["models"]} == models


@pytest.mark.parametrize(
    ("group", "may_add_category", "may_change_page", "may_delete"),
    [("Reporter", False, False, False), ("Editor", False, False, False), ("Chief editor", True, True, True)],
)
def test_what_only_the_chief_editor_does(group, may_add_category, may_change_page, may_delete):
    user = make_user(group)
    assert user.has_perm("articles.add_category") is may_add_category
    assert user.has_perm("articles.change_standingpage") is may_change_page
    assert user.has_perm("articles.delete_article") is may_delete
    assert user.has_perm("auth.change_user") is may_delete
    assert not user.has_perm("auth.delete_user")


def test_an_editor_cannot_make_a_category_in_passing(client):
    sign_in(client, make_user("Editor"))
    assert client.get(reverse("admin:articles_category_add")).status_code == 403
    assert "add_id_category" not in client.get(ADD).content.decode()
    make_category()


@pytest.mark.parametrize(
    ("module", "left"),
    [
        ("articles.migrations.0003_groups", set()),
        ("markets.migrations.0002_groups", None),
        ("markets.migrations.0006_editors_record_splits", None),
        ("markets.migrations.0010_editors_decide_on_prices", None),
        ("staff.migrations.0002_chief_editors", None),
    ],
)
def test_the_groups_migrations_can_be_taken_back_and_made_again(module, left):
    before = {group.name: group.permissions.count() for group in Group.objects.all()}
    assert set(before) == {"Reporter", "Editor", "Chief editor"}
    migration = importlib.import_module(module)
    editor = SimpleNamespace(connection=connection)
    migration.backwards(apps, editor)
    names = set(Group.objects.values_list("name", flat=True))
    assert names == (set(before) if left is None else left)
    importlib.import_module("articles.migrations.0003_groups").forwards(apps, editor)
    importlib.import_module("articles.migrations.0009_import_runs").forwards(apps, editor)
    importlib.import_module("markets.migrations.0002_groups").forwards(apps, editor)
    importlib.import_module("markets.migrations.0006_editors_record_splits").forwards(apps, editor)
    importlib.import_module("markets.migrations.0010_editors_decide_on_prices").forwards(apps, editor)
    importlib.import_module("staff.migrations.0002_chief_editors").forwards(apps, editor)
    assert {group.name: group.permissions.count() for group in Group.objects.all()} == before


def test_the_chief_editor_may_do_everything_editorial():
    ours = Permission.objects.filter(content_type__app_label__in=("articles", "markets"))
    theirs = Group.objects.get(name="Chief editor").permissions
    assert set(ours) < set(theirs.all())
    assert set(theirs.exclude(pk__in=ours).values_list("codename", flat=True)) == {
        "add_user", "change_user", "view_user", "view_auditentry",
    }  # fmt: skip
