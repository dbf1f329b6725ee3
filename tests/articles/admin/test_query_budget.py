"""What the article form asks of the database, query by query, however many rows its parts have."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Byline, Correction, KeyPoint, PinnedRelated, RiskStatement, TickerSentiment
from articles.proofing import companies
from tests.articles.admin.newsroom import address, sign_in
from tests.factories import make_article, make_author, make_category, make_risk, make_ticker, make_user
from tests.test_query_budgets import TABLE

pytestmark = pytest.mark.django_db

SIGNED_IN = ["django_session", "auth_user", "auth_permission", "auth_permission"]  # rights: own, and of groups
CHANGE_FORM = [
    *SIGNED_IN,
    "articles_article",
    "articles_byline",
    "articles_keypoint",
    "articles_riskstatement",
    "articles_tickersentiment",
    "articles_pinnedrelated",  # with the related ones
    "articles_kepttext",  # what this person wrote here and did not save
    "articles_presence",  # who else has it open
    # What the rows have chosen, by name: one query for each kind of row. The checks read the tickers first.
    "articles_ticker",
    "articles_article",  # is the headline another's?
    "articles_note",  # with who wrote it
    "articles_correction",
    "articles_category",  # to choose from, before the story
    "articles_author",
    "articles_risk",
    "articles_article",
]
BUDGET = 25


@pytest.mark.parametrize("rows", [1, 9])
def test_the_change_form_asks_the_same_with_six_rows_and_with_more_than_fifty(client, rows):
    sign_in(client, make_user("Editor"))
    article = make_article()
    for place in range(rows):
        TickerSentiment.objects.create(article=article, ticker=make_ticker(), sentiment="positive")
        RiskStatement.objects.create(article=article, risk=make_risk(), position=place, text="x")
        Byline.objects.create(article=article, author=make_author(), position=place)
        KeyPoint.objects.create(article=article, position=place, text="x")
        Correction.objects.create(article=article, note="x")
        PinnedRelated.objects.create(article=article, related=make_article(), position=place)
    ContentType.objects.get_for_model(article)  # asked for once in the life of a process
    companies.named_in("")  # their names are read once in ten minutes
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address(article)).status_code == 200
    assert [TABLE.search(query["sql"])[1] for query in queries] == CHANGE_FORM


def test_the_checks_ask_no_more_however_much_a_text_names(client, django_assert_max_num_queries):
    sign_in(client, make_user("Editor"))
    make_ticker(symbol="SPY"), make_ticker(name="Alpha Metals Inc.")
    urls = [page.get_absolute_url() for page in (make_article(), make_article(), make_category(), make_author())]
    links = "".join(f'<a href="{url}">x</a>' for url in [*urls, "/nothing/", "/none/"])
    article = make_article(headline="Words", body=f"<p>Alpha Metals (NYSE:SPY) {links}</p>")
    for place in range(9):
        RiskStatement.objects.create(article=article, position=place, text="x")
    ContentType.objects.get_for_model(article)
    client.get(address(article))
    with django_assert_max_num_queries(BUDGET):
        assert len(client.get(address(article)).context["blocking"]) == 2


def test_the_change_form_is_within_its_budget():
    assert len(CHANGE_FORM) < BUDGET
