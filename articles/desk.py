"""The newsroom's first page: what waits for this person, and what went wrong, each a bounded list.

A panel is made by a function of the user who looks; None where it is no business of theirs. Which
panels stand on the page, and in which order, `newssite.newsroom` says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles.choices import Action, NoteAbout, Status
from articles.models import Article, ImportRun, Note, Revision
from articles.querysets import ArticleQuerySet

ROWS = 8
#: An import that failed is old news after so long.
IMPORTS_SHOWN = timedelta(days=7)


class Row(NamedTuple):
    """One thing: what it is, where it is, and in small what one must know before opening it.

    `when` is an instant that `word` leads up to: "since", "on". `local` asks for the reader's own
    clock beside the newsroom's.
    """

    text: str
    url: str = ""
    by: str = ""
    word: str = ""
    when: datetime | None = None
    note: str = ""
    local: bool = False


@dataclass
class Panel:
    """`trouble` panels stand first where they have rows, and are named in one line where they have
    none: `calm` is their half of that sentence, and what any other empty panel says."""

    name: str
    title: str
    calm: str
    rows: list[Row] = field(default_factory=list)
    all_url: str = ""
    all_words: str = "All of them"
    trouble: bool = False
    more: bool = False

    def filled(self, rows: Iterable[Row]) -> Panel:
        """With the first `ROWS` of them; `more` tells that there are others."""
        found = list(islice(rows, ROWS + 1))
        self.rows, self.more = found[:ROWS], len(found) > ROWS
        return self


def my_drafts(user: Any) -> Panel | None:
    """What this person writes, the last touched first."""
    if not user.has_perm("articles.change_article"):
        return None
    drafts = Article.objects.written_by(user).filter(status=Status.DRAFT).order_by("-modified_at", "-pk")
    panel = Panel("drafts", "My drafts", "You have no draft.", all_url=_list(state="draft", whose="mine"))
    drafts = drafts.annotate(asked=_last_asked("text"))
    return panel.filled(
        _row(article, "changed", article.modified_at, note=article.asked and f"Asked for changes: {article.asked}")
        for article in _few(drafts)
    )


def in_review(user: Any) -> Panel | None:
    """What waits for an editor, the longest first; of a reporter, their own."""
    found = waiting(Article.objects.visible_to(user)).order_by("since", "pk")
    title = "Waiting for review" if _edits_any(user) else "Mine, waiting for review"
    panel = Panel("review", title, "Nothing waits for review.", all_url=_list(state="in_review"))
    return panel.filled(_row(article, "since", article.since, by=True) for article in _few(found))


def waiting(articles: ArticleQuerySet) -> Any:
    """Those of them that wait for an editor; `since` is when they were submitted."""
    submitted = Revision.objects.filter(article=OuterRef("pk"), action=Action.SUBMITTED).order_by("-number")
    since = Coalesce(Subquery(submitted.values("at")[:1]), "modified_at")
    return articles.filter(status=Status.IN_REVIEW).annotate(since=since)


def sent_back(user: Any) -> Panel | None:
    """What editors asked to be changed and did not get back yet, the longest first; writers see it among theirs."""
    if not user.has_perm("articles.publish_article"):
        return None
    found = Article.objects.asked_for_changes().annotate(asked=_last_asked("text"), since=_last_asked("at"))
    panel = Panel("sent-back", "Changes asked for", "No changes are asked for.", all_url=_list(state="sent_back"))
    return panel.filled(
        _row(article, "since", article.since, by=True, note=article.asked)
        for article in _few(found.order_by("since", "pk"))
    )


def planned(user: Any) -> Panel | None:
    """A date is wanted and nobody has approved it yet, the soonest first."""
    found = Article.objects.visible_to(user).planned()
    title = "Planned, and not approved yet" if _edits_any(user) else "Mine, planned"
    panel = Panel("planned", title, "Nothing is planned.", all_url=_list(state="planned", o="4"))
    return panel.filled(
        _row(article, "for", article.published_at, by=True, local=True, note=article.get_status_display())
        for article in _few(found)
    )


def scheduled(user: Any) -> Panel | None:
    """What appears next, the soonest first."""
    coming = Article.objects.visible_to(user).scheduled()
    panel = Panel("scheduled", "Scheduled", "Nothing is scheduled.", all_url=_list(state="scheduled", o="4"))
    return panel.filled(_row(article, "", article.published_at, by=True, local=True) for article in _few(coming))


def recent(user: Any) -> Panel | None:
    """What readers saw last; of a reporter, their own."""
    newest = Article.objects.newest()
    if not _edits_any(user):
        newest = newest.filter(pk__in=Article.objects.written_by(user).order_by().values("pk"))
    title = "Recently published" if _edits_any(user) else "Mine, recently published"
    panel = Panel("recent", title, "Nothing is published yet.", all_url=_list(state="published"))
    return panel.filled(_row(article, "", article.published_at, by=True) for article in _few(newest))


def failed_imports(user: Any) -> Panel | None:
    """Imports of the last days that refused a record, or that never came to their end."""
    if not user.has_perm("articles.view_importrun"):
        return None
    runs = ImportRun.objects.in_trouble().filter(started_at__gte=timezone.now() - IMPORTS_SHOWN)
    panel = Panel("imports", "Imports that failed", "no import failed", trouble=True)
    panel.all_url = reverse("admin:articles_importrun_changelist")
    return panel.filled(
        Row(
            run.said,
            reverse("admin:articles_importrun_change", args=[run.pk]),
            "",
            "",
            run.started_at,
            run.first_refusal,
        )
        for run in runs[: ROWS + 1]
    )


def missed(user: Any) -> Panel | None:
    """What appeared, and nobody was told: the job that tells is not running, or fails."""
    if not user.has_perm("articles.publish_article"):
        return None
    panel = Panel("missed", "Published, but not told to the rest of the house", "nothing was missed", trouble=True)
    panel.all_url = _list(state="missed", o="4")
    return panel.filled(
        _row(article, "since", article.published_at, by=True) for article in _few(Article.objects.missed())
    )


def failed_jobs(user: Any) -> Panel | None:
    """Work in the background that was given up, the last first."""
    if not user.has_perm("articles.publish_article"):
        return None
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).order_by("-finished_at", "-pk")
    panel = Panel("jobs", "Background jobs that failed", "no job failed", trouble=True)
    panel.all_url = reverse("admin:django_tasks_database_dbtaskresult_changelist", query={"status__exact": "FAILED"})
    return panel.filled(
        Row(
            job.task_name,
            reverse("admin:django_tasks_database_dbtaskresult_change", args=[job.pk]),
            when=job.finished_at,
            note=job.exception_class_path.rpartition(".")[2],
        )
        for job in failed[: ROWS + 1]
    )


def _last_asked(field: str) -> Subquery:
    """Of the note with which an editor asked for changes last."""
    asked = Note.objects.filter(article=OuterRef("pk"), about=NoteAbout.CHANGES).order_by("-at", "-pk")
    return Subquery(asked.values(field)[:1])


def _few(articles: ArticleQuerySet) -> Iterable[Any]:
    """One query for a panel's rows, with what was annotated to them."""
    return articles.with_writer().defer("body")[: ROWS + 1]


def _row(article: Any, word: str, when: datetime | None, by: bool = False, local: bool = False, note: str = "") -> Row:
    url = reverse("admin:articles_article_change", args=[article.pk])
    return Row(article.headline, url, article.writer if by else "", word, when, note or "", local)


def _edits_any(user: Any) -> bool:
    return bool(user.has_perm("articles.edit_any_article"))


def _list(**query: str) -> str:
    return reverse("admin:articles_article_changelist", query=query)
