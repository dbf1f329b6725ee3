"""The lead picture in the article form: kept when the form is refused, and never a broken page."""

from __future__ import annotations

import io
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings, strategies
from PIL import Image

from articles.models import Article, Author
from articles.pictures import waiting
from tests.articles.admin.newsroom import address, errors, held, send, sign_in
from tests.articles.pictures.test_preparing import picture as bytes_of
from tests.articles.pictures.test_renditions import upload
from tests.factories import make_article, make_category, make_user
from tests.markup import read

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


@pytest.fixture
def editor(client):
    return sign_in(client, make_user("Editor"))


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


def refused(client, **changes):
    """A form without a headline, and with a picture."""
    return send(client, ADD, category=make_category().pk, headline="", picture=upload(), **changes)


def again(client, response, **changes):
    return client.post(
        ADD, held(response) | {"picture-waiting": token_in(response), "_save": "x"} | changes, follow=True
    )


def token_in(response) -> str:
    fields = [field.attributes for field in read(response).all("input")]
    return next((field["value"] for field in fields if field.get("name") == "picture-waiting"), "")


def test_a_refused_form_keeps_the_picture_and_shows_it(editor, uploads):
    response = refused(editor)
    assert "headline" in errors(response)
    image = next(one for one in read(response).all("img") if one["class"] == "picture-input__picture")
    assert image["src"].startswith("/uploads/waiting/mine-")
    again(editor, response, headline="Copper")
    article = Article.objects.get()
    assert article.picture.name.startswith("articles/")
    assert (article.picture_width, article.picture_height) == (700, 350)
    shown = editor.get(image["src"])
    assert shown.status_code == 200
    shown.close()  # which ends the database's connection too, so it comes last


def test_it_is_kept_however_often_the_form_is_refused(editor):
    response = again(editor, again(editor, refused(editor)))
    again(editor, response, headline="Copper")
    assert Article.objects.get().picture


def test_another_picture_takes_its_place(editor):
    again(editor, refused(editor), headline="Copper", picture=upload(900, 450))
    assert Article.objects.get().picture_width == 900


def test_what_was_kept_can_be_taken_away(editor):
    again(editor, refused(editor), headline="Copper", **{"picture-clear": "on"})
    assert not Article.objects.get().picture


def test_a_token_that_is_not_ours_or_too_old_is_as_none(editor, monkeypatch):
    response = refused(editor)
    again(editor, response, headline="Forged", **{"picture-waiting": token_in(response) + "x"})
    later = time.time() + 2 * 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    assert waiting.find(token_in(response)) is None
    assert not Article.objects.get().picture


def test_a_stored_picture_stays_when_another_is_refused(editor):
    article = make_article(picture=upload())
    response = send(editor, address(article), picture=SimpleUploadedFile("a.svg", b"<svg/>"))
    assert errors(response) == {
        "picture": ["a.svg is an SVG drawing, which may hold scripts. Export it as PNG and choose that."]
    }
    assert article.picture.url in response.content.decode()


def test_the_point_that_matters_is_saved_and_bounded(editor):
    article = make_article(picture=upload())
    send(editor, address(article), picture_focus_x=20, picture_focus_y=100)
    article.refresh_from_db()
    assert (article.picture_focus_x, article.picture_focus_y) == (20, 100)
    assert set(errors(send(editor, address(article), picture_focus_x=101, picture_focus_y=-1))) == {
        "picture_focus_x", "picture_focus_y",
    }  # fmt: skip


def test_an_author_keeps_a_picture_too(editor, client):
    chief = sign_in(client, make_user("Chief editor"))
    response = send_author(chief, name="")
    token = token_in(response)
    send_author(chief, name="Ann", **{"picture": "", "picture-waiting": token})
    assert Author.objects.get().picture.name.startswith("authors/mine-")


def send_author(client, **changes):
    data = {"role": "", "biography": "", "user": "", "slug": "ann", "picture": upload(), "_save": "x"}
    return client.post("/admin/articles/author/add/", data | changes, follow=True)


_whole = [bytes_of(60, 40, kind) for kind in ("JPEG", "PNG", "WEBP", "AVIF")]


_changes = strategies.lists(strategies.tuples(strategies.integers(0, 1500), strategies.integers(0, 255)), max_size=12)
_cut = strategies.tuples(strategies.sampled_from(_whole), strategies.integers(0, 2000)).map(
    lambda cut: cut[0][: cut[1]]
)
_damaged = strategies.tuples(strategies.sampled_from(_whole), _changes).map(lambda pair: bytes(damaged(*pair)))
_checks = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=60, deadline=None, suppress_health_check=_checks)
@given(data=strategies.one_of(strategies.binary(max_size=300), _cut, _damaged), name=strategies.text(max_size=120))
def test_no_file_whatever_breaks_the_form(editor, data, name):
    chosen = SimpleUploadedFile("a.png", data)
    chosen.name = name.replace("/", "_") or "a"
    response = editor.post(ADD, {"headline": "", "picture": chosen, "_save": "x"})
    assert response.status_code == 200


def damaged(data: bytes, changes: list[tuple[int, int]]) -> bytearray:
    changed = bytearray(data)
    for place, value in changes:
        changed[place % len(changed)] = value
    return changed


def test_a_bomb_is_refused_before_it_is_opened(editor):
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    bomb = SimpleUploadedFile("bomb.png", out.getvalue())
    (sentence,) = errors(send(editor, ADD, category=make_category().pk, headline="B", picture=bomb))["picture"]
    assert "30000 by 30000 pixels" in sentence or "can be read" in sentence
