"""The sizes of a picture: which there are, how they are made, and that they are made once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from PIL import Image

from articles.models import Article
from articles.pictures import renditions
from tests.factories import make_article
from tests.markup import read

pytestmark = pytest.mark.django_db


def upload(width=700, height=350, colour="red") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return SimpleUploadedFile("mine.png", out.getvalue(), "image/png")


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


@pytest.fixture
def not_yet(monkeypatch) -> list[str]:
    """Jobs are asked for and not done."""
    asked: list[str] = []
    monkeypatch.setattr(type(renditions.make_renditions), "enqueue", lambda task, name: asked.append(name))
    return asked


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (0, []), (320, []), (321, [320, 321]), (640, [320, 640]), (1200, [320, 640, 960, 1200]),
        (1920, [320, 640, 960, 1280, 1920]), (2560, [320, 640, 960, 1280, 1920]),
    ],
)  # fmt: skip
def test_no_rendition_is_wider_than_the_picture(width, widths):
    assert renditions.widths_of(width) == widths


def test_each_width_is_made_in_both_kinds(uploads):
    article = make_article(picture=upload())
    stem = Path(article.picture.name).stem
    made = {path.name.removeprefix(stem) for path in Path(article.picture.path).parent.iterdir()}
    assert made == {".webp", *(f".{width}.{kind}" for width in (320, 640, 700) for kind in ("webp", "avif"))}
    with Image.open(article.picture.path.replace(".webp", ".640.avif")) as rendition:
        assert (rendition.format, rendition.size) == ("AVIF", (640, 320))


def test_the_same_picture_is_stored_and_made_once(uploads):
    first = make_article(picture=upload())
    times = {path: path.stat().st_ino for path in uploads.rglob("*.*p") if path.is_file()}
    second = make_article(picture=upload())
    assert first.picture.name == second.picture.name
    assert {path: path.stat().st_ino for path in uploads.rglob("*.*p") if path.is_file()} == times


def test_a_job_is_asked_for_once_and_not_where_all_is_made(not_yet):
    article = make_article(picture=upload())
    assert not_yet == [article.picture.name]
    article.headline = "Another"
    article.save()
    renditions.make(article.picture.name)
    make_article(picture=upload())
    assert not_yet == [article.picture.name]


def test_a_small_picture_needs_no_job(not_yet):
    make_article(picture=upload(300, 200))
    assert not_yet == []


def test_what_is_missing_is_made_again_and_nothing_else():
    article = make_article(picture=upload())
    lost = Path(article.picture.path.replace(".webp", ".320.avif"))
    lost.unlink()
    assert renditions.make(article.picture.name) == 1
    assert lost.exists()


class TestPage:
    def picture_of(self, client, article):
        return read(client.get(article.get_absolute_url())).one("figure")

    def test_readers_get_the_picture_itself_until_its_sizes_are_made(self, client, not_yet):
        article = make_article(picture=upload(), picture_alt="A mine")
        image = self.picture_of(client, article).one("img")
        assert image["src"] == article.picture.url
        assert "srcset" not in image.attributes
        assert (image["width"], image["height"]) == ("700", "350")

    def test_then_they_get_avif_or_webp_in_the_width_they_need(self, client):
        article = make_article(picture=upload(), picture_alt="A mine")
        figure = self.picture_of(client, article)
        stem = article.picture.url.removesuffix(".webp")
        assert figure.one("source")["srcset"] == f"{stem}.320.avif 320w, {stem}.640.avif 640w, {stem}.700.avif 700w"
        assert figure.one("img")["srcset"] == f"{stem}.320.webp 320w, {stem}.640.webp 640w, {stem}.700.webp 700w"
        assert (figure.one("img")["width"], figure.one("img")["height"]) == ("700", "350")
        assert figure.one("img")["sizes"] == figure.one("source")["sizes"] != ""

    @pytest.mark.parametrize(
        ("point", "classes"), [((50, 50), ""), ((12, 88), " focus-x-10 focus-y-90"), ((50, 0), " focus-y-0")]
    )
    def test_what_matters_stays_in_view_on_the_front_page(self, client, point, classes):
        make_article(picture=upload(), picture_alt="A mine", picture_focus_x=point[0], picture_focus_y=point[1])
        image = next(image for image in read(client.get("/")).all("img") if "article-card__picture" in image["class"])
        assert image["class"] == f"article-card__picture{classes}"

    def test_those_who_take_one_size_are_told_how_large_it_is(self, client):
        article = make_article(picture=upload(), picture_alt="A mine")
        tree = read(client.get(article.get_absolute_url()))
        told = {meta["property"]: meta["content"] for meta in tree.all("meta") if "property" in meta.attributes}
        assert told["og:image"].endswith(".700.webp")
        assert (told["og:image:width"], told["og:image:height"]) == ("700", "350")


class TestCommand:
    def test_it_makes_what_is_missing_and_says_how_far_it_is(self, not_yet, capsys):
        make_article(picture=upload(colour="red"))
        make_article(picture=upload(colour="blue"))
        call_command("make_renditions")
        assert capsys.readouterr().out == "2 of 2 pictures looked at, 12 sizes made.\n"
        call_command("make_renditions")
        assert capsys.readouterr().out == "2 of 2 pictures looked at, 0 sizes made.\n"

    def test_a_picture_that_is_gone_is_said_and_the_rest_is_made(self, not_yet, capsys):
        Path(make_article(picture=upload(colour="red")).picture.path).unlink()
        make_article(picture=upload(colour="blue"))
        with pytest.raises(SystemExit):
            call_command("make_renditions")
        said = capsys.readouterr()
        assert "cannot be read" in said.err
        assert "6 sizes made" in said.out

    def test_without_a_picture_there_is_nothing_to_do(self, capsys):
        assert not Article.objects.exists()
        call_command("make_renditions")
        assert capsys.readouterr().out == "There is no picture yet.\n"
