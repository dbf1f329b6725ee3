"""What to read next, and why.

Candidates come from a few index walks (pinned by an editor, the newest about the same tickers,
with the same risks, in the same category, and those the search engine finds alike); one query
weighs them. A shared ticker weighs most, then a shared risk, then text likeness, then the
category; recency breaks ties.

The query is written out: made of querysets, it took longer than all else on an article's page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils import timezone

from articles.models import Article
from articles.querysets import PUBLISHED
from articles.search import engine
from articles.search.likeness import alike
from articles.text import excerpt

LIMIT = 6
CANDIDATES = 40
WALKS = 12
TICKER, RISK, ALIKE, CATEGORY = 100, 30, 10, 1
_NOT_PINNED = 1_000_000

#: Joined with CROSS, and the condition below it, so that SQLite takes the few on the left one by one; and what is
#: printed is fetched of the best alone.
SQL = f"""
WITH pinned (article, position) AS ({{pinned}}),
alike (article) AS ({{alike}}),
found (article) AS (
    SELECT article FROM pinned
    UNION SELECT article FROM alike
    UNION SELECT * FROM (
        SELECT id FROM articles_article WHERE category_id = %s AND {PUBLISHED}
        ORDER BY published_at DESC, id DESC LIMIT {CANDIDATES}) AS of_category
    {{walks}}
),
weighed AS (
    SELECT id, published_at,
        COALESCE((SELECT position FROM pinned WHERE pinned.article = id), {_NOT_PINNED}) AS place,
        (SELECT count(*) FROM articles_tickersentiment WHERE article_id = found.article AND ticker_id IN ({{tickers}}))
            AS same_tickers,
        (SELECT count(*) FROM articles_riskstatement WHERE article_id = found.article AND risk_id IN ({{risks}}))
            AS same_risks,
        CASE WHEN id IN (SELECT article FROM alike) THEN 1 ELSE 0 END AS is_alike,
        CASE WHEN category_id = %s THEN 1 ELSE 0 END AS same_category
    FROM found CROSS JOIN articles_article
    WHERE id = found.article AND id <> %s AND {PUBLISHED}
),
best AS (
    SELECT *, same_tickers * {TICKER} + same_risks * {RISK} + is_alike * {ALIKE} + same_category * {CATEGORY} AS weight
    FROM weighed
    ORDER BY place, weight DESC, published_at DESC, id DESC LIMIT %s
)
SELECT article.id, headline, dek, summary, slug, status, article.published_at,
    place, same_tickers, same_risks, is_alike,
    (SELECT min(symbol) FROM articles_tickersentiment JOIN articles_ticker ON articles_ticker.id = ticker_id
     WHERE article_id = best.id AND ticker_id IN ({{tickers}})) AS ticker_symbol
FROM best CROSS JOIN articles_article AS article WHERE article.id = best.id
ORDER BY place, weight DESC, best.published_at DESC, best.id DESC
"""  # noqa: S608 (values are parameters)
#: The newest of a ticker, or with a risk. One walk for each: together they would have to be sorted.
WALK = f"""
    UNION SELECT * FROM (
        SELECT article_id FROM {{link}} = %s AND listed_at <= %s
        ORDER BY listed_at DESC LIMIT {CANDIDATES}) AS walk_{{number}}"""  # noqa: S608 (as above)
OF_TICKER = "articles_tickersentiment WHERE ticker_id"
OF_RISK = "articles_riskstatement WHERE risk_id"


class Related(NamedTuple):
    article: Article
    reason: str

    @property
    def teaser(self) -> str:
        """The first hundred characters of the summary, or of the dek where there is none."""
        return excerpt(self.article.summary or self.article.dek)


def related_to(article: Article, limit: int = LIMIT, pinned: Sequence[int] | None = None) -> list[Related]:
    """At most `limit` public articles, best first. One query.

    `pinned` are the keys of those that an editor chose, in order; without it those that are stored.
    """
    now = timezone.now()
    tickers = [tagged.ticker_id for tagged in article.ticker_sentiments.all()]
    risks = [statement.risk_id for statement in article.risk_statements.all() if statement.risk_id]
    walks = [(OF_TICKER, key) for key in tickers[:WALKS]] + [(OF_RISK, key) for key in risks[:WALKS]]
    pins, pin_params = _stored_pins(article) if pinned is None else _given_pins(pinned)
    like_this, like_params = alike(engine(), article, CANDIDATES)
    sql = SQL.format(
        pinned=pins,
        alike=like_this,
        walks="".join(WALK.format(link=link, number=number) for number, (link, _) in enumerate(walks)),
        tickers=_holes(tickers),
        risks=_holes(risks),
    )
    itself = article.pk or 0  # no article's key: what is typed has none yet
    params = [*pin_params, *like_params, article.category_id, now]
    params += [value for _, key in walks for value in (key, now)]
    params += [*tickers, *risks, article.category_id, itself, now, limit, *tickers]
    return [Related(other, _reason(other)) for other in Article.objects.raw(sql, params)]


def _stored_pins(article: Article) -> tuple[str, list[Any]]:
    """SQL for the keys of the chosen ones with the place of each, and its parameters."""
    return "SELECT related_id, position FROM articles_pinnedrelated WHERE article_id = %s", [article.pk]


def _given_pins(keys: Sequence[int]) -> tuple[str, list[Any]]:
    places = [(key, place) for place, key in enumerate(dict.fromkeys(keys))] or [(0, 0)]
    return " UNION ALL ".join(["SELECT %s, %s"] * len(places)), [value for pair in places for value in pair]


def _holes(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"


def _reason(other: Any) -> str:
    if other.place < _NOT_PINNED:
        return "chosen by the editors"
    if other.same_tickers:
        return f"same ticker: {other.ticker_symbol}"
    if other.same_risks:
        return "same risk"
    return "similar story" if other.is_alike else "same category"
