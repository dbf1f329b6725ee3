"""What is indexed of an article: its words by where they stand, its tags, and its place in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max

from articles.models import Article, Byline, KeyPoint, RiskStatement, SearchDocument, TickerSentiment
from articles.search import tags, vocabulary
from articles.search.words import line
from articles.text import plain

#: Where a word may stand, the weightiest first: the headline; dek, summary and key points; the
#: names of tickers and authors; risks; the body.
PARTS = ("headline", "points", "names", "risks", "body")


@dataclass(frozen=True)
class Document:
    """One article as both engines index it; the parts are words with single blanks between them.

    `said` are its words for the vocabulary: each of those that it keeps at least once.
    """

    article: int
    place: int
    tags: tuple[str, ...]
    headline: str
    points: str
    names: str
    risks: str
    body: str
    said: str

    @property
    def parts(self) -> tuple[str, ...]:
        return self.headline, self.points, self.names, self.risks, self.body


class WordsRead(NamedTuple):
    """The words of an article's texts, read before it was written: `article.words_read` has them.

    They are looked up by the text itself, so that none is taken for a text that is another by now.
    `said` are all of them that the vocabulary keeps, each once.
    """

    html: str = ""
    body: str = ""
    texts: Mapping[str, str] = {}
    said: str = ""

    @classmethod
    def of(cls, html: str, text: str, others: Iterable[str | None]) -> WordsRead:
        """`text` is that of the body's HTML; `others` are texts of which some may be empty."""
        body, texts = line(text), {other: line(other) for other in others if other}
        return cls(html, body, texts, " ".join(vocabulary.kept([body, *texts.values()])))


class _Reader:
    """Reads the texts of one article, and hears every word of it."""

    def __init__(self, read: WordsRead | None) -> None:
        self.read = read or WordsRead()
        self.heard = [self.read.said]

    def joined(self, *texts: str) -> str:
        """The words of some texts; a `|` between two keeps a phrase from running over."""
        return " | ".join(self._line(text) for text in texts if text)

    def body(self, html: str) -> str:
        return self.read.body if html == self.read.html else self._line(plain(html))

    def _line(self, text: str) -> str:
        words = self.read.texts.get(text)
        if words is None:
            words = line(text)
            self.heard.append(words)
        return words


def documents(articles: Sequence[Article]) -> list[Document]:
    """Published articles -> their documents, in the order of their places.

    Five queries for any number of articles. Call it inside the transaction that writes the
    documents, once what was indexed of these articles before is removed.
    """
    pks = [article.pk for article in articles]
    points: dict[int, list[str]] = defaultdict(list)
    names: dict[int, list[str]] = defaultdict(list)
    risks: dict[int, list[str]] = defaultdict(list)
    filed: dict[int, list[str]] = defaultdict(list)
    for article, text in KeyPoint.objects.filter(article__in=pks).values_list("article", "text"):
        points[article].append(text)
    stated = RiskStatement.objects.filter(article__in=pks).values_list("article", "text", "risk", "risk__title")
    for article, text, risk, title in stated:
        risks[article] += [text, title or ""]
        filed[article] += [f"r{risk}"] if risk else []
    tagged = TickerSentiment.objects.filter(article__in=pks).values_list(
        "article", "ticker", "sentiment", "ticker__exchange", "ticker__symbol", "ticker__name"
    )
    for article, ticker, sentiment, exchange, symbol, name in tagged:
        sign = tags.SENTIMENTS[sentiment]
        filed[article] += [f"t{ticker}", f"t{ticker}{sign}", f"s{sign}"]
        names[article].append(f"{exchange} {symbol} {name}")
    for article, author, name in Byline.objects.filter(article__in=pks).values_list(
        "article", "author", "author__name"
    ):
        filed[article].append(f"a{author}")
        names[article].append(name)
    places = free_places(articles)
    found = []
    for one in articles:
        pk, reader = one.pk, _Reader(one.words_read)
        found.append(
            Document(
                article=pk,
                place=places[pk],
                tags=tuple(dict.fromkeys([tags.EVERY, f"c{one.category_id}", *_days(one), *filed[pk]])),
                headline=reader.joined(one.headline),
                points=reader.joined(one.dek, one.summary, *points[pk]),
                names=reader.joined(*names[pk]),
                risks=reader.joined(*risks[pk]),
                body=reader.body(one.body),
                said=" ".join(reader.heard),
            )
        )
    return sorted(found, key=lambda document: document.place)


def _days(article: Article) -> list[str]:
    assert article.published_at is not None  # noqa: S101 (a constraint of published articles)
    return tags.of_day(article.published_at)


def free_places(articles: Iterable[Article]) -> dict[int, int]:
    """For each article a place that none has: of its minute, or soon after where that is full."""
    minutes: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    for article in articles:
        instant = _instant(article)
        minutes[tags.place_of(instant)].append((instant, article.pk))
    taken = set(SearchDocument.objects.filter(place__in=list(minutes)).values_list("place", flat=True))
    free: dict[int, int] = {}
    unused = 0
    for minute, within in sorted(minutes.items()):
        start = max(minute, unused)  # a full minute before this one may have run over into it
        is_free = start == minute and minute not in taken and len(within) == 1
        place = start if is_free else _after(start, len(within))
        for _, pk in sorted(within):
            free[pk] = place
            place += 1
        unused = place
    return free


def _after(start: int, number: int) -> int:
    """The first of so many free places on end, from `start` on: in its minute, or after it if that is full."""
    room = 1 << tags.SLOT_BITS
    while True:
        near = SearchDocument.objects.filter(place__gte=start, place__lt=start + room)
        last = near.aggregate(last=Max("place"))["last"]
        first = start if last is None else last + 1
        if first + number <= start + room:
            return first
        room *= 2


def _instant(article: Article) -> datetime:
    assert article.published_at is not None  # noqa: S101 (a constraint of published articles)
    return article.published_at
