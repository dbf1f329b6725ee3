from __future__ import annotations

import json
import os
import re

import pytest
from PIL import Image

from articles import unused_pictures
from articles.exchange.run import Options, import_paths
from articles.models import Article

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    inside = tmp_path / "in"
    (inside / "pictures").mkdir(parents=True)
    Image.new("RGB", (40, 30), "red").save(inside / "pictures" / "mine.png")
    return inside


@pytest.fixture
def import_story(folder, story):
    def run(dry_run=False, **fields):
        record = story(picture={"file": "pictures/mine.png", "alt": "A mine", "credit": "Us"}) | fields
        (folder / "feed.jsonl").write_text(json.dumps(record))
        return import_paths([folder], Options(dry_run=dry_run, write_rejects=False))

    return run


def stored(folder):
    return sorted(path.name for path in (folder.parent / "uploads").rglob("*.webp"))


def test_a_picture_is_stored_with_its_words(import_story, folder):
    assert import_story().failures == 0
    article = Article.objects.get()
    assert (article.picture_alt, article.picture_credit) == ("A mine", "Us")
    assert (article.picture_width, article.picture_height) == (40, 30)
    assert re.fullmatch(r"mine-[0-9a-f]{16}\.webp", *stored(folder))


def test_the_same_picture_is_not_stored_again(import_story, folder):
    import_story()
    name = Article.objects.get().picture.name
    report = import_story(dek="New words")
    assert next(report.lines("article")).startswith("article: 0 created, 1 updated")
    assert Article.objects.get().picture.name == name
    assert len(stored(folder)) == 1


def test_another_picture_under_the_same_name_is_an_update(import_story, folder):
    import_story()
    Image.new("RGB", (20, 20), "blue").save(folder / "pictures" / "mine.png")
    assert next(import_story().lines("article")).startswith("article: 0 created, 1 updated")
    assert Article.objects.get().picture_width == 20


def test_an_update_that_names_no_picture_keeps_it_and_null_takes_it_away(import_story, folder, story):
    import_story()
    (folder / "feed.jsonl").write_text(json.dumps(story(dek="New")))
    import_paths([folder])
    assert Article.objects.get().picture
    import_story(picture=None)
    article = Article.objects.get()
    assert (article.picture.name, article.picture_alt, article.picture_width) == ("", "", None)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("../secret.png", "is outside the folder of the import"),
        ("pictures/../../secret.png", "is outside the folder of the import"),
        ("..\\secret.png", "is outside the folder of the import"),
        ("/etc/passwd", "is outside the folder of the import"),
        ("link.png", "is outside the folder of the import"),
        ("pictures/none.png", "does not exist"),
        ("pictures", "does not exist"),
        ("feed.jsonl", "is not a JPEG, PNG, WebP or AVIF picture"),
        ("x" * 5000, "cannot be read"),
    ],
)
def test_a_picture_that_cannot_be_taken_fails_the_record(import_story, folder, file, reason):
    Image.new("RGB", (4, 4)).save(folder.parent / "secret.png")
    (folder / "link.png").symlink_to(folder.parent / "secret.png")
    report = import_story(picture={"file": file, "alt": "x"})
    assert reason in report.failed[0]
    assert not Article.objects.exists()


def test_the_picture_of_a_record_that_fails_later_is_swept_away(import_story, folder):
    import_story(risks=[{"text": "R.", "risk": "none"}])
    assert not Article.objects.exists()
    for path in (folder.parent / "uploads").rglob("*.webp"):
        os.utime(path, (0, 0))
    unused_pictures.sweep()
    assert stored(folder) == []


def test_a_dry_run_checks_the_picture_and_stores_none(import_story, folder):
    assert import_story(dry_run=True).failures == 0
    assert stored(folder) == []
    (folder / "pictures" / "mine.png").write_text("no picture")
    assert import_story(dry_run=True).failures == 1


def test_a_damaged_picture_fails_its_record_and_the_import_goes_on(folder):
    Image.new("RGB", (300, 200), "red").save(folder / "pictures" / "mine.avif")
    data = bytearray((folder / "pictures" / "mine.avif").read_bytes())
    data[-20:] = bytes(255 - byte for byte in data[-20:])
    (folder / "pictures" / "mine.avif").write_bytes(data)
    record = {"headline": "Copper climbs", "body": "<p>Copper rose.</p>", "category": "Markets"}
    damaged = record | {"picture": {"file": "pictures/mine.avif", "alt": "A mine"}}
    (folder / "feed.jsonl").write_text("\n".join(map(json.dumps, [damaged, record | {"headline": "Copper falls"}])))
    report = import_paths([folder], Options(write_rejects=False))
    assert "mine.avif is not a JPEG" in report.failed[0]
    assert [article.headline for article in Article.objects.all()] == ["Copper falls"]
