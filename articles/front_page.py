"""What stands on the front page, and where. No story stands there twice."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.models import Article, Category, FrontPageSlot

SECONDS = 2
RIVER = 12
BLOCK = 4
BLOCKS = 12


@dataclass
class FrontPage:
    lead: Article | None = None
    seconds: list[Article] = field(default_factory=list)
    river: list[Article] = field(default_factory=list)
    blocks: list[tuple[Category, list[Article]]] = field(default_factory=list)


def compose() -> FrontPage:
    """Four queries: the editors' choice, the categories, the articles, their tickers.

    The lead and the seconds are what editors chose and is public; free places take the newest.
    The river is the newest of the rest; each of the first
    `BLOCKS` categories has a block with the newest of what is left.
    """
    chosen = {slot.position: slot.article_id for slot in FrontPageSlot.objects.all()}
    categories = list(Category.objects.all()[:BLOCKS])
    newest = Article.objects.newest()
    sources = [newest.values("pk")[: 1 + SECONDS + RIVER], FrontPageSlot.objects.values("article")]
    spare = BLOCK + 1 + SECONDS + RIVER
    sources += [Article.objects.in_category(category).values("pk")[:spare] for category in categories]
    pool = {article.pk: article for article in Article.objects.published_among(*sources).for_cards()}

    top = {position: pool.pop(pk) for position, pk in chosen.items() if pk in pool}
    rest = list(pool.values())
    for position in range(1, 2 + SECONDS):
        if position not in top and rest:
            top[position] = rest.pop(0)
    river, rest = rest[:RIVER], rest[RIVER:]
    front = FrontPage(top.pop(1, None), [top[position] for position in sorted(top)], river)
    for category in categories:
        block = [article for article in rest if article.category_id == category.pk][:BLOCK]
        if block:
            front.blocks.append((category, block))
    return front
