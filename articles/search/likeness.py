"""Stories alike: those of about the same time that share two words of a headline or dek."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from articles.models import Article
from articles.search import tags
from articles.search.engine import SearchEngine, Window
from articles.search.query import Term
from articles.search.words import words

#: How many words of a story are compared, and how long each is at least.
WORDS = 7
SHORTEST = 4
#: A story is like others of the year before it and of the months after it.
BEFORE, AFTER = timedelta(days=365), timedelta(days=90)
# Too common to make two stories alike.
_STOP = {
    "about", "after", "again", "against", "also", "among", "been", "before", "being", "below",
    "between", "both", "from", "have", "into", "more", "most", "much", "near", "next", "only", "other",
    "over", "said", "same", "says", "since", "some", "such", "than", "that", "their", "them", "then",
    "there", "these", "they", "this", "those", "through", "under", "until", "were", "what", "when",
    "where", "which", "while", "will", "with", "would", "year", "years",
}  # fmt: skip


def alike(engine: SearchEngine, article: Article, most: int) -> tuple[str, list[Any]]:
    """SQL for the keys of the newest articles that are alike, whatever their status, and its parameters."""
    found = dict.fromkeys(words(f"{article.headline} {article.dek}"))
    wanted = [word for word in found if len(word) >= SHORTEST and word not in _STOP]
    when = article.published_at or timezone.now()
    window = Window(tags.place_of(when - BEFORE), tags.place_of(when + AFTER))
    return engine.alike([Term(word, (word,)) for word in wanted[:WORDS]], window, most)
