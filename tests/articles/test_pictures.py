"""An uploaded picture: what is refused, with which words, and what is made of the rest."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles import pictures
from articles.models import Article
from tests.factories import make_article, make_author, make_category

EXIF_ORIENTATION = 0x0112


def picture(width=40, height=20, kind="PNG", mode="RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, kind, **options)
    return out.getvalue()


def opened(prepared) -> Image.Image:
    return Image.open(io.BytesIO(prepared.read()))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_each_kind_becomes_webp(kind):
    prepared = pictures.prepare(picture(kind=kind), f"chart.{kind.lower()}")
    assert (opened(prepared).format, prepared.name) == ("WEBP", "chart.webp")


def test_a_small_picture_keeps_its_size():
    assert opened(pictures.prepare(picture(40, 20), "a.png")).size == (40, 20)


def test_a_wide_picture_is_brought_down():
    assert opened(pictures.prepare(picture(3200, 1000), "a.png")).size == (1600, 500)


def test_transparency_stays():
    assert opened(pictures.prepare(picture(mode="RGBA"), "a.png")).mode == "RGBA"


def test_a_picture_taken_sideways_is_set_upright():
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = 6
    assert opened(pictures.prepare(picture(40, 20, "JPEG", exif=exif), "a.jpg")).size == (20, 40)


def test_where_and_how_it_was_taken_goes():
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    assert not opened(pictures.prepare(picture(kind="JPEG", exif=exif), "a.jpg")).getexif()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        picture(kind="GIF"),
        picture(kind="BMP"),
        picture(200, 200)[:60],
        picture(kind="JPEG")[:200],
    ],
    ids=["nothing", "text", "svg", "gif", "bmp", "cut png", "cut jpeg"],
)
def test_what_is_no_picture_is_refused_with_a_sentence(data):
    with pytest.raises(ValidationError, match=r"a\.png is not a JPEG, PNG, WebP or AVIF picture"):
        pictures.prepare(data, "a.png")


def test_a_damaged_avif_is_refused_with_the_same_sentence():
    data = bytearray(picture(300, 200, "AVIF"))
    data[-20:] = bytes(255 - byte for byte in data[-20:])
    with pytest.raises(ValidationError, match=r"a\.avif is not a JPEG, PNG, WebP or AVIF picture"):
        pictures.prepare(bytes(data), "a.avif")


@pytest.mark.parametrize("error", pictures.UNREADABLE)
def test_whatever_decoding_raises_is_refused_with_that_sentence(monkeypatch, error):
    def broken(image):
        raise error

    monkeypatch.setattr(pictures.ImageOps, "exif_transpose", broken)
    with pytest.raises(ValidationError, match=r"a\.png is not a JPEG, PNG, WebP or AVIF picture"):
        pictures.prepare(picture(), "a.png")


def test_too_many_bytes_are_refused_with_both_numbers(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_BYTES", 10)
    with pytest.raises(ValidationError, match=r"has \d+ bytes; a picture may have 10"):
        pictures.prepare(picture(), "a.png")


def test_too_many_pixels_are_refused_before_they_are_read():
    small_file = picture(7100, 7100, mode="1")
    with pytest.raises(ValidationError, match="7100 by 7100 pixels"):
        pictures.prepare(small_file, "a.png")


@pytest.mark.django_db
class TestField:
    def test_what_is_stored_is_what_was_prepared(self):
        article = make_article(picture=SimpleUploadedFile("Big Chart.png", picture(3200, 1000)))
        article.refresh_from_db()
        assert article.picture.name.endswith(".webp")
        assert (article.picture_width, article.picture_height) == (1600, 500)

    def test_an_author_may_have_one(self):
        author = make_author(picture=SimpleUploadedFile("me.jpg", picture(kind="JPEG")))
        with Image.open(author.picture.path) as stored:
            assert stored.format == "WEBP"

    def test_a_form_refuses_what_is_no_picture(self):
        article = Article(
            headline="H", slug="h", body="<p>b</p>", category=make_category(),
            picture=SimpleUploadedFile("a.png", b"no picture"),
        )  # fmt: skip
        with pytest.raises(ValidationError, match="is not a JPEG") as refused:
            article.full_clean()
        assert set(refused.value.message_dict) == {"picture"}

    def test_a_form_takes_a_good_one_and_it_is_stored(self):
        article = Article(
            headline="H", slug="h", body="<p>b</p>", category=make_category(),
            picture=SimpleUploadedFile("a.png", picture()),
        )  # fmt: skip
        article.full_clean()
        article.save()
        assert (article.picture_width, article.picture_height) == (40, 20)

    def test_a_name_that_leads_elsewhere_stays_in_the_folder(self, settings):
        article = make_article(picture=SimpleUploadedFile("../../escape.png", picture()))
        assert str(article.picture.path).startswith(str(settings.MEDIA_ROOT))
