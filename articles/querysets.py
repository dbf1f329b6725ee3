"""Querysets, each named after the page it feeds. "Public" is said once, in `published`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db.models import (
    Case,
    Exists,
    Expression,
    F,
    Manager,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.choices import UNPUBLISHED, NoteAbout, Status
from articles.symbols import Symbol

if TYPE_CHECKING:
    from articles.models import (  # noqa: F401 (named in strings)
        Announcement,
        Article,
        Author,
        Category,
        Correction,
        Risk,
        Ticker,
    )

M = TypeVar("M", bound=Model)
#: The index and the dates of an article's links follow these; only `articles.workflow` and `save` see to it.
FOLLOWED = {"status", "published_at"}
#: The effects of an appearance follow within so long; later they are missed.
PATIENCE = timedelta(minutes=1)
#: What `ArticleQuerySet.published` says, for queries that are written out; its parameter is the time.
PUBLISHED = f"status = '{Status.PUBLISHED}' AND published_at <= %s"
#: What is added to the rows of tickers that the page of an article has, each by a package that stands above this one:
#: in `AppConfig.ready`, and without a further query.
TICKERS_OF_A_PAGE: list[Callable[[QuerySet[Any, Any]], QuerySet[Any, Any]]] = []


class Paged(QuerySet[M]):
    """A list that is paged by place: newest first by `listed_at`, then by key. See `articles.paging`."""

    def older_than(self, instant: datetime, pk: int) -> Self:
        """The part of a list after this place; the first comparison is what the index uses."""
        return self.filter(Q(listed_at__lte=instant) & (Q(listed_at__lt=instant) | Q(pk__lt=pk)))

    def newer_than(self, instant: datetime, pk: int) -> Self:
        """The part of a list before this place, nearest first."""
        later = self.filter(Q(listed_at__gte=instant) & (Q(listed_at__gt=instant) | Q(pk__gt=pk)))
        return later.reverse()


class ArticleQuerySet(Paged["Article"]):
    """`listed_at` is annotated by every list below: the instant it is ordered and paged by."""

    def update(self, **values: Any) -> int:
        """Raises `ValueError` for what the search index has to follow: a verb of the workflow changes it."""
        if followed := FOLLOWED & values.keys():
            raise ValueError(
                f"{' and '.join(sorted(followed))} cannot be changed by update(): lists and search would still "
                "have the articles as they were. Use a verb of articles.workflow for each of them."
            )
        return super().update(**values)

    def locked(self) -> Self:
        """Nobody else changes these before the transaction ends. Rows that only point to them, such as text
        that is kept as it is typed, are written meanwhile: who holds such a row would else wait for us, and we for it.
        """
        return self.select_for_update(of=("self",), no_key=True)

    def published(self, now: datetime | Expression | None = None) -> Self:
        """What everyone may read: published, and its time has come. `now` is given where SQL is kept (`prepared`)."""
        return self.filter(status=Status.PUBLISHED, published_at__lte=now or timezone.now())

    def published_among(self, *querysets: QuerySet[Any, Any], now: datetime | Expression | None = None) -> Self:
        """What everyone may read of the few articles whose keys these querysets give.

        The rule of `published`, written over an expression: SQLite would otherwise walk the
        index of all published articles rather than look up a few keys.
        """
        return (
            self.filter(pk__in=any_of(querysets))
            .annotate(listed_at=Case(When(status=Status.PUBLISHED, then="published_at")))
            .filter(Q(listed_at__lte=now or timezone.now()))
            .order_by("-listed_at", "-pk")
        )

    def visible_to(self, user: Any) -> Self:
        """What a member of staff may open: editors everything, a reporter their own."""
        if not user.is_active or not user.is_staff:
            return self.none()
        if user.has_perm("articles.edit_any_article"):
            return self
        return self.written_by(user)

    def written_by(self, user: Any) -> Self:
        """What this person began, and what bears the name under which they write."""
        return self.filter(Q(created_by=user) | Q(bylines__author__user=user)).distinct()

    # What editors plan by -------------------------------------------------------------------

    def planned(self) -> Self:
        """A date is wanted, and nobody has approved it yet; the soonest first."""
        return self.filter(status__in=UNPUBLISHED, published_at__isnull=False).order_by("published_at", "pk")

    def scheduled(self) -> Self:
        """Published at a time that has not come; the soonest first."""
        return self.filter(status=Status.PUBLISHED, published_at__gt=timezone.now()).order_by("published_at", "pk")

    def live(self) -> Self:
        """What readers see, the newest first."""
        return self.published().order_by("-published_at", "-pk")

    def missed(self) -> Self:
        """Readers see it, but a minute after its time nobody was told: `manage.py tick` does not run, or fails."""
        late = self.filter(announcement__isnull=False, status=Status.PUBLISHED)
        return late.filter(published_at__lte=timezone.now() - PATIENCE).order_by("published_at", "pk")

    def asked_for_changes(self) -> Self:
        """Drafts that an editor sent back; a draft that is submitted anew is in review."""
        asked = _model(self, "notes").filter(article=OuterRef("pk"), about=NoteAbout.CHANGES)
        return self.filter(Exists(asked), status=Status.DRAFT)

    # Lists, each walking one index from its newest end ------------------------------------

    def newest(self, now: datetime | Expression | None = None) -> Self:
        return self.published(now).annotate(listed_at=F("published_at")).order_by("-published_at", "-pk")

    def in_category(self, category: Category | Expression, now: datetime | Expression | None = None) -> Self:
        return self.newest(now).filter(category=category)

    def about(self, ticker: Ticker) -> Self:
        """Newest first by the ticker's own index; `sentiment` and `role` are annotated."""
        return self._linked("ticker_sentiments", ticker=ticker).annotate(
            sentiment=F("ticker_sentiments__sentiment"), role=F("ticker_sentiments__role")
        )

    def by(self, author: Author) -> Self:
        return self._linked("bylines", author=author)

    def at_risk(self, risk: Risk) -> Self:
        """Newest first; `wording` is how each article put the risk."""
        return self._linked("risk_statements", risk=risk).annotate(wording=F("risk_statements__text"))

    def _linked(self, link: str, **target: Any) -> Self:
        # The link row carries `listed_at` (null unless published), so that its own index
        # serves filter and order together; see docs/decisions/0004-listed-at.md.
        return (
            self.filter(
                **{f"{link}__{name}": value for name, value in target.items()},
                **{f"{link}__listed_at__lte": timezone.now()},
            )
            .annotate(listed_at=F(f"{link}__listed_at"))
            .order_by("-listed_at", f"-{link}__article_id")
        )

    # Narrowing a list: each works on any of the above ---------------------------------------

    def since(self, instant: datetime) -> Self:
        return self.filter(Q(listed_at__gte=instant))

    def before(self, instant: datetime) -> Self:
        return self.filter(Q(listed_at__lt=instant))

    def in_role(self, role: str) -> Self:
        """Of a list made by `about`: where its ticker is the subject, or a passing mention."""
        return self.filter(Q(role=role))

    def with_sentiment(self, sentiment: str) -> Self:
        """Of a list made by `about`, by what is said of its ticker; of others, of any ticker."""
        if "sentiment" in self.query.annotations:
            return self.filter(Q(sentiment=sentiment))
        same = self.model.objects.filter(pk=OuterRef("pk"), ticker_sentiments__sentiment=sentiment)
        return self.filter(Exists(same))

    # What a template needs, joined and prefetched -------------------------------------------

    def for_cards(self) -> Self:
        """Articles with category; `cards.with_tickers` brings their tickers, by a query more."""
        return self.select_related("category").defer("body")

    def with_writer(self) -> Self:
        """`writer`: the name of the first author, else of the account that began it, else ""."""
        bylines = self.model.authors.through._default_manager.filter(article=OuterRef("pk"))
        first = Subquery(bylines.order_by("position").values("author__name")[:1])
        return self.annotate(writer=Coalesce(first, F("created_by__username"), Value("")))

    def for_page(self) -> Self:
        """Six queries: article, bylines, key points, risks, tickers with quotes, corrections.

        The links join what they point to: see `JoinedManager` on their models.
        """
        tagged = _model(self, "ticker_sentiments")
        for add in TICKERS_OF_A_PAGE:
            tagged = add(tagged)
        return self.select_related("category").prefetch_related(
            "bylines", "key_points", "risk_statements", Prefetch("ticker_sentiments", tagged), "corrections"
        )


class AnnouncementQuerySet(QuerySet["Announcement"]):
    def due(self) -> Self:
        """Of articles that readers see already; the oldest first."""
        public = self.filter(article__status=Status.PUBLISHED, article__published_at__lte=timezone.now())
        return public.order_by("article__published_at", "pk")


class CorrectionQuerySet(Paged["Correction"]):
    def newest(self) -> Self:
        """Those of public articles, for the corrections page.

        Public is asked of each correction, and not by a join, so that the walk is along the
        corrections' own index.
        """
        articles = _model(self, "article")
        public = articles.published().filter(pk=OuterRef("article"))
        found = self.filter(Exists(public)).annotate(listed_at=F("at"))
        return found.prefetch_related(Prefetch("article", articles.defer("body"))).order_by("-at", "-pk")


def _model(queryset: QuerySet[Any], field: str) -> Any:
    """All rows of the model that this field leads to: models stand above this module, and are not imported."""
    return queryset.model._meta.get_field(field).related_model._default_manager.all()


def any_of(querysets: Iterable[QuerySet[Any, Any]]) -> RawSQL:
    """The keys that any of these querysets give, each of one column, as one sub-query.

    Each keeps its own order and slice, and so its own index; `pk__in` of the whole then finds
    the few rows by key. Joining the same conditions with OR makes SQLite walk all articles,
    and its UNION takes no slices, which is why each stands in a derived table.
    """
    parts: list[str] = []
    params: list[Any] = []
    for number, queryset in enumerate(querysets):
        sql, values = queryset.query.sql_with_params()
        parts.append(f"SELECT * FROM ({sql}) AS part_{number}")  # noqa: S608 (SQL that the ORM made)
        params.extend(values)
    return RawSQL(" UNION ".join(parts), params)  # noqa: S611 (as above; values are parameters)


class JoinedManager(Manager[M]):
    """A link row is of no use without what it points to: `joins` come with every query.

    A class attribute, not an argument: Django makes the managers of reverse relations itself,
    without arguments.
    """

    joins: ClassVar[tuple[str, ...]]

    def get_queryset(self) -> QuerySet[M]:
        return super().get_queryset().select_related(*self.joins)


class TickerQuerySet(QuerySet["Ticker"]):
    def active(self) -> Self:
        return self.filter(active=True)

    def for_page(self) -> Self:
        """With its last quote, and `was_renamed`: whether there is a former name that readers are told of."""
        names = _model(self, "former_symbols").filter(ticker=OuterRef("pk"), replaced_on__isnull=False)
        return self.select_related("quote").annotate(was_renamed=Exists(names))

    def named(self, symbol: Symbol) -> Self:
        """Every ticker, active or not, that this symbol names now or named before.

        With an exchange at most one; without, all that bear the symbol, active ones first.
        """
        now = Q(symbol=symbol.symbol)
        before = Q(former_symbols__symbol=symbol.symbol)
        if symbol.exchange:
            now &= Q(exchange=symbol.exchange)
            before &= Q(former_symbols__exchange=symbol.exchange)
        found = self.filter(now)
        return found.order_by("-active", "exchange") if found.exists() else self.filter(before).distinct()
