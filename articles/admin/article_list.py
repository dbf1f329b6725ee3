"""The list of articles: its columns, its filters and its search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import get_text_list, unescape_string_literal

from articles.admin.lists import OurList, words
from articles.choices import Status
from articles.desk import waiting
from articles.models import Article, Byline, Presence, TickerSentiment
from articles.symbols import normal_symbol
from articles.templatetags.newsroom import person

SCHEDULED = "scheduled"


def state(article: Article) -> tuple[str, str]:
    """An article's state as a word for machines and one for people; a future date is "Scheduled"."""
    if article.status == Status.PUBLISHED and not article.is_public:
        return SCHEDULED, "Scheduled"
    return article.status, Status(article.status).label


class StateFilter(admin.SimpleListFilter):
    title = "status"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        choices = [(str(value), str(label)) for value, label in Status.choices]
        planned = [("sent_back", "Changes asked for"), ("planned", "Planned")]
        return [*choices[:2], *planned, (SCHEDULED, "Scheduled"), *choices[2:], ("missed", "Published, not told")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        articles: Any = queryset
        lists: dict[str | None, Callable[[], QuerySet]] = {
            Status.IN_REVIEW: lambda: waiting(articles),
            "sent_back": articles.asked_for_changes,
            "planned": articles.planned,
            SCHEDULED: articles.scheduled,
            Status.PUBLISHED: articles.live,
            "missed": articles.missed,
        }
        if self.value() in lists:
            return lists[self.value()]()
        return queryset.filter(status=self.value()) if self.value() else None


class WhoseFilter(admin.SimpleListFilter):
    title = "writer"
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("mine", "Mine")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        if self.value() != "mine":
            return None
        own = Article.objects.written_by(request.user).order_by()
        return queryset.filter(pk__in=own.values("pk"))


class ArticleChangeList(ChangeList):
    """Three queries for the rows, however many: articles with category and first author, tickers, who has them open."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet:
        found: Any = super().get_queryset(request, exclude_parameters)
        open_now = Prefetch("presences", Presence.objects.now(), to_attr="open_in")
        return found.with_writer().defer("body").prefetch_related("ticker_sentiments", open_now)


class ArticleList(OurList):
    list_display = ("headline", "state", "writer", "published_at", "modified_at", "category", "symbols")
    list_filter = (StateFilter, WhoseFilter, "category")
    list_select_related = ("category",)
    list_per_page = 50
    show_full_result_count = False
    date_hierarchy = "published_at"
    ordering = ("-modified_at", "-pk")
    search_fields = ("headline", "dek", "slug")  # and what `get_search_results` adds
    search_help_text = "Words of the headline, dek or slug, an author's name, or a symbol such as SPY."
    actions = ("submit_selected", "publish_selected", "unschedule_selected", "withdraw_selected", "delete_selected")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """What waits for review stands in the order in which it was submitted, as on the desk."""
        return ("since", "pk") if request.GET.get(StateFilter.parameter_name) == Status.IN_REVIEW else self.ordering

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleChangeList

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Each word in one of the fields, an author's name or a ticker's symbol; no article twice."""
        for word in words(search_term):
            text = unescape_string_literal(word) if word[0] in "\"'" and word[0] == word[-1] and word[1:] else word
            fields = Q.create([(f"{name}__icontains", text) for name in self.search_fields], connector=Q.OR)
            tagged = TickerSentiment.objects.filter(article=OuterRef("pk"), ticker__symbol=normal_symbol(text))
            written = Byline.objects.filter(article=OuterRef("pk"), author__name__icontains=text)
            queryset = queryset.filter(fields | Exists(tagged) | Exists(written))
        return queryset, False

    @admin.display(description="status", ordering="status")
    def state(self, article: Article) -> SafeString:
        name, label = state(article)
        names = get_text_list(sorted({person(one.user) for one in getattr(article, "open_in", ())}), "and")
        writing = format_html(' <span class="open-in">open: {}</span>', names) if names else ""
        return format_html('<span class="state state--{}">{}</span>{}', name, label, writing)

    @admin.display(description="by")
    def writer(self, article: Article) -> str:
        return article.writer  # type: ignore[attr-defined]  # annotated by the list

    @admin.display(description="tickers")
    def symbols(self, article: Article) -> str:
        return ", ".join(tagged.ticker.symbol for tagged in article.ticker_sentiments.all())

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")
