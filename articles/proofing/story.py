"""An article as the checks read it: as it is stored, or as it stands in a form that is not saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from articles.models import Article
from articles.text import plain


@dataclass(frozen=True, slots=True)
class Line:
    """A key point or a risk. `row` is its number in the form; `risk` the key of the tracked risk, if one is chosen."""

    row: int
    text: str
    risk: int | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """A ticker's row. `sentiment` is "" where none is chosen yet."""

    row: int
    ticker: int
    exchange: str
    symbol: str
    name: str
    sentiment: str
    role: str
    reason: str

    def __str__(self) -> str:
        return f"{self.exchange}:{self.symbol}"


@dataclass(frozen=True)
class Story:
    """`body` is clean HTML. `key` is None for an article that is not stored."""

    key: int | None = None
    headline: str = ""
    dek: str = ""
    summary: str = ""
    body: str = ""
    disclosure: str = ""
    language: str = "en"
    has_picture: bool = False
    picture_alt: str = ""
    key_points: list[Line] = field(default_factory=list)
    risks: list[Line] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """The words of the body."""
        return plain(self.body)

    @cached_property
    def whole_text(self) -> str:
        """Everything that is read, the body last."""
        points = (line.text for line in self.key_points)
        return "\n".join(
            [self.headline, self.dek, self.summary, *points, *(line.text for line in self.risks), self.text]
        )

    @property
    def claims(self) -> Iterator[tuple[str, str, str]]:
        """What has to stand in the body as well: its name in a sentence, its field, its text."""
        yield "The headline", "headline", self.headline
        for place, line in enumerate(self.key_points, 1):
            yield f"Key point {place}", f"key_points-{line.row}-text", line.text


def story_of(article: Article) -> Story:
    """A stored article. Three queries, unless its parts were fetched before."""
    return Story(
        key=article.pk,
        headline=article.headline,
        dek=article.dek,
        summary=article.summary,
        body=str(article.body),
        disclosure=article.disclosure,
        language=article.language,
        has_picture=bool(article.picture),
        picture_alt=article.picture_alt,
        key_points=[Line(row, point.text) for row, point in enumerate(article.key_points.all())],
        risks=[Line(row, risk.text, risk.risk_id) for row, risk in enumerate(article.risk_statements.all())],
        tags=[
            Tag(
                row, tag.ticker_id, tag.ticker.exchange, tag.ticker.symbol, tag.ticker.name,
                tag.sentiment, tag.role, tag.reason,
            )
            for row, tag in enumerate(article.ticker_sentiments.all())
        ],
    )  # fmt: skip
