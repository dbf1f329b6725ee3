"""An uploaded picture: what is refused, with which words, and what is made of the rest."""

from __future__ import annotations

import io
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from articles.models import Article
from articles.pictures import preparing as pictures
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
    assert opened(prepared).format == "WEBP"
    assert re.fullmatch(r"chart-[0-9a-f]{16}\.webp", prepared.name)


def test_a_small_picture_keeps_its_size():
    assert opened(pictures.prepare(picture(40, 20), "a.png")).size == (40, 20)


def test_a_wide_picture_is_brought_down():
    assert opened(pictures.prepare(picture(3200, 1000), "a.png")).size == (2560, 800)


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
        picture(kind="GIF"),
        picture(kind="BMP"),
        picture(200, 200)[:60],
        picture(kind="JPEG")[:200],
    ],
    ids=["nothing", "text", "gif", "bmp", "cut png", "cut jpeg"],
)
def test_what_is_no_picture_is_refused_with_a_sentence(data):
    with pytest.raises(ValidationError, match=r"a\.png is not a JPEG, PNG, WebP or AVIF picture"):
        pictures.prepare(data, "a.png")


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"<?xml version='1.0'?>\n<!-- a chart -->\n"])
def test_a_drawing_is_told_what_to_do(start):
    with pytest.raises(ValidationError, match=r"a\.png is an SVG drawing.*Export it as PNG"):
        pictures.prepare(start + b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.png")


def test_of_a_picture_that_moves_the_first_moment_is_taken():
    out = io.BytesIO()
    red, blue = (Image.new("RGB", (40, 20), colour) for colour in ("red", "blue"))
    red.save(out, "WEBP", save_all=True, append_images=[blue], duration=100, lossless=True)
    made = opened(pictures.prepare(out.getvalue(), "a.webp"))
    assert getattr(made, "n_frames", 1) == 1
    assert made.convert("RGB").getpixel((20, 10))[0] > 200


def test_what_is_hidden_behind_a_picture_is_gone():
    prepared = pictures.prepare(picture() + b"<script>alert(1)</script>", "a.png")
    assert b"script" not in prepared.read()


def test_colours_of_a_wider_space_become_ours():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert pictures.prepare(picture(kind="JPEG", icc_profile=profile), "a.jpg")  # one that does not fit is as none
    swapped = picture(kind="JPEG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    assert "icc_profile" not in opened(pictures.prepare(swapped, "a.jpg")).info


@pytest.mark.parametrize(
    ("mode", "kind"), [("1", "PNG"), ("L", "JPEG"), ("LA", "PNG"), ("P", "PNG"), ("I;16", "PNG"), ("CMYK", "JPEG")]
)
def test_each_way_to_write_colours_is_read(mode, kind):
    assert opened(pictures.prepare(picture(kind=kind, mode=mode), "a.png")).size == (40, 20)


def test_grey_in_sixteen_bits_keeps_its_light():
    out = io.BytesIO()
    Image.new("I;16", (40, 20), 32768).save(out, "PNG")
    assert abs(opened(pictures.prepare(out.getvalue(), "a.png")).convert("L").getpixel((5, 5)) - 128) < 4


def test_the_same_picture_has_the_same_name_whatever_it_holds_of_its_camera():
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    first, second = picture(kind="JPEG"), picture(kind="JPEG", exif=exif)
    assert pictures.prepare(first, "a.jpg").name == pictures.prepare(second, "a.jpg").name


@pytest.mark.parametrize("name", ["x" * 300 + ".png", "Ünï cödé.png", "...", "../../a.png", "a\x00b.png", "<b>.png"])
def test_any_name_becomes_a_plain_and_short_one(name):
    assert re.fullmatch(r"[a-z0-9_-]{1,57}\.webp", pictures.prepare(picture(), name).name)


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
        assert (article.picture_width, article.picture_height) == (2560, 800)

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
