"""Files that nothing names any more are removed, once a day, a day after they were last written.

A file is kept while an article or an author names it, and while a revision does: to bring that
revision back is to bring its picture back. What was stored for a save that then failed, and what
waited for a form, is named by nothing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django_tasks import task

from articles.models import Article, Author, Revision
from articles.pictures import renditions, waiting

FOLDERS = ("articles", "authors", waiting.FOLDER)
#: So long a file is left alone: its save may still be under way, its form may still come back.
AGE = waiting.KEPT_FOR.total_seconds()
EVERY = 24 * 3600


def sweep() -> int:
    """Removes them; returns how many files."""
    old = dict(_old_files())
    unnamed = {*old, *map(renditions.original_of, old)}
    unnamed.difference_update(Article.objects.exclude(picture="").values_list("picture", flat=True).iterator())
    unnamed.difference_update(Author.objects.exclude(picture="").values_list("picture", flat=True))
    if unnamed:
        with_picture = Revision.objects.exclude(content__contains='"picture":""').order_by()
        unnamed.difference_update(
            json.loads(content).get("picture") for content in with_picture.values_list("content", flat=True).iterator()
        )
    removed = 0
    for name, path in old.items():
        if {name, renditions.original_of(name)} <= unnamed and _is_old(path):
            path.unlink(missing_ok=True)
            removed += 1
    return removed


@task
def remove_unused_pictures() -> int:
    return sweep()


def is_due() -> list[str]:
    """See `articles.due`: whether a day went by since the last time."""
    mark = _mark()
    return [] if mark.exists() and mark.stat().st_mtime > time.time() - EVERY else ["pictures"]


def ask(which: str) -> str:
    """The worker does it, since it may take a while. That is nothing to speak of."""
    _mark().parent.mkdir(parents=True, exist_ok=True)
    _mark().touch()
    remove_unused_pictures.enqueue()
    return ""


def _mark() -> Path:
    return Path(settings.MEDIA_ROOT) / "swept"


def _old_files() -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        for path in Path(default_storage.path(folder)).rglob("*"):
            if path.is_file() and _is_old(path):
                yield path.relative_to(default_storage.path("")).as_posix(), path


def _is_old(path: Path) -> bool:
    try:
        return path.stat().st_mtime < time.time() - AGE
    except FileNotFoundError:
        return False
