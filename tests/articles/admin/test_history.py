"""The history of an article: the list, two revisions compared, and the way back."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from articles.admin import history
from articles.models import Article, Revision
from articles.workflow import record
from tests.articles.admin.newsroom import address, said, send, sign_in
from tests.factories import make_article, make_category, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def elena():
    return make_user("Editor", first_name="Elena", last_name="Ruiz")


@pytest.fixture
def editor(client, elena):
    return sign_in(client, elena)


def text(response):
    html = response.content.decode().split('<div id="content-main"')[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def back(article, number):
    return reverse("admin:articles_article_revert", args=[article.pk, number])


@pytest.fixture
def article(editor):
    """Three revisions: written, saved by Elena with a reason, published by her."""
    article = make_article(published=False, headline="Copper rose", category=make_category(name="Metals"))
    record(article)
    send(editor, address(article), headline="Copper fell", why="It fell after all.")
    send(editor, address(article), "_publish")
    return article


def test_a_save_keeps_what_the_editor_says_of_it(article, elena):
    kept = Revision.objects.get(article=article.pk, number=2)
    assert (kept.by, kept.account, kept.why, kept.action) == ("Elena Ruiz", elena.pk, "It fell after all.", "saved")


def test_a_button_s_verb_and_its_save_are_one_revision_with_the_reason(editor):
    article = make_article(published=False)
    send(editor, address(article), "_publish", headline="New", why="Time.")
    assert list(Revision.objects.values_list("action", "why", "number")) == [("published", "Time.", 1)]


def test_the_list_says_who_when_what_and_why(editor, article):
    found = text(editor.get(address(article, "history")))
    for words in (
        "Elena Ruiz",
        "the server",
        "Published",
        "Saved : It fell after all.",
        "Headline",
        "Status, Published",
    ):
        assert words in found
    assert found.index("Published") < found.index("It fell after all.") < found.index("The first that is kept")


def test_two_revisions_are_compared_field_by_field(editor, article):
    html = editor.get(address(article, "history"), {"from": 3, "to": 1}).content.decode()
    pieces = re.sub(r'<span class="visually-hidden">[^<]*</span>', "", html)
    assert "Copper <del>rose</del><ins>fell</ins>" in pieces
    assert "<del>Draft</del>" in pieces
    assert "<ins>Published</ins>" in pieces
    assert " [removed: </span>rose" in html
    assert "Summary" not in text(editor.get(address(article, "history"), {"from": 1, "to": 3}))


def test_a_revision_is_brought_back_after_a_question(editor, article):
    asked = editor.get(back(article, 1))
    assert "Copper" in text(asked)
    data = {"version": asked.context["version"], "why": "It rose."}
    assert said(editor.post(back(article, 1), data, follow=True)) == ["Revision 1 is back, as revision 4."]
    stored = Article.objects.get(pk=article.pk)
    assert (stored.headline, stored.status, stored.version) == ("Copper rose", "published", 4)
    last = Revision.objects.filter(article=article.pk).last()
    assert (last.by, last.why) == ("Elena Ruiz", "Brought back from revision 1. It rose.")


def test_it_is_not_brought_back_over_what_somebody_saved_meanwhile(editor, article):
    version = editor.get(back(article, 1)).context["version"]
    record(Article.objects.get(pk=article.pk))
    sentences = said(editor.post(back(article, 1), {"version": version}, follow=True))
    assert sentences == ["Somebody saved “Copper fell” meanwhile, so nothing was brought back. Compare once more."]
    assert Article.objects.get(pk=article.pk).headline == "Copper fell"


def test_what_is_there_already_is_said(editor, article):
    sentences = said(editor.post(back(article, 3), {"version": 3}, follow=True))
    assert sentences == ["The article says what revision 3 said already."]


def test_a_reporter_reads_the_history_of_their_own_alone(client):
    reporter = make_user("Reporter")
    sign_in(client, reporter)
    own = make_article(published=False, created_by=reporter)
    record(own)
    assert client.get(address(own, "history")).status_code == 200
    assert client.get(address(make_article(), "history")).status_code == 404


def test_a_reporter_looks_at_what_is_published_and_brings_nothing_back(client):
    reporter = make_user("Reporter")
    own = make_article(created_by=reporter)
    record(own)
    sign_in(client, reporter)
    page = client.get(address(own, "history"), {"from": 1, "to": 2})
    assert "Bring back" not in text(page)
    assert client.post(back(own, 1), {"version": 2}).status_code == 403


def test_an_article_that_was_never_saved_says_so(editor):
    assert "has not been saved" in text(editor.get(address(make_article(published=False), "history")))


@pytest.mark.parametrize(
    "query", [{"from": "x", "to": "1"}, {"from": "1", "to": "9"}, {"before": "x"}, {"from": "1" * 40, "to": "1"}]
)
def test_a_bad_number_is_not_found(editor, article, query):
    assert editor.get(address(article, "history"), query).status_code == 404


@pytest.mark.parametrize("version", ["", "x"])
def test_a_way_back_without_a_version_is_not_found(editor, article, version):
    assert editor.post(back(article, 1), {"version": version}).status_code == 404


def test_a_bad_address_is_not_found(editor, article):
    assert editor.get("/admin/articles/article/x/history/").status_code == 404
    assert editor.get(back(article, 99)).status_code == 404


def test_the_list_is_paged(editor, monkeypatch):
    monkeypatch.setattr(history, "PAGE", 2)
    article = make_article()
    for _ in range(4):
        record(article)
    first = editor.get(address(article, "history"))
    assert [one.revision.number for one in first.context["shown"]] == [5, 4]
    second = editor.get(address(article, "history"), {"before": first.context["older"]})
    assert [one.revision.number for one in second.context["shown"]] == [3, 2]
    last = editor.get(address(article, "history"), {"before": second.context["older"]})
    assert ([one.revision.number for one in last.context["shown"]], last.context["older"]) == ([1], None)


def test_the_list_asks_for_revisions_once_however_many(editor, django_assert_max_num_queries):
    article = make_article()
    for _ in range(20):
        record(article)
    with django_assert_max_num_queries(9):
        editor.get(address(article, "history"))


def test_a_long_reason_is_refused_beside_the_field(editor):
    response = send(editor, address(make_article()), why="x" * 501)
    assert "why" in response.context["adminform"].form.errors
