"""Writing categories, authors, risks and standing pages. Call inside a transaction.

What somebody in the newsroom has written or changed stays as it is, unless the input is asked to go over it.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from articles import body, workflow
from articles.choices import PageSlug
from articles.exchange.known import Known
from articles.exchange.records import (
    AuthorRecord,
    BadRecord,
    CategoryRecord,
    NewsroomRecord,
    Outcome,
    PageRecord,
    RiskRecord,
    Skipped,
)
from articles.models import Article, Author, Category, Risk, StandingPage
from staff import audit


def write(record: NewsroomRecord, known: Known, *, overwrite: bool = False) -> Outcome:
    """What the record leaves out keeps its value. Raises `BadRecord`, and `Skipped` for what the newsroom changed."""
    if isinstance(record, PageRecord):
        return _page(record, known, overwrite)
    if isinstance(record, RiskRecord):
        return _risk(record, known, overwrite)
    if isinstance(record, CategoryRecord):
        outcome = _category(record, known, overwrite)
    else:
        outcome = _author(record, known, overwrite)
    if outcome != Outcome.UNCHANGED:
        known.clear()
    return outcome


def _category(record: CategoryRecord, known: Known, overwrite: bool) -> Outcome:
    found = _by_slug_or_name(Category, record.slug, record.name)
    values = {"name": record.name, "slug": record.slug, "description": record.description, "order": record.order}
    return _save(found, values, known, overwrite)


def _author(record: AuthorRecord, known: Known, overwrite: bool) -> Outcome:
    found = _by_slug_or_name(Author, record.slug, record.name)
    values = {"name": record.name, "slug": record.slug, "role": record.role, "biography": record.biography}
    return _save(found, values, known, overwrite)


def _risk(record: RiskRecord, known: Known, overwrite: bool) -> Outcome:
    found = Risk.objects.filter(slug=record.slug).first() or Risk()
    category = known.category(record.category) if record.category else None
    values = {
        "slug": record.slug,
        "title": record.title,
        "description": record.description,
        "status": record.status,
        "category_id": category,
        "review_on": record.review_on,
    }
    return _save(found, values, known, overwrite)


def _page(record: PageRecord, known: Known, overwrite: bool) -> Outcome:
    if record.slug not in PageSlug.values:
        raise BadRecord(f"slug is {record.slug[:40]!r}, but a page's must be one of {', '.join(PageSlug.values)}.")
    found = StandingPage.objects.filter(slug=record.slug).first() or StandingPage()
    values = {
        "slug": record.slug,
        "title": record.title,
        "body": body.clean(record.body),
        "footer_note": record.footer_note,
    }
    return _save(found, values, known, overwrite)


def _by_slug_or_name(model: Any, slug: str | None, name: str) -> Any:
    """The one that the record names; two different ones cannot be meant."""
    found = list(model.objects.filter(Q(slug=slug) | Q(name=name) if slug else Q(name=name))[:2])
    if len(found) > 1:
        raise BadRecord(f"One {model._meta.verbose_name} has the name {name!r} and another the slug {slug!r}.")
    return found[0] if found else model()


def _save(thing: Any, values: dict[str, Any], known: Known, overwrite: bool) -> Outcome:
    """Write what is stated and differs; a new one's slug is made from its name if need be.

    An address that changes leaves a redirect, and articles tell search of a risk's new title.
    """
    created = thing.pk is None
    stated = {field: value for field, value in values.items() if value is not None}
    if created and not stated.get("slug"):
        stated["slug"] = known.free_slug(type(thing), values["name"])
    if not created and not stated.get("slug"):
        stated.pop("slug", None)
    if not created and all(getattr(thing, field) == value for field, value in stated.items()):
        return Outcome.UNCHANGED
    if not created and not overwrite and audit.somebody_wrote(thing):
        name = thing._meta.verbose_name
        raise Skipped(
            f"the newsroom has changed this {name}, and it stays as it is; --overwrite would take the input's."
        )
    old_address = "" if created else thing.get_absolute_url()
    old_title = thing.title if isinstance(thing, Risk) else ""
    for field, value in stated.items():
        setattr(thing, field, value)
    try:
        thing.full_clean()
    except ValidationError as error:
        raise BadRecord(sentence(error)) from None
    thing.save()
    if old_address:
        workflow.rename(thing, old_address)
    if isinstance(thing, Risk) and not created and thing.title != old_title:
        workflow.retell(Article.objects.filter(risk_statements__risk=thing).distinct())
    return Outcome.CREATED if created else Outcome.UPDATED


def sentence(error: ValidationError) -> str:
    """`{"slug": ["Enter a valid slug."]}` -> `slug: Enter a valid slug.`"""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    parts = []
    for field, messages in error.message_dict.items():
        parts += [message if field == "__all__" else f"{field}: {message}" for message in messages]
    return " ".join(parts)
