"""Uploaded pictures, and nothing else, are served from the uploads folder."""

from __future__ import annotations

import pytest


@pytest.fixture
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "soy.webp").write_bytes(b"RIFFxxxxWEBP")
    (settings.MEDIA_ROOT / "page.html").write_text("<script>alert(1)</script>")
    (tmp_path / "secret.webp").write_text("outside")
    return settings.MEDIA_ROOT


def test_a_picture_may_be_kept_for_good(client, db, folder):
    answer = client.get("/uploads/soy.webp")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"RIFFxxxxWEBP"
    assert answer.headers["Content-Type"] == "image/webp"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()


def test_a_picture_is_a_picture_where_the_machine_does_not_know_webp(client, db, folder, monkeypatch):
    monkeypatch.setattr("mimetypes.guess_type", lambda *args, **kwargs: (None, None))
    answer = client.get("/uploads/soy.webp")
    assert answer.headers["Content-Type"] == "image/webp"
    answer.close()


def test_a_picture_that_has_not_changed_is_not_sent_again(client, db, folder):
    answer = client.get("/uploads/soy.webp")
    answer.close()
    again = client.get("/uploads/soy.webp", headers={"If-Modified-Since": answer.headers["Last-Modified"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["a" * 300 + ".webp", "a/" * 3000 + ".webp", "%00.webp", "soy.webp%00.webp"])
def test_a_name_that_no_file_can_have_is_not_there(client, db, folder, path):
    assert client.get(f"/uploads/{path}").status_code == 404


@pytest.mark.parametrize(
    "path", ["page.html", "none.webp", "", "../secret.webp", "%2e%2e/secret.webp", "..%2fsecret.webp", "/etc/passwd"]
)
def test_anything_else_is_not_there(client, db, folder, path):
    assert client.get(f"/uploads/{path}").status_code in {400, 404}
