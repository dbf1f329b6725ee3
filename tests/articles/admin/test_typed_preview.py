"""The preview beside the form: what is typed now, as the public page prints it, and nothing written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Byline, Correction, KeyPoint, RiskStatement, TickerSentiment
from tests.articles.admin.newsroom import address, held, sign_in
from tests.articles.pictures.test_renditions import upload
from tests.factories import make_article, make_author, make_category, make_quote, make_risk, make_ticker, make_user
from tests.markup import read

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"
NEW = "/admin/articles/article/preview/"
WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture
def editor(client):
    return sign_in(client, make_user("Editor"))


def typed(client, article=None, **changes):
    """The preview of the form as it opens, with these changes typed."""
    form, url = (address(article), address(article, "preview")) if article else (ADD, NEW)
    data = held(client.get(form)) | {name.replace("__", "-"): value for name, value in changes.items()}
    for prefix in {name.split("__")[0] for name in changes if name.count("__") == 2}:
        rows = {
            int(name.split("-")[1]) for name in data if name.startswith(f"{prefix}-") and name.split("-")[1].isdigit()
        }
        data[f"{prefix}-TOTAL_FORMS"] = max(rows) + 1
    return client.post(url, data)


def words(response):
    return read(response).text


def test_it_shows_what_is_typed_now(editor):
    article = make_article(headline="Stored", dek="Stored dek", body="<p>Stored body.</p>")
    page = words(typed(editor, article, headline="Typed", dek="Typed dek", body="<p>Typed <b>body</b>.</p>"))
    for part in ("Typed", "Typed dek", "Typed body.", "As it is typed now: nothing of this page is saved."):
        assert part in page
    assert "Stored" not in page


def test_nothing_is_written(editor):
    article = make_article()
    KeyPoint.objects.create(article=article, position=1, text="A point")
    data = held(editor.get(address(article))) | {"headline": "Typed", "key_points-0-text": "Typed point"}
    with CaptureQueriesContext(connection) as queries:
        assert editor.post(address(article, "preview"), data).status_code == 200
    assert [query["sql"] for query in queries if query["sql"].startswith(WRITES)] == []
    assert not Article.objects.filter(headline="Typed").exists()


def test_a_new_article_is_shown_before_it_was_ever_saved(editor):
    ticker, author, risk = make_ticker(symbol="SPY"), make_author(name="Ada Quill"), make_risk(title="Talks fail")
    category = make_category(name="Markets")
    make_quote(ticker, price=Decimal("693.00"))
    response = typed(
        editor,
        headline="Brand new",
        category=category.pk,
        body="<p>Of (NYSE:SPY).</p>",
        bylines__0__author=author.pk,
        key_points__0__text="A first point",
        risk_statements__0__text="It may end",
        risk_statements__0__risk=risk.pk,
        ticker_sentiments__0__ticker=ticker.pk,
        ticker_sentiments__0__sentiment="negative",
    )
    page = words(response)
    for part in (
        "Brand new",
        "Markets",
        "By Ada Quill",
        "A first point",
        "It may end",
        "Talks fail",
        "693",
        "negative",
    ):
        assert part in page
    assert f'href="{ticker.get_absolute_url()}"' in response.content.decode()
    assert not Article.objects.exists()


def test_an_empty_form_of_a_new_article_is_shown_as_far_as_it_goes(editor):
    for response in (editor.get(NEW), typed(editor), editor.post(NEW, {})):
        assert response.status_code == 200
        assert "No category yet" in words(response)


def test_half_a_form_is_shown_as_far_as_it_goes(editor):
    article = make_article(headline="Stored")
    response = typed(
        editor,
        article,
        headline="x" * 300,
        category="nonsense",
        published_at_0="tomorrow",
        ticker_sentiments__0__reason="A reason without a ticker",
        bylines__0__author="99999999999999999999",
    )
    page = words(response)
    assert response.status_code == 200
    assert "x" * 300 in page
    assert article.category.name in page
    assert "A reason without a ticker" not in page


def test_rows_stand_as_they_are_numbered_and_without_those_ticked_for_deletion(editor):
    article = make_article()
    for place, text in enumerate(("First point", "Second point", "Third point"), 1):
        KeyPoint.objects.create(article=article, position=place, text=text)
    page = words(typed(editor, article, key_points__2__position=1, key_points__1__DELETE="on"))
    assert page.index("Third point") < page.index("First point")
    assert "Second point" not in page


def test_the_body_is_cleaned(editor):
    response = typed(editor, make_article(), body='<p onclick="x()">Good<script>alert(1)</script></p>')
    html = response.content.decode()
    assert "<p>Good</p>" in html
    assert "alert(1)" not in html


def test_a_picture_that_is_chosen_and_not_saved_is_shown(editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    article = make_article()
    token = editor.post("/admin/articles/article/picture/", {"picture": upload()}).json()["token"]
    page = typed(editor, article, **{"picture-waiting": token}, picture_alt="A mine at dusk")
    image = next(one.attributes for one in read(page).all("img") if one.attributes.get("alt") == "A mine at dusk")
    assert image["src"].startswith("/uploads/waiting/mine-")
    assert (image["width"], image["height"]) == ("700", "350")
    article.refresh_from_db()
    assert not article.picture


def test_what_is_no_picture_is_said_at_once(editor):
    drawing = SimpleUploadedFile("plan.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    answer = editor.post("/admin/articles/article/picture/", {"picture": drawing})
    assert (answer.status_code, answer.json()["sentence"].split(",")[0]) == (400, "plan.svg is an SVG drawing")


def test_related_articles_are_those_chosen_in_the_form(editor):
    article, chosen = make_article(), make_article(headline="Chosen by hand")
    page = words(typed(editor, article, pinned__0__related=chosen.pk))
    assert "Chosen by hand" in page
    assert "chosen by the editors" in page


def test_by_get_it_shows_what_is_stored_as_the_public_page_does(editor, client):
    article = make_article(headline="Stored")
    Byline.objects.create(article=article, author=make_author(name="Ada Quill"), position=1)
    RiskStatement.objects.create(article=article, risk=make_risk(title="Talks fail"), position=1, text="It may end")
    TickerSentiment.objects.create(article=article, ticker=make_ticker(symbol="SPY"), sentiment="positive")
    Correction.objects.create(article=article, note="A name was wrong.")
    preview = words(editor.get(address(article, "preview")))
    public = words(client.get(article.get_absolute_url()))
    assert preview.replace("Preview of a published article. ", "") == public


def test_only_the_preview_may_stand_in_a_frame_and_only_in_ours(editor):
    article = make_article()
    for response in (editor.get(address(article, "preview")), editor.get(NEW)):
        assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        assert "no-store" in response["Cache-Control"]
    form = editor.get(address(article))
    assert "frame-ancestors 'none'" in form["Content-Security-Policy"]
    assert "frame-src 'self'" in form["Content-Security-Policy"]
    assert form["X-Frame-Options"] == "DENY"
    assert "frame-src" not in editor.get("/admin/")["Content-Security-Policy"]


def test_a_stranger_and_a_colleague_without_the_right_see_nothing(client):
    article = make_article(published=False, headline="A secret")
    url = address(article, "preview")
    assert client.get(url).url.startswith("/admin/login/")
    sign_in(client, make_user("Reporter"))
    assert client.get(url).status_code == 404
    assert client.post(url, {"headline": "x"}).status_code == 404
    sign_in(client, make_user())
    assert client.get(NEW).status_code == 403


def test_a_reporter_sees_their_published_article_and_types_nothing_into_it(client):
    rita = make_user("Reporter")
    article = make_article(created_by=rita, headline="Published")
    page = words(sign_in(client, rita).post(address(article, "preview"), {"headline": "Typed"}))
    assert "Published" in page
    assert "Typed" not in page
