"""Writing one record in one transaction: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from articles.choices import Status
from articles.exchange import identity, newsroom, picture_files
from articles.exchange.article_writer import ArticleWriter
from articles.exchange.known import Known
from articles.exchange.records import ArticleRecord, BadRecord, NewsroomRecord, Outcome, Skipped
from articles.exchange.related_later import RelatedLater
from articles.exchange.worked_out import WorkedOut
from articles.models import Article
from articles.workflow import Refused, publish


class Importer:
    """One import. `warn` is called with sentences."""

    def __init__(
        self,
        later: RelatedLater,
        warn: Callable[[str], None],
        *,
        publish: bool = False,
        dry_run: bool = False,
        overwrite: bool = False,
    ) -> None:
        self.known = Known(warn)
        self.warn = warn
        self.publish = publish
        self.seen = identity.Seen()
        self.writer = ArticleWriter(self.known, later, dry_run=dry_run, overwrite=overwrite)

    def write(self, found: WorkedOut | NewsroomRecord, root: Path) -> Outcome:
        """Raises `Skipped` or `BadRecord`, and then has written nothing. `root` is where pictures are."""
        try:
            if isinstance(found, WorkedOut):
                outcome = self._article(found, root)
            else:
                with transaction.atomic():
                    outcome = newsroom.write(found, self.known, overwrite=self.writer.overwrite)
        except BaseException as error:
            self.known.forget()
            if isinstance(error, ValidationError):
                raise BadRecord(newsroom.sentence(error)) from error
            if isinstance(error, (Refused, IntegrityError, DataError)):
                raise BadRecord(f"It could not be stored: {error}") from error
            if isinstance(error, Article.DoesNotExist):
                raise Skipped("it was deleted while this was imported.") from error
            raise
        self.known.keep()
        return outcome

    @transaction.atomic
    def _article(self, found: WorkedOut, root: Path) -> Outcome:
        record = found.record
        for note in record.notes:
            self.warn(note)
        picture = picture_files.load(record.picture, root) if record.picture else None
        digest = picture.digest if picture else ""
        content_hash = identity.content_hash(record, record.category, digest) if digest else found.content_hash
        stored = identity.find(record, found.fingerprint)
        if stored is None:
            article = self.writer.create(found, picture, content_hash, self.publish)
            self.seen.add(article.pk)
            return Outcome.CREATED
        if self._is_news(record, stored, content_hash):
            self.writer.update(stored.pk, found, picture, content_hash, self.publish)
            outcome = Outcome.UPDATED
        elif self.publish and stored.status in (Status.DRAFT, Status.IN_REVIEW):
            publish(Article.objects.get(pk=stored.pk))
            outcome = Outcome.UPDATED
        else:
            outcome = Outcome.UNCHANGED
        self.seen.add(stored.pk)
        return outcome

    def is_unchanged(self, stored: identity.Stored, content_hash: str) -> bool:
        """Whether there is nothing to do for a record of this hash."""
        waits = self.publish and stored.status in (Status.DRAFT, Status.IN_REVIEW)
        return stored.content_hash == content_hash and not waits

    def _is_news(self, record: ArticleRecord, stored: identity.Stored, content_hash: str) -> bool:
        """Whether the record says something that the archive does not have; `Skipped` if it is outdated."""
        if stored.content_hash == content_hash:
            return False
        version = stored.updated_at or stored.published_at
        if record.version_at and version and record.version_at < version:
            raise Skipped("an older version than the one that is stored.")
        newer = bool(record.version_at and version and record.version_at > version)
        if stored.pk in self.seen and not newer:
            raise Skipped("the same article stands earlier in this import, with other words.")
        return True
