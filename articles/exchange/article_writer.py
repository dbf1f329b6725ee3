"""Writing an article with all its parts. Call inside a transaction."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.utils import timezone

from articles import workflow
from articles.choices import Action, Status
from articles.exchange import edited, picture_files
from articles.exchange.known import Known, Tagged
from articles.exchange.picture_files import LoadedPicture
from articles.exchange.records import ArticleRecord, BadRecord, RiskLine, Skipped
from articles.exchange.related_later import RelatedLater, pin, resolve
from articles.exchange.values import within
from articles.exchange.worked_out import WorkedOut
from articles.models import (
    DEFAULT_DISCLOSURE,
    Article,
    Byline,
    Correction,
    KeyPoint,
    RiskStatement,
    TickerSentiment,
)
from articles.rows import insert_rows
from articles.text import short_slug


class NewArticle(NamedTuple):
    """An article that is not stored yet, and its rows by model."""

    found: WorkedOut
    article: Article
    parts: list[tuple[Any, list[dict[str, Any]]]]


class ArticleWriter:
    def __init__(self, known: Known, later: RelatedLater, *, dry_run: bool = False, overwrite: bool = False) -> None:
        self.known = known
        self.later = later
        self.dry_run = dry_run
        self.overwrite = overwrite

    def create(self, found: WorkedOut, picture: LoadedPicture | None, content_hash: str, publish: bool) -> Article:
        article = self._new(found)
        article.slug = self.known.free_slug(Article, found.record.headline, _wanted_slug(found.record))
        if picture is not None:
            picture_files.put(article, picture, self.dry_run)
        article.content_hash = self._hash(found.record, content_hash)
        article.save(force_insert=True)
        self._write_parts(article, found, content_hash, created=True)
        self._tell(article, found, publish)
        return article

    def prepare(self, found: WorkedOut) -> NewArticle:
        """A record without picture and related articles, checked; its address may be taken."""
        article = self._new(found)
        article.slug = self.known.plain_slug(Article, found.record.headline, _wanted_slug(found.record))
        article.content_hash = found.content_hash
        return NewArticle(found, article, self._rows(article, found))

    def create_all(self, new: list[NewArticle], publish: bool) -> list[Article]:
        """Store what was prepared, whose addresses are free; a statement for each kind of row."""
        articles = workflow.enter([one.article for one in new], publish)
        rows: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        for found, article, parts in new:
            if publish:
                article.words_read = found.words
            for model, values in parts:
                rows[model] += _of(article, model, values)
        for model, values in rows.items():
            insert_rows(model, values)
        workflow.record_all(articles, action=Action.IMPORTED, rows_of_new=rows)
        return articles

    def _new(self, found: WorkedOut) -> Article:
        found.check()
        record = found.record
        article = Article(fingerprint=found.fingerprint, source_reference=record.source_reference)
        article.source_name = within(Article, "source_name", record.source_name)
        article.category_id = self._category(record)
        self._set_words(article, found)
        article.published_at = _instant(record.published)
        return article

    def update(
        self, pk: int, found: WorkedOut, picture: LoadedPicture | None, content_hash: str, publish: bool
    ) -> Article:
        """What the record leaves out keeps its value; a withdrawn article stays withdrawn.

        Raises `Skipped` where this would undo what the newsroom changed since the last import.
        """
        found.check()
        record = found.record
        article = Article.objects.locked().get(pk=pk)
        before = edited.content_now(article) if edited.is_edited(article) else {}
        old_address = article.get_absolute_url()
        if record.category:
            article.category_id = self._category(record)
        self._set_words(article, found)
        if record.published is not None and not _same_day(article.published_at, record.published):
            article.published_at = _instant(record.published)
        wanted = record.slug.strip("-_") if record.slug else ""
        if wanted and not re.fullmatch(rf"{re.escape(wanted)}(-\d+)?", article.slug):
            article.slug = self.known.free_slug(Article, record.headline, wanted)
        if picture is not None:
            picture_files.put(article, picture, self.dry_run)
        article.content_hash = self._hash(record, content_hash)
        article.save()
        self._write_parts(article, found, content_hash, created=False)
        why = self._why_over(article, before)
        if article.status == Status.PUBLISHED:
            workflow.rename(article, old_address)
        self._tell(article, found, publish, why)
        return article

    # Parts -----------------------------------------------------------------------------------

    def _category(self, record: ArticleRecord) -> int:
        if not record.category:
            for name in record.category_candidates:
                if (found := self.known.category_named(name)) is not None:
                    return found
        name = record.category or record.category_fallback
        if not name:
            raise BadRecord("category is missing, and the command names none.")
        return self.known.category(name, record.category_description)

    def _set_words(self, article: Article, found: WorkedOut) -> None:
        record = found.record
        article.headline = record.headline
        article.body = found.html  # type: ignore[assignment]  # the field is not typed; it holds text
        for name in ("dek", "summary", "source_url"):
            if (value := getattr(record, name)) is not None:
                setattr(article, name, value)
        if record.disclosure is not None:
            article.disclosure = record.disclosure or DEFAULT_DISCLOSURE
        if record.language:
            article.language = record.language
        if record.updated_at is not None:
            article.updated_at = record.updated_at

    def _write_parts(self, article: Article, found: WorkedOut, content_hash: str, *, created: bool) -> None:
        record = found.record
        for model, rows in self._rows(article, found, created=created):
            self._replace(article, model, created or (model is TickerSentiment and record.tickers is None), rows)
        if record.related is not None:
            known = resolve(record.related, record.source_name) if record.related else {}
            pin(article.pk, [known.get(name) for name in record.related])
            if article.content_hash == "":
                self.later.add(article.pk, record.source_name, record.related, content_hash)

    def _rows(
        self, article: Article, found: WorkedOut, *, created: bool = True
    ) -> list[tuple[Any, list[dict[str, Any]]]]:
        """The rows that the article is to have, by model, as far as the record states them."""
        record = found.record
        rows: list[tuple[Any, list[dict[str, Any]]]] = []
        if record.key_points is not None:
            points = enumerate(record.key_points, 1)
            rows.append((KeyPoint, [{"position": place, "text": point} for place, point in points]))
        if record.authors is not None:
            authors = enumerate(map(self.known.author, dict.fromkeys(record.authors)), 1)
            rows.append((Byline, [{"position": place, "author_id": author} for place, author in authors]))
        if record.risks is not None:
            rows.append((RiskStatement, self._risks(article, record.risks, created)))
        if record.corrections is not None:
            otherwise = article.updated_at or article.published_at or timezone.now()
            rows.append((Correction, [
                {"kind": line.kind, "note": line.note, "at": line.at or otherwise} for line in record.corrections
            ]))  # fmt: skip
        tags = self.known.tags(record.tickers or [], found.spotted)
        rows.append((TickerSentiment, self._tickers(article, tags, record.tickers is not None, created)))
        return rows

    def _replace(self, article: Article, model: Any, created: bool, rows: list[dict[str, Any]]) -> None:
        """The article's rows of this model become these."""
        if not created:
            model.objects.filter(article=article).delete()
        insert_rows(model, _of(article, model, rows))

    def _risks(self, article: Article, risks: list[RiskLine], created: bool) -> list[dict[str, Any]]:
        """A statement that an editor tied to a risk stays tied while its words stay the same."""
        tied: dict[str, int | None] = {}
        if not created:
            tied = dict(RiskStatement.objects.filter(article=article).values_list("text", "risk"))
        rows = []
        for place, line in enumerate(risks, 1):
            risk = self.known.risk(line.risk) if line.risk else tied.get(line.text)
            rows.append({"position": place, "text": line.text, "risk_id": risk})
        return rows

    def _tickers(self, article: Article, tags: list[Tagged], stated: bool, created: bool) -> list[dict[str, Any]]:
        """Those that a text mentions are added to an article that is stored; those stated replace its own."""
        if not created and not stated:
            kept = set(TickerSentiment.objects.filter(article=article).values_list("ticker", flat=True))
            tags = [tag for tag in tags if tag[0] not in kept]
        return [
            {"ticker_id": ticker, "sentiment": sentiment, "role": role, "reason": reason}
            for ticker, sentiment, role, reason in tags
        ]

    def _hash(self, record: ArticleRecord, content_hash: str) -> str:
        """Empty while related articles are still to be looked for; see `related_later`."""
        if not record.related:
            return content_hash
        found = resolve(record.related, record.source_name)
        return content_hash if all(name in found for name in record.related) else ""

    def _why_over(self, article: Article, before: dict[str, Any]) -> str:
        """What the revision is to say of an editor's words that the import replaces, if it may."""
        if not before:
            return ""
        lost = edited.overwritten(edited.content_imported(article), before, edited.content_now(article))
        if lost and not self.overwrite:
            raise Skipped(
                f"“{before['headline']}” was changed in the newsroom since it was last imported "
                f"({', '.join(lost)}), and stays as it is; --overwrite would take the input's."
            )
        return f"Over what the newsroom had changed: {', '.join(lost)}." if lost else ""

    def _tell(self, article: Article, found: WorkedOut, publish: bool, why: str = "") -> None:
        if publish or article.status == Status.PUBLISHED:
            article.words_read = found.words
        if publish and article.status in (Status.DRAFT, Status.IN_REVIEW):
            workflow.publish(article, why=why, action=Action.IMPORTED)
        else:
            workflow.record(article, why=why, action=Action.IMPORTED)


def _of(article: Article, model: Any, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    # Nothing calls `save` here, which would set this copy of the date.
    listed = {"listed_at": article.public_from} if hasattr(model, "listed_at") else {}
    return [{"article_id": article.pk, **listed, **row} for row in rows]


def _wanted_slug(record: ArticleRecord) -> str:
    return (record.slug.strip("-_") if record.slug else "") or short_slug(record.headline)


def _instant(when: datetime | date | None) -> datetime | None:
    """A day without an hour becomes its first instant in the newsroom; pages print it as a day."""
    if when is None or isinstance(when, datetime):
        return when
    return timezone.make_aware(datetime.combine(when, time.min), timezone.get_default_timezone())


def _same_day(stored: datetime | None, when: datetime | date) -> bool:
    """Whether a date without an hour is the day of the stored instant already."""
    if stored is None or isinstance(when, datetime):
        return stored == when
    return timezone.localtime(stored, timezone.get_default_timezone()).date() == when
