"""Old files go, and never one that an article, an author or a revision names."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from articles import due, unused_pictures, workflow
from articles.pictures import Prepared, renditions, waiting
from tests.articles.pictures.test_renditions import upload
from tests.factories import make_article, make_author

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


def age(folder: Path, days: float = 2) -> None:
    then = time.time() - days * 86_400
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (then, then))


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_what_an_article_or_an_author_names_stays_with_its_sizes(uploads):
    make_article(picture=upload(colour="red"))
    make_author(picture=upload(colour="blue"))
    before = names(uploads)
    age(uploads)
    assert unused_pictures.sweep() == 0
    assert names(uploads) == before
    assert len(before) == 14


def test_what_nothing_names_goes_with_its_sizes(uploads):
    article = make_article(published=False, picture=upload())
    article.picture = ""
    article.save()
    age(uploads)
    assert unused_pictures.sweep() == 7
    assert names(uploads) == set()


def test_what_a_revision_names_stays(uploads):
    article = make_article(published=False, picture=upload())
    workflow.record(article)
    article.picture = ""
    article.save()
    workflow.record(article)
    age(uploads)
    assert unused_pictures.sweep() == 0


def test_what_was_just_stored_stays(uploads):
    article = make_article(published=False, picture=upload())
    article.delete()
    age(uploads, 0.9)
    assert unused_pictures.sweep() == 0


def test_a_picture_that_is_chosen_again_is_young_again(uploads):
    make_article(published=False, picture=upload()).delete()
    age(uploads)
    make_article(published=False, picture=upload()).delete()
    unused_pictures.sweep()
    assert len([name for name in names(uploads) if not renditions.RENDITION.search(name)]) == 1


def test_a_picture_whose_form_never_came_back_goes_after_a_day(uploads):
    waiting.keep(Prepared(b"webp", "a-0.webp", 1))
    age(uploads)
    assert unused_pictures.sweep() == 1


def test_it_is_done_once_a_day(uploads):
    make_article(published=False, picture=upload()).delete()
    age(uploads)
    list(due.run())
    assert names(uploads) == {"swept"}
    assert unused_pictures.is_due() == []
    age(uploads)
    assert unused_pictures.is_due() == ["pictures"]
