"""What to read next, and why.

Candidates come from a few index walks (pinned by an editor, the newest about the same tickers,
with the same risks, in the same category, and those the search engine finds alike); one query
weighs them. A shared ticker weighs most, then a shared risk, then text likeness, then the
category; recency breaks ties.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Article, PinnedRelated, RiskStatement, TickerSentiment
from articles.search import engine
from articles.search.likeness import alike
from articles.text import excerpt

LIMIT = 6
CANDIDATES = 40
WALKS = 12
TICKER, RISK, ALIKE, CATEGORY = 100, 30, 10, 1
_NOT_PINNED = 1_000_000


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
    tickers = [tagged.ticker_id for tagged in article.ticker_sentiments.all()]
    risks = [statement.risk_id for statement in article.risk_statements.all() if statement.risk_id]

    same_ticker = TickerSentiment.objects.filter(ticker__in=tickers)
    same_risk = RiskStatement.objects.filter(risk__in=risks)
    like_this = alike(engine(), article, CANDIDATES)
    chosen, position = _stored_pins(article) if pinned is None else _given_pins(pinned)
    # One walk a ticker and a risk: together they would have to be sorted.
    sources: list[QuerySet[Any, Any]] = [
        chosen,
        like_this,
        Article.objects.in_category(article.category).values("pk")[:CANDIDATES],
        *(_newest(TickerSentiment.objects.filter(ticker=ticker)) for ticker in tickers[:WALKS]),
        *(_newest(RiskStatement.objects.filter(risk=risk)) for risk in risks[:WALKS]),
    ]
    here = {"article": OuterRef("pk")}
    found = (
        Article.objects.published_among(*sources)
        .exclude(pk=article.pk)
        .annotate(
            pinned_position=Coalesce(position, Value(_NOT_PINNED)),
            same_tickers=_count(same_ticker.filter(**here)),
            same_risks=_count(same_risk.filter(**here)),
            alike=Case(When(pk__in=like_this, then=1), default=0),
            same_category=Case(When(category=article.category_id, then=1), default=0),
            ticker_symbol=Subquery(same_ticker.filter(**here).order_by("ticker__symbol").values("ticker__symbol")[:1]),
        )
        .annotate(
            weight=F("same_tickers") * TICKER
            + F("same_risks") * RISK
            + F("alike") * ALIKE
            + F("same_category") * CATEGORY
        )
        .order_by("pinned_position", "-weight", "-published_at", "-pk")
    )
    return [Related(other, _reason(other)) for other in found.defer("body", "disclosure")[:limit]]


def _stored_pins(article: Article) -> tuple[QuerySet[Any, Any], Any]:
    """Keys of the chosen ones, and the place of one among them; null for any other."""
    pins = PinnedRelated.objects.filter(article=article)
    return pins.values("related"), Subquery(pins.filter(related=OuterRef("pk")).values("position")[:1])


def _given_pins(keys: Sequence[int]) -> tuple[QuerySet[Any, Any], Any]:
    places = [When(pk=key, then=Value(place)) for place, key in enumerate(keys)]
    position = Case(*places, default=None, output_field=IntegerField())
    # 0 is no article's key; of no keys at all Django would make no query.
    return Article.objects.filter(pk__in=[0, *keys]).order_by().values("pk"), position


def _newest(links: QuerySet[Any]) -> QuerySet[Any, Any]:
    return links.filter(listed_at__lte=timezone.now()).order_by("-listed_at").values("article")[:CANDIDATES]


def _count(links: QuerySet[Any]) -> Coalesce:
    per_article = links.order_by().values("article").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(per_article), Value(0))


def _reason(other: Any) -> str:
    if other.pinned_position < _NOT_PINNED:
        return "chosen by the editors"
    if other.same_tickers:
        return f"same ticker: {other.ticker_symbol}"
    if other.same_risks:
        return "same risk"
    return "similar story" if other.alike else "same category"
