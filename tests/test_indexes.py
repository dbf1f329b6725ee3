"""Every list is read from an index in its order: nothing is sorted, and no page costs more than the first.

`EXPLAIN QUERY PLAN` names the index a query walks; "TEMP B-TREE FOR ORDER BY" would be a sort.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Category, Correction, Risk, Ticker, TickerSentiment
from tests.factories import PUBLISHED_AT, make_article, make_author, make_category, make_quote, make_risk, make_ticker

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on("sqlite", reason="PostgreSQL reads a test's few rows from end to end"),
]

LISTS = {
    "article_newest": lambda: Article.objects.newest(),
    "article_category_newest": lambda: Article.objects.in_category(make_category()),
    "ticker_list": lambda: Article.objects.about(make_ticker()),
    "byline_author_list": lambda: Article.objects.by(make_author()),
    "risk_list": lambda: Article.objects.at_risk(make_risk()),
}
PAGES = {
    "the first page": lambda found: found,
    "an older page": lambda found: found.older_than(PUBLISHED_AT, 5),
    "a newer page": lambda found: found.newer_than(PUBLISHED_AT, 5),
    "some days": lambda found: found.since(PUBLISHED_AT).before(PUBLISHED_AT + timedelta(days=1)),
    "some days, an older page": lambda found: found.since(PUBLISHED_AT).older_than(PUBLISHED_AT, 5),
    "one sentiment": lambda found: found.with_sentiment("positive"),
}


def explained(sql: str, params: tuple | None = None) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return "\n".join(row[3] for row in cursor.fetchall())


def plan(queryset) -> str:
    return explained(*queryset.query.sql_with_params())


def whole_tables(plan: str) -> list[str]:
    """The steps that read a table from end to end, in no useful order."""
    return [line for line in plan.splitlines() if line.startswith("SCAN") and "USING" not in line]


@pytest.fixture(params=[False, True], ids=["as made", "after ANALYZE"])
def archive(request):
    """Some rows, for statistics can lead the planner astray."""
    if request.param:
        for number in range(30):
            make_article(category=make_category(), published_at=PUBLISHED_AT + timedelta(hours=number))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    yield
    if request.param:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM sqlite_stat1")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("index", LISTS)
def test_a_list_of_articles_walks_its_own_index(archive, index, page):
    found = plan(PAGES[page](LISTS[index]()).for_cards()[:21])
    assert f"INDEX {index} " in found
    assert "TEMP B-TREE" not in found
    assert whole_tables(found) == []


def test_a_tickers_list_in_one_role_reads_no_article_in_vain(archive):
    found = plan(Article.objects.about(make_ticker()).in_role("subject").for_cards()[:21])
    assert "COVERING INDEX ticker_list " in found
    assert "TEMP B-TREE" not in found


OTHERS = {
    "risk_newest": lambda: Risk.objects.select_related("category"),
    "article_modified": lambda: Article.objects.order_by("-modified_at", "-pk").select_related("category"),
    "ticker_a_to_z": lambda: Ticker.objects.active().select_related("quote").order_by("symbol", "exchange"),
    "category_order": lambda: Category.objects.all(),
}


@pytest.mark.parametrize("index", OTHERS)
def test_other_lists_walk_theirs(archive, index):
    found = plan(OTHERS[index]()[:50])
    assert f"INDEX {index}" in found
    assert "TEMP B-TREE" not in found


def queries_of(client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in queries]


def test_the_corrections_walk_theirs(client, archive):
    Correction.objects.create(article=make_article(), note="It was Monday.")
    [listed] = [sql for sql in queries_of(client, "/corrections/") if 'FROM "articles_correction"' in sql]
    found = explained(listed)
    assert "INDEX correction_newest" in found
    assert "TEMP B-TREE" not in found


def test_the_ticker_list_goes_on_from_where_it_was(client, archive):
    listed = queries_of(client, "/tickers/?after=NYSE:SPY")[0]
    found = explained(listed)
    assert "SEARCH articles_ticker USING INDEX ticker_a_to_z (symbol>?)" in found
    assert "TEMP B-TREE" not in found


def test_the_markets_are_read_in_the_order_of_their_indexes(client, archive):
    ticker = make_ticker()
    make_quote(ticker)
    TickerSentiment.objects.create(article=make_article(), ticker=ticker)
    plans = [explained(sql) for sql in queries_of(client, "/markets/")]
    for index, number in (("quote_ages", 1), ("quote_moves", 2), ("ticker_by_kind", 1)):
        walks = [plan for plan in plans if f"INDEX {index}" in plan]
        assert len(walks) == number, index
        assert not [plan for plan in walks if "TEMP B-TREE" in plan]
    assert [
        line for plan in plans for line in whole_tables(plan) if "categor" not in line and "standing" not in line
    ] == []


@pytest.mark.parametrize("address", ["/articles/2026/02/10/stocks-rise/", "/"])
def test_a_page_of_many_parts_reads_no_table_of_articles_from_end_to_end(client, archive, address):
    make_article(slug="stocks-rise")
    read = [line for sql in queries_of(client, address) for line in whole_tables(explained(sql))]
    assert [line for line in read if "articles_article" in line] == []
