"""The list of articles: columns, filters, search, actions, and what it asks the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.choices import Status
from articles.models import Article, Byline, TickerSentiment
from articles.workflow import submit, withdraw
from tests.articles.admin.newsroom import act, address, said, sign_in
from tests.factories import make_article, make_author, make_ticker, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


@pytest.fixture
def editor(client):
    return sign_in(client, make_user("Editor"))


@pytest.fixture
def chief(client):
    return sign_in(client, make_user("Chief editor"))


def shown(response):
    return {article.headline for article in response.context["cl"].result_list}


@pytest.fixture
def one_of_each():
    draft, review = make_article(published=False, headline="Draft"), make_article(published=False, headline="Review")
    submit(review)
    make_article(headline="Public")
    later = make_article(headline="Later", published_at=timezone.now() + timedelta(days=1))
    gone = make_article(headline="Gone")
    withdraw(gone)
    return {"draft": draft, "review": review, "later": later, "gone": gone}


def test_each_row_says_its_status(editor, one_of_each):
    html = editor.get(LIST).content.decode()
    for name, label in (
        ("draft", "Draft"), ("in_review", "In review"), ("published", "Published"),
        ("scheduled", "Scheduled"), ("withdrawn", "Withdrawn"),
    ):  # fmt: skip
        assert html.count(f'<span class="state state--{name}">{label}</span>') == 1


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("draft", "Draft"),
        ("in_review", "Review"),
        ("published", "Public"),
        ("scheduled", "Later"),
        ("withdrawn", "Gone"),
    ],
)
def test_filtered_by_status(editor, one_of_each, state, expected):
    assert shown(editor.get(LIST, {"state": state})) == {expected}


def test_searched_by_words_and_by_symbol(editor):
    spy = make_article(headline="Stocks rise", dek="On talks", slug="stocks-up")
    TickerSentiment.objects.create(article=spy, ticker=make_ticker(symbol="SPY"))
    make_article(headline="Gold falls")
    for words in ("rise", "talks", "stocks-up", "spy"):
        assert shown(editor.get(LIST, {"q": words})) == {"Stocks rise"}
    assert shown(editor.get(LIST, {"q": "SP"})) == set()


def test_what_was_changed_last_stands_first(editor):
    first, second = make_article(), make_article()
    first.save()
    assert list(editor.get(LIST).context["cl"].result_list) == [first, second]


def test_any_number_of_rows_costs_the_same_queries(editor, django_assert_num_queries):
    def add(number):
        for _ in range(number):
            TickerSentiment.objects.create(article=make_article(), ticker=make_ticker())

    # session, user, the user's own permissions, those of the groups; categories for the
    # filter; the number of matches; the articles with their categories; their tickers; who has them open; the
    # date hierarchy's first and last day, and its days
    queries = 11
    add(2)
    with django_assert_num_queries(queries):
        editor.get(LIST)
    add(10)
    newest = TickerSentiment.objects.latest("pk").ticker.symbol
    with django_assert_num_queries(queries):
        assert newest in editor.get(LIST).content.decode()


def test_reporters_have_no_actions(client):
    reporter = make_user("Reporter")
    article = make_article(published=False, created_by=reporter)
    sign_in(client, reporter)
    assert "publish_selected" not in client.get(LIST).content.decode()
    act(client, "publish_selected", article)
    assert Article.objects.get().status == Status.DRAFT


def test_editors_do_not_delete(editor):
    article = make_article(published=False)
    assert "delete_selected" not in editor.get(LIST).content.decode()
    assert editor.post(address(article, "delete"), {"post": "yes"}).status_code == 403


def test_the_chief_editor_deletes_drafts(chief):
    article, other = make_article(published=False), make_article(published=False)
    act(chief, "delete_selected", article, post="yes")
    assert list(Article.objects.all()) == [other]
    chief.post(address(other, "delete"), {"post": "yes"})
    assert not Article.objects.exists()


def test_what_is_published_is_withdrawn_before_it_is_deleted(chief):
    article = make_article()
    sentence = [f"“{article}” is published. Withdraw it first, then delete it."]
    assert said(act(chief, "delete_selected", article, post="yes")) == sentence
    assert said(chief.post(address(article, "delete"), {"post": "yes"}, follow=True)) == sentence
    assert Article.objects.exists()


def test_the_list_counts_its_matches_only(editor):
    make_article()
    assert editor.get(LIST, {"q": "nothing"}).context["cl"].full_result_count is None
    assert editor.get(reverse("admin:articles_article_changelist"), {"p": 1}).status_code == 200


def test_searched_by_an_author_who_is_in_no_filter(editor):
    article, other = make_article(headline="Hers"), make_article(headline="His")
    for position, (written, name) in enumerate([(article, "Ada Quill"), (other, "Bob Reed")], 1):
        Byline.objects.create(article=written, author=make_author(name=name), position=position)
    assert shown(editor.get(LIST, {"q": "quill"})) == {"Hers"}
    assert shown(editor.get(LIST, {"q": '"ada quill" her'})) == {"Hers"}
    assert [one.title for one in editor.get(LIST).context["cl"].filter_specs] == ["status", "writer", "category"]


def test_a_search_finds_no_article_twice_and_need_not_sort_that_out(editor):
    article = make_article(headline="Two words")
    for symbol in ("TWO", "WORDS"):
        TickerSentiment.objects.create(article=article, ticker=make_ticker(symbol=symbol))
    found = editor.get(LIST, {"q": "two words"}).context["cl"].queryset
    assert list(found) == [article]
    assert not any("tickersentiment" in table for table in found.query.alias_map)


@pytest.mark.parametrize("model", ["articles/article", "articles/ticker", "articles/author", "markets/quote"])
@pytest.mark.parametrize("words", ["word " * 2000, "x" * 100_000, "'", '"', "'' \"\"", '"a\\'])
def test_any_search_is_answered(chief, model, words):
    assert chief.get(f"/admin/{model}/", {"q": words}).status_code == 200
