"""What stands on the front page, and where. No story stands there twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from django.db.models import QuerySet

from articles.cards import with_tickers
from articles.models import Article, Category, FrontPageSlot
from articles.prepared import NOW, Hole, Prepared

SECONDS = 2
RIVER = 12
BLOCK = 4
BLOCKS = 12


@dataclass
class FrontPage:
    """`top` is what stands in the places that an editor may choose for, by position: 1 is the lead."""

    top: dict[int, Article] = field(default_factory=dict)
    river: list[Article] = field(default_factory=list)
    blocks: list[tuple[Category, list[Article]]] = field(default_factory=list)

    @property
    def lead(self) -> Article | None:
        return self.top.get(1)

    @property
    def seconds(self) -> list[Article]:
        return [self.top[position] for position in sorted(self.top) if position > 1]

    @property
    def shown(self) -> list[Article]:
        """Every article on it."""
        return [*self.top.values(), *self.river, *(article for _, block in self.blocks for article in block)]


@cache
def _stories(categories: int) -> Prepared[Article]:
    """All that may stand on the front page of so many categories, whose keys are the values "0", "1" and so on."""

    def make() -> QuerySet[Article]:
        sources = [
            Article.objects.newest(NOW).values("pk")[: 1 + SECONDS + RIVER],
            FrontPageSlot.objects.in_force(NOW).values("article"),
        ]
        spare = BLOCK + 1 + SECONDS + RIVER
        for number in range(categories):
            sources.append(Article.objects.in_category(Hole(str(number)), NOW).values("pk")[:spare])
        return Article.objects.published_among(*sources, now=NOW).for_cards()

    return Prepared(make)


def compose() -> FrontPage:
    """Four queries: the editors' choice, the categories, the articles, their tickers.

    The lead and the seconds are what editors chose, for as long as they chose it and it is public;
    free places take the newest.
    The river is the newest of the rest; each of the first
    `BLOCKS` categories has a block with the newest of what is left.
    """
    chosen = {slot.position: slot.article_id for slot in FrontPageSlot.objects.in_force()}
    categories = list(Category.objects.all()[:BLOCKS])
    keys = {str(number): category.pk for number, category in enumerate(categories)}
    pool = {article.pk: article for article in with_tickers(_stories(len(categories)).ask(**keys))}

    top = {position: pool.pop(pk) for position, pk in chosen.items() if pk in pool}
    rest = list(pool.values())
    for position in range(1, 2 + SECONDS):
        if position not in top and rest:
            top[position] = rest.pop(0)
    river, rest = rest[:RIVER], rest[RIVER:]
    front = FrontPage(top, river)
    for category in categories:
        block = [article for article in rest if article.category_id == category.pk][:BLOCK]
        if block:
            front.blocks.append((category, block))
    return front
