"""Two editors, one article: nobody is overwritten unseen, and nothing that was typed is lost."""

from __future__ import annotations

import pytest
from django.contrib.admin import site

from articles.admin import ArticleAdmin
from articles.admin.basis import basis
from articles.admin.collision import ALL_THEIRS
from articles.admin.comparing import filled, texts
from articles.models import Article, KeyPoint
from tests.articles.admin.colliding import KEEP_MINE, TAKE_THEIRS, collide, points, press, shown
from tests.articles.admin.newsroom import address, errors, held, send, sign_in
from tests.factories import make_article, make_author, make_risk, make_ticker, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    return sign_in(client, make_user("Editor", username="elena"))


@pytest.fixture
def article():
    article = make_article(dek="The old dek.")
    for position, text in enumerate(["One", "Two", "Three"], 1):
        KeyPoint.objects.create(article=article, position=position, text=text)
    return article


def test_a_save_over_a_newer_version_is_refused_and_both_are_shown(editor, article):
    response = collide(editor, article, {"dek": "Their dek."}, {"dek": "My dek.", "summary": "My summary."})
    assert "Nothing is lost: both are here." in errors(response)["__all__"][0]
    assert shown(response) == {"dek": (["Their dek."], ["My dek."]), "summary": ([], ["My summary."])}
    assert "<del>Their</del> dek." in response.content.decode()
    assert "<ins>My</ins> dek." in response.content.decode()
    assert held(response)["dek"] == "My dek."
    assert Article.objects.get(pk=article.pk).dek == "Their dek."


def test_every_field_and_part_is_compared(editor, article):
    author, ticker, other = make_author(name="Ada"), make_ticker(symbol="SPY"), make_article(headline="Elsewhere")
    theirs = {
        "headline": "Theirs", "body": "<p>Their body.</p>", "disclosure": "Theirs", "language": "en-GB",
        "picture_alt": "Theirs", "published_at_1": "11:11:11", "source_name": "Theirs", "slug": "theirs",
        "category": other.category_id, "picture_credit": "Theirs", "source_url": "https://example.com/",
        "source_reference": "Theirs", "summary": "Theirs",
        "bylines__0__author": author.pk, "key_points__0__text": "Theirs", "risk_statements__0__text": "Theirs",
        "ticker_sentiments__0__ticker": ticker.pk, "ticker_sentiments__0__sentiment": "positive",
        "ticker_sentiments__0__role": "subject", "pinned__0__related": other.pk,
    }  # fmt: skip
    found = shown(collide(editor, article, theirs, {"dek": "Mine."}))
    fields = {name.removesuffix("_0").removesuffix("_1").split("__")[0] for name in theirs}
    assert set(found) == fields | {"dek"}
    assert found["bylines"][0] == ["Ada"]
    assert found["ticker_sentiments"][0] == ["NYSE:SPY · Positive · Subject"]
    assert found["pinned"][0] == ["Elsewhere"]
    assert found["category"][0] == [other.category.name]
    assert found["published_at"][0] == ["2026-02-10 11:11:11"]


def test_keeping_mine_saves_it_and_the_record_says_so(editor, article, monkeypatch):
    response = collide(editor, article, {"dek": "Their dek."}, {"dek": "My dek."})
    recorded = []
    monkeypatch.setattr("articles.workflow.record", lambda article, by, why: recorded.append((by.username, why)))
    version = Article.objects.get(pk=article.pk).version
    press(editor, article, response, KEEP_MINE)
    assert Article.objects.get(pk=article.pk).dek == "My dek."
    [(by, why)] = recorded
    assert (by, why.startswith(f"Saved over version {version} by ")) == ("elena", True)


def test_who_kept_theirs_meanwhile_is_not_overwritten_either(editor, article):
    response = collide(editor, article, {"dek": "Their dek."}, {"dek": "My dek."})
    send(editor, address(article), dek="A third dek.")
    again = press(editor, article, response, KEEP_MINE)
    assert shown(again) == {"dek": (["A third dek."], ["My dek."])}
    assert Article.objects.get(pk=article.pk).dek == "A third dek."
    press(editor, article, again, KEEP_MINE)
    assert Article.objects.get(pk=article.pk).dek == "My dek."


def test_taking_theirs_opens_it_and_mine_can_be_brought_back(editor, article):
    response = collide(editor, article, {"dek": "Their dek."}, {"dek": "My dek."})
    press(editor, article, response, TAKE_THEIRS)
    assert Article.objects.get(pk=article.pk).dek == "Their dek."
    page = editor.get(address(article))
    assert held(page)["dek"] == "Their dek."
    [offer] = page.context["offers"]
    back = editor.post(address(article), {"_bring_back": offer.pk})
    assert held(back)["dek"] == "My dek."


def test_a_text_brought_back_over_a_newer_version_shows_both_at_once(editor, article):
    response = collide(editor, article, {"dek": "Their dek."}, {"dek": "My dek."})
    press(editor, article, response, TAKE_THEIRS)
    send(editor, address(article), dek="A third dek.")
    [offer] = editor.get(address(article)).context["offers"]
    back = editor.post(address(article), {"_bring_back": offer.pk})
    assert shown(back) == {"dek": (["A third dek."], ["My dek."])}
    assert errors(back) == {}


def test_theirs_can_be_taken_in_one_field_and_nothing_is_saved_by_that(editor, article):
    theirs = {"dek": "Their dek.", "summary": "Their summary."}
    response = collide(editor, article, theirs, {"dek": "My dek.", "summary": "My summary."})
    response = press(editor, article, response, {"_take": "dek"})
    assert (held(response)["dek"], held(response)["summary"]) == ("Their dek.", "My summary.")
    assert set(shown(response)) == {"summary"}
    press(editor, article, response, KEEP_MINE)
    stored = Article.objects.get(pk=article.pk)
    assert (stored.dek, stored.summary) == ("Their dek.", "My summary.")


def test_theirs_can_be_taken_in_one_part_with_all_its_rows(editor, article):
    theirs = {"key_points__0__text": "Their one", "key_points__3__text": "Their four", "key_points__1__DELETE": "on"}
    response = collide(editor, article, theirs, {"key_points-2-text": "My three"})
    response = press(editor, article, response, {"_take": "key_points"})
    assert "key_points" not in shown(response)
    press(editor, article, response, KEEP_MINE)
    assert points(article) == ["Their one", "Three", "Their four"]


def test_a_field_of_two_boxes_is_taken_whole(editor, article):
    theirs = {"published_at_0": "2026-01-09", "published_at_1": "10:00:00"}
    response = collide(editor, article, theirs, {"dek": "Mine."})
    response = press(editor, article, response, {"_take": "published_at"})
    assert set(shown(response)) == {"dek"}


def test_comparing_again_shows_what_is_typed_now(editor, article):
    response = collide(editor, article, {"dek": "Their dek."}, {"dek": "My dek."})
    response = press(editor, article, response, {"_take": "Compare again"}, dek="Their dek.", summary="More.")
    assert shown(response) == {"summary": ([], ["More."])}


def test_the_page_says_when_both_are_the_same(editor, article):
    response = collide(editor, article, {"dek": "The same dek."}, {"dek": "The same dek."})
    assert "Both say the same." in response.content.decode()


def test_it_is_told_who_changed_what_and_theirs_is_taken_where_only_they_did(editor, article):
    send(editor, address(article), bylines__0__author=make_author().pk)  # a version with every kind of part
    theirs = {"dek": "Their dek.", "summary": "Their summary.", "key_points__0__text": "Their one"}
    response = collide(editor, article, theirs, {"summary": "My summary.", "body": "<p>My body.</p>"})
    found = {one.name: one.changed_by for one in response.context["collision"]["differences"]}
    assert found == {"dek": "theirs", "key_points": "theirs", "summary": "both", "body": "mine"}
    opened = response.context["collision"]["opened"]
    response = press(editor, article, response, {"_take": ALL_THEIRS}, _opened=opened)
    assert set(shown(response)) == {"summary", "body"}
    press(editor, article, response, KEEP_MINE)
    stored = Article.objects.get(pk=article.pk)
    assert (stored.dek, stored.summary, stored.body) == ("Their dek.", "My summary.", "<p>My body.</p>")
    assert points(article) == ["Their one", "Two", "Three"]


@pytest.mark.parametrize("opened", ["", "x", "99", "9" * 40])
def test_from_a_version_that_is_not_known_both_are_shown_all_the_same(editor, article, opened):
    response = collide(editor, article, {"dek": "Theirs."}, {"dek": "Mine.", "version": opened})
    [difference] = response.context["collision"]["differences"]
    assert difference.changed_by == ""


def test_a_version_is_read_in_the_words_in_which_forms_are(editor, article):
    """Else whoever changed nothing would be said to have changed it."""
    ticker, other = make_ticker(symbol="SPY"), make_article(headline="Elsewhere")
    send(
        editor, address(article), summary="One.\n\nTwo.", source_name="A wire", updated_at_0="2026-03-01",
        updated_at_1="10:00:00", body="<h2>Two</h2><ul><li>words</li></ul>", bylines__0__author=make_author().pk,
        risk_statements__0__text="It may rain.", risk_statements__0__risk=make_risk().pk,
        risk_statements__1__text="Or not.",
        ticker_sentiments__0__ticker=ticker.pk, ticker_sentiments__0__sentiment="negative",
        ticker_sentiments__0__role="mention", ticker_sentiments__0__reason="Because.",
        pinned__0__related=other.pk,
    )  # fmt: skip
    article.refresh_from_db()
    request = editor.get(address(article)).wsgi_request
    now = texts(filled(ArticleAdmin(Article, site), request, article))
    began = basis(article, str(article.version))
    assert {name: text.lines for name, text in now.items()} == {name: began[name] for name in now}


def test_the_buttons_of_the_page_say_what_they_do(editor, article):
    html = collide(editor, article, {"dek": "Theirs."}, {"dek": "Mine."}).content.decode()
    for label in ("Compare again", "Keep mine", "Take theirs"):
        assert f'value="{label}"' in html
    assert 'name="_publish"' not in html


def test_keeping_mine_is_refused_like_any_save_when_something_is_missing(editor, article):
    response = collide(editor, article, {"dek": "Theirs."}, {"dek": "Mine."})
    again = press(editor, article, response, KEEP_MINE, headline="")
    assert errors(again)["headline"] == ["This field is required."]
    assert "collision" in again.context


def test_who_may_not_change_it_any_more_is_refused(client):
    reporter = make_user("Reporter")
    draft = make_article(published=False, created_by=reporter)
    old = held(sign_in(client, reporter).get(address(draft)))
    sign_in(client, make_user("Editor"))
    send(client, address(draft), "_publish")
    sign_in(client, reporter)
    assert client.post(address(draft), old | {"_take_theirs": "x"}).status_code == 403
