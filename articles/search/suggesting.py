"""What a reader may be about to type: tickers by symbol and name, and headlines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q
from django.utils.safestring import SafeString

from articles import symbols
from articles.models import Article, FormerSymbol, Ticker
from articles.search import vocabulary
from articles.search.engine import SearchEngine
from articles.search.finding import newest_of
from articles.search.marking import marked
from articles.search.query import MAX_LENGTH, Query, Term, printable
from articles.search.stemming import stem
from articles.search.words import words

MOST = 5
#: So many of the newest articles that have the words are looked at for them in the headline.
LOOKED_AT = 300
#: Letters that the last word must have before headlines are looked for.
SHORTEST = 3


class Headline(NamedTuple):
    article: Article
    marked: SafeString


@dataclass(frozen=True)
class Suggestions:
    tickers: list[Ticker] = field(default_factory=list)
    headlines: list[Headline] = field(default_factory=list)


def suggest(engine: SearchEngine, typed: str) -> Suggestions:
    """At most `MOST` of each; of public articles only. Any string will do."""
    typed = printable(typed[:MAX_LENGTH]).strip()
    return Suggestions(tickers(typed), headlines(engine, typed)) if typed else Suggestions()


def tickers(typed: str) -> list[Ticker]:
    """The symbol itself, then symbols that begin so, then companies with a word, or a former symbol, that
    begins so."""
    before, colon, after = typed.removeprefix("$").partition(":")
    symbol = symbols.normal_symbol(after if colon else before)
    # Symbols are in capitals, so a range of the index holds all that begin so.
    bears = {"symbol__gte": symbol, "symbol__lt": f"{symbol}\uffff"}
    if colon:
        bears["exchange"] = symbols.exchange_prefix(before)
    active = Ticker.objects.active().order_by("symbol", "exchange")
    found = list(active.filter(**bears)[:MOST]) if symbol else []
    if len(found) < MOST and symbol:
        others = Q(pk__in=FormerSymbol.objects.filter(**bears).values("ticker"))
        if not colon and len(typed) >= 2:
            others |= Q(name__istartswith=typed) | Q(name__icontains=f" {typed}")
        found += active.filter(others).exclude(pk__in=[one.pk for one in found])[: MOST - len(found)]
    return found


def headlines(engine: SearchEngine, typed: str) -> list[Headline]:
    """The newest whose headline has the words, the last of them perhaps only begun."""
    found = words(typed)
    if not found or len(found[-1]) < SHORTEST:
        return []
    *whole, begun = found
    endings = tuple(vocabulary.completions(begun)) or (begun,)
    terms = [*(Term(word, (word,)) for word in whole), Term(begun, (begun,), prefix=True, endings=endings)]
    query = Query(typed, tuple((term,) for term in terms))
    newest = newest_of(engine, query, LOOKED_AT).entries
    texts = engine.texts([entry.place for entry in newest])
    fitting = [entry.article for entry in newest if _has_all(texts.get(entry.place, ("",))[0], terms)][:MOST]
    articles = {article.pk: article for article in Article.objects.newest().filter(pk__in=fitting).defer("body")}
    return [Headline(articles[pk], marked(query, articles[pk].headline)) for pk in fitting if pk in articles]


def _has_all(headline: str, terms: list[Term]) -> bool:
    stems = {stem(word) for word in headline.split()}
    return all(any(stem(spelling[-1]) in stems for spelling in term.spellings) for term in terms)
