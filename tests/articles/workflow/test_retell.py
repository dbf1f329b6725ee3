"""What articles print of tickers and risks changes with them, in search too."""

from __future__ import annotations

from importlib import import_module

import pytest

from articles import workflow
from articles.models import Article, RiskStatement, TickerSentiment
from articles.search import find
from articles.symbols import Symbol
from tests.articles.admin.newsroom import send, sign_in
from tests.factories import make_article, make_risk, make_ticker, make_user

pytestmark = pytest.mark.django_db


def found(words):
    return find(words, 9)


def test_a_renamed_ticker_is_found_by_its_new_symbol():
    ticker = make_ticker(symbol="OLDX", exchange="NYSE", name="Orchard")
    article = make_article(published=False)
    TickerSentiment.objects.create(article=article, ticker=ticker)
    workflow.publish(article)
    workflow.rename_ticker(ticker, Symbol("NYSE", "NEWX"))
    assert (found("NEWX"), found("OLDX")) == ([article.pk], [])


def test_a_risk_with_another_title_is_found_by_it(client):
    risk = make_risk(title="Drought")
    article = make_article(published=False)
    RiskStatement.objects.create(article=article, risk=risk, position=1, text="It may stay dry.")
    workflow.publish(article)
    chief = sign_in(client, make_user("Chief editor"))
    send(chief, f"/admin/articles/risk/{risk.pk}/change/", title="Flood")
    assert (found("flood"), found("drought")) == ([article.pk], [])


def test_it_counts_no_version_and_says_how_many():
    article = make_article()
    assert workflow.retell(Article.objects.all()) == 1
    assert Article.objects.get().version == article.version


def test_many_articles_are_told_in_batches(django_assert_max_num_queries):
    for _ in range(30):
        make_article()
    # the savepoint and its end; the articles, their key points, risks, tickers and authors; the documents
    # that were and are, their places and rows; the lock; and the words that are known;
    # for pages that are kept, their categories, authors, risks and tickers, and the row of what was touched
    with django_assert_max_num_queries(23):
        assert workflow.retell(Article.objects.all()) == 30


def test_a_batch_ends_where_it_is_full(monkeypatch):
    monkeypatch.setattr(import_module("articles.workflow.retell"), "BATCH", 2)
    articles = [make_article(headline="Before") for _ in range(5)]
    Article.objects.update(headline="After")
    assert workflow.retell(Article.objects.all()) == 5
    assert set(found("After")) == {article.pk for article in articles}


def test_a_deleted_risk_is_no_longer_found_in_its_articles(client):
    risk = make_risk(title="Drought")
    article = make_article(published=False)
    RiskStatement.objects.create(article=article, risk=risk, position=1, text="It may stay dry.")
    workflow.publish(article)
    chief = sign_in(client, make_user("Chief editor"))
    chief.post(f"/admin/articles/risk/{risk.pk}/delete/", {"post": "yes"})
    assert (found("drought"), found("dry")) == ([], [article.pk])


def test_risks_deleted_in_the_list_are_no_longer_found(client):
    risk = make_risk(title="Drought")
    article = make_article(published=False)
    RiskStatement.objects.create(article=article, risk=risk, position=1, text="It may stay dry.")
    workflow.publish(article)
    chief = sign_in(client, make_user("Chief editor"))
    data = {"action": "delete_selected", "_selected_action": [risk.pk], "post": "yes"}
    chief.post("/admin/articles/risk/", data)
    assert (found("drought"), found("dry")) == ([], [article.pk])
