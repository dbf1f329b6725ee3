from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.choices import Action, Status
from articles.models import (
    Article,
    Author,
    Byline,
    Category,
    KeyPoint,
    PinnedRelated,
    Revision,
    Risk,
    RiskStatement,
    Ticker,
    TickerSentiment,
)
from articles.revisions.content import contents, without_names
from articles.workflow.record import record
from articles.workflow.rules import Refused, lock, require_change

#: Fields that come back as they were.
_PLAIN = (
    "headline", "dek", "picture_alt", "picture_credit", "summary", "body", "disclosure", "language", "source_url",
)  # fmt: skip


@transaction.atomic
def revert(article: Article, number: int, by: Any = None, *, why: str = "", version: int | None = None) -> bool:
    """Bring back what the article said in this revision of it, as a new revision. Returns whether it changed.

    Status, dates, source and corrections stay: what readers were told is not taken back. So does the
    address of an article that was ever public. A tracked risk or a related article that is gone is left
    out, and the revision says so; without a category, author or ticker that is gone it is refused. With
    `version`, it is refused if somebody saved since the article had that one.
    """
    lock(article)
    require_change(article, by)
    if version is not None and article.version != version:
        raise Refused(f"Somebody saved “{article}” meanwhile, so nothing was brought back. Compare once more.")
    wanted = _wanted(article, number)
    _require_what_it_names(wanted, number)
    if article.status == Status.PUBLISHED and not wanted["body"].strip():
        raise Refused(f"Revision {number} has no body, and a published article needs one.")
    before = contents([article.pk])[article.pk][1]
    with transaction.atomic():
        gone = _bring_back(article, wanted)
        if is_same := without_names(contents([article.pk])[article.pk][1]) == without_names(before):
            transaction.set_rollback(True)
    if is_same:
        lock(article)
        return False
    said = [f"Brought back from revision {number}.", why.strip(), *gone]
    record(article, by=by, why=" ".join(filter(None, said)), action=Action.REVERTED)
    return True


def _wanted(article: Article, number: int) -> dict[str, Any]:
    kept = Revision.objects.filter(article=article.pk, number=number).values_list("content", flat=True).first()
    if kept is None:
        raise Refused(f"“{article}” has no revision {number}.")
    return json.loads(kept)


def _require_what_it_names(wanted: dict[str, Any], number: int) -> None:
    named: tuple[tuple[str, Any, list[dict[str, Any]]], ...] = (
        ("category", Category, [wanted["category"]]),
        ("author", Author, wanted["authors"]),
        ("ticker", Ticker, wanted["tickers"]),
    )
    gone = [
        f"the {word} “{one['name']}”" for word, model, items in named for one in _gone(model, items)
    ]  # fmt: skip
    if wanted["picture"] and not Article._meta.get_field("picture").storage.exists(wanted["picture"]):
        gone.append(f"the picture {wanted['picture']}")
    if gone:
        raise Refused(
            f"Revision {number} cannot be brought back, for it has {' and '.join(gone)}, which "
            f"{'are' if len(gone) > 1 else 'is'} gone. Copy what you need of it by hand."
        )


def _gone(model: Any, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    keys = [item["id"] for item in items]
    there = set(model._default_manager.filter(pk__in=keys).order_by().values_list("pk", flat=True))
    return [item for item in items if item["id"] not in there]


def _bring_back(article: Article, wanted: dict[str, Any]) -> list[str]:
    """Writes it, without recording; returns a sentence for each thing that had to be left out."""
    for name in _PLAIN:
        setattr(article, name, wanted[name])
    article.category_id = wanted["category"]["id"]
    if str(article.picture) != wanted["picture"]:
        article.picture = wanted["picture"]
    article.picture_focus_x, article.picture_focus_y = (wanted.get(f"picture_focus_{axis}", 50) for axis in "xy")
    was_public = article.first_published_at and article.first_published_at <= timezone.now()
    slug_taken = Article.objects.filter(slug=wanted["slug"]).exclude(pk=article.pk).exists()
    if not was_public and not slug_taken:
        article.slug = wanted["slug"]
    article.save()
    risks = [item["risk"] for item in wanted["risks"] if item["risk"]]
    gone_risks, gone_related = _gone(Risk, risks), _gone(Article, wanted["related"])
    lost = {item["id"] for item in gone_risks}
    related = [item for item in wanted["related"] if item not in gone_related]
    rows: tuple[tuple[Any, list[dict[str, Any]]], ...] = (
        (Byline, [{"author_id": item["id"]} for item in wanted["authors"]]),
        (KeyPoint, [{"text": text} for text in wanted["key_points"]]),
        (RiskStatement, [
            {"text": item["text"], "risk_id": item["risk"]["id"] if item["risk"] and item["risk"]["id"] not in lost
             else None} for item in wanted["risks"]
        ]),
        (PinnedRelated, [{"related_id": item["id"]} for item in related]),
    )  # fmt: skip
    for model, items in rows:
        model._default_manager.filter(article=article).delete()
        for position, item in enumerate(items, 1):
            model._default_manager.create(article=article, position=position, **item)
    article.ticker_sentiments.all().delete()
    for item in wanted["tickers"]:
        said = {name: item[name] for name in ("sentiment", "role", "reason")}
        TickerSentiment.objects.create(article=article, ticker_id=item["id"], **said)
    left_out = [("tracked risk", item) for item in gone_risks] + [("related article", item) for item in gone_related]
    return [f"Without the {word} “{item['name']}”, which is gone." for word, item in left_out]
