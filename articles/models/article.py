from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from articles import text
from articles.choices import SCHEDULED, Status
from articles.fields import BodyField
from articles.models.author import Author, Byline
from articles.models.category import Category
from articles.models.ticker import Ticker, TickerSentiment
from articles.paths import path_to, path_to_article
from articles.pictures import PictureField
from articles.querysets import ArticleQuerySet

if TYPE_CHECKING:
    from articles.search.documents import WordsRead

DEFAULT_DISCLOSURE = "Education only / not financial advice"


class Article(models.Model):
    """A story, as printed: its parts stand here in the order in which they are read.

    Status changes only through the verbs in `articles.workflow`.
    """

    headline = models.CharField(max_length=200)
    dek = models.CharField(max_length=300, blank=True, help_text="One sentence under the headline.")
    slug = models.SlugField(max_length=100, unique=True, help_text="The last part of the address.")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="articles")
    authors = models.ManyToManyField(Author, through=Byline, related_name="articles")
    picture = PictureField(
        upload_to="articles/%Y/%m", blank=True, width_field="picture_width", height_field="picture_height"
    )
    picture_width = models.PositiveIntegerField(null=True, editable=False)
    picture_height = models.PositiveIntegerField(null=True, editable=False)
    picture_alt = models.CharField(
        "alternative text", max_length=400, blank=True, help_text="What the picture shows, for those who do not see it."
    )
    picture_focus_x = models.PositiveSmallIntegerField(
        "what matters, % from the left", default=50, validators=[MaxValueValidator(100)]
    )
    picture_focus_y = models.PositiveSmallIntegerField(
        "% from the top", default=50, validators=[MaxValueValidator(100)]
    )
    picture_credit = models.CharField("credit", max_length=120, blank=True)
    summary = models.TextField(blank=True)
    body = BodyField()
    disclosure = models.TextField(default=DEFAULT_DISCLOSURE)
    language = models.CharField(max_length=12, default="en", help_text="BCP 47, such as en or en-GB.")

    tickers = models.ManyToManyField(Ticker, through=TickerSentiment, related_name="articles")
    related = models.ManyToManyField(
        "self", through="PinnedRelated", through_fields=("article", "related"), symmetrical=False
    )

    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT, editable=False)
    published_at = models.DateTimeField(
        null=True, blank=True, help_text="In the newsroom's time zone. In the future: it appears at that second."
    )
    first_published_at = models.DateTimeField(null=True, editable=False)
    updated_at = models.DateTimeField(
        "substantively updated", null=True, blank=True, help_text="Only for news, not for commas."
    )

    withdrawal = models.CharField(
        max_length=300, blank=True, editable=False, help_text="What readers of a withdrawn article's address are told."
    )

    source_name = models.CharField(max_length=120, blank=True)
    source_url = models.URLField("source address", max_length=500, blank=True)
    source_reference = models.CharField(max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    #: What an import has read already of this article that it writes.
    words_read: WordsRead | None = None

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ("-published_at", "-pk")
        permissions = [
            ("edit_any_article", "Can change articles of others"),
            ("publish_article", "Can publish and withdraw articles"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False, first_published_at__isnull=False),
                name="published_article_has_dates",
            ),
            models.UniqueConstraint(
                fields=("source_name", "source_reference"),
                condition=~Q(source_reference=""),
                name="source_reference_once",
                violation_error_message="An article with this source and reference exists already.",
            ),
            models.CheckConstraint(condition=~Q(headline=""), name="article_has_headline"),
            models.CheckConstraint(condition=~Q(slug=""), name="article_has_slug"),
        ]
        indexes = [
            models.Index(fields=("status", "-published_at", "-id"), name="article_newest"),
            models.Index(fields=("category", "status", "-published_at", "-id"), name="article_category_newest"),
            models.Index(fields=("-modified_at", "-id"), name="article_modified"),
            models.Index(Lower("headline"), name="article_lower_headline"),
        ]

    def __str__(self) -> str:
        return self.headline

    def save(self, *args: Any, **kwargs: Any) -> None:
        added = self._state.adding
        super().save(*args, **kwargs)
        if not added:
            for links in (self.bylines, self.risk_statements, self.ticker_sentiments):
                links.update(listed_at=self.public_from)

    def get_absolute_url(self) -> str:
        """The public address; one who may see a draft reads it at `preview_url`."""
        if self.status not in (Status.PUBLISHED, Status.WITHDRAWN) or self.published_at is None:
            return self.preview_url
        return path_to_article(self.published_at, self.slug, timezone.get_current_timezone_name())

    @property
    def public_from(self) -> datetime | None:
        """`published_at` while published; the `listed_at` of its links."""
        return self.published_at if self.status == Status.PUBLISHED else None

    @property
    def is_public(self) -> bool:
        """The same rule as `objects.published()`, for one article in hand."""
        return self.public_from is not None and self.public_from <= timezone.now()

    @property
    def was_seen(self) -> bool:
        """Whether readers have known its address, be it published now or not."""
        return self.first_published_at is not None and self.first_published_at <= timezone.now()

    @property
    def state(self) -> str:
        """Its status; `SCHEDULED` while it is published at a time that has not come."""
        return SCHEDULED if self.status == Status.PUBLISHED and not self.is_public else str(self.status)

    @property
    def reading_minutes(self) -> int:
        return text.reading_minutes(self.body)

    @property
    def preview_url(self) -> str:
        return path_to("articles:preview", self.pk)


class KeyPoint(models.Model):
    """A bullet under Key Points."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="key_points")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=("article", "position"), name="key_point_position_once")]

    def __str__(self) -> str:
        return self.text


class PinnedRelated(models.Model):
    """A related article that an editor chose, before those found by `articles.related`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="pinned")
    related = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="pinned_on")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        verbose_name = "pinned related article"
        constraints = [
            models.UniqueConstraint(fields=("article", "position"), name="pinned_position_once"),
            models.UniqueConstraint(fields=("article", "related"), name="pinned_once"),
            models.CheckConstraint(
                condition=~Q(article=models.F("related")),
                name="pinned_is_another",
                violation_error_message="An article cannot be related to itself.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.related)
