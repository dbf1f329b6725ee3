"""Passages that show where an article meets a query: escaped first, then marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, KeyPoint, RiskStatement
from articles.search.query import Query, Term
from articles.search.spotting import near
from articles.search.stemming import stem
from articles.search.words import Word, read
from articles.text import plain

WORDS = 32
BEFORE = 6


class Match(NamedTuple):
    """Words `first` to `last` of a text meet a term, given by its number."""

    first: int
    last: int
    term: int


def passages(query: Query, pks: Sequence[int]) -> dict[int, SafeString]:
    """For each article a passage round the match, "" where only its headline or tags meet the query.

    Three queries for any number of articles.
    """
    wanted = query.word_terms
    if not wanted or not pks:
        return {}
    texts: dict[int, list[str]] = defaultdict(list)
    bodies = Article.objects.filter(pk__in=pks).values_list("pk", "dek", "summary", "body")
    stories = {pk: (dek, summary, body) for pk, dek, summary, body in bodies}
    for pk, (dek, summary, _) in stories.items():
        texts[pk] += [dek, summary]
    for pk, text in KeyPoint.objects.filter(article__in=pks).values_list("article", "text"):
        texts[pk].append(text)
    for pk, text in RiskStatement.objects.filter(article__in=pks).values_list("article", "text"):
        texts[pk].append(text)
    return {pk: best_passage(wanted, [*texts[pk], plain(body)]) for pk, (_, _, body) in stories.items()}


def best_passage(terms: Sequence[Term], texts: Iterable[str]) -> SafeString:
    """The passage that meets most of the terms; of several, the first."""
    best, most = SafeString(""), 0
    for text in texts:
        for begin, end in near(terms, text):
            found = list(read(text[begin:end]))
            matches = matched(terms, found)
            if len({match.term for match in matches}) <= most:
                continue
            start, met = _best_start(matches)
            if met > most:
                best, most = _cut(text, (begin, end), found, matches, start), met
            if most == len(terms):
                return best
    return best


def marked(query: Query, text: str) -> SafeString:
    """The whole text, escaped, with what meets the query in `<mark>`."""
    found = list(read(text))
    return _marked(text, found, matched(query.word_terms, found), 0, len(text))


def matched(terms: Sequence[Term], found: Sequence[Word]) -> list[Match]:
    """Where the words of a text meet the terms, in order; a phrase is one match."""
    stems = [stem(word.word) for word in found]
    places: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(stems):
        places[one].append(at)
    matches = []
    for number, term in enumerate(terms):
        for words in dict.fromkeys(tuple(map(stem, spelling)) for spelling in term.spellings):
            for at in places.get(words[0], ()):
                if tuple(stems[at : at + len(words)]) == words:
                    matches.append(Match(at, at + len(words) - 1, number))
    return sorted(matches)


def _best_start(matches: Sequence[Match]) -> tuple[int, int]:
    """The match that a passage should begin with to meet most terms, and how many it meets."""
    best, most = 0, 0
    for match in matches:
        met = len({other.term for other in matches if match.first <= other.first < match.first + WORDS - BEFORE})
        if met > most:
            best, most = match.first, met
    return best, most


def _cut(
    whole: str, stretch: tuple[int, int], found: Sequence[Word], matches: Sequence[Match], start: int
) -> SafeString:
    """The passage of a stretch of the whole text; the words and matches are the stretch's."""
    text = whole[slice(*stretch)]
    first = max(0, start - BEFORE)
    last = min(len(found), first + WORDS) - 1
    begin = 0 if first == 0 else found[first].start
    end = len(text) if last == len(found) - 1 else found[last].end
    cut = _marked(text, found, [match for match in matches if match.first >= first], begin, end)
    before = "..." if stretch[0] + begin else ""
    after = "..." if stretch[0] + end < len(whole) else ""
    return mark_safe(f"{before}{cut}{after}")  # noqa: S308 (dots round what was escaped)


def _marked(text: str, found: Sequence[Word], matches: Sequence[Match], begin: int, end: int) -> SafeString:
    pieces = []
    at = begin
    for match in matches:
        start, stop = found[match.first].start, found[match.last].end
        if start < at or stop > end:
            continue
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        at = stop
    pieces.append(escape(text[at:end]))
    return mark_safe("".join(pieces))  # noqa: S308 (each piece was escaped; only our own tags are added)
