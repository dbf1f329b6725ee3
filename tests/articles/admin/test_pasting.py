"""Pasting a whole story: the box, the look over it, and the form that it fills; without a script."""

from __future__ import annotations

from html import unescape

import pytest

from articles.exchange import pasted
from articles.models import Article
from articles.workflow import submit
from tests.articles.admin.newsroom import address, held, sign_in
from tests.articles.exchange.test_pasted import PAGE
from tests.factories import make_article, make_category, make_ticker, make_user

pytestmark = pytest.mark.django_db
PASTE = "/admin/articles/article/paste/"
ADD = "/admin/articles/article/add/"


@pytest.fixture
def editor(client):
    return sign_in(client, make_user("Editor"))


@pytest.fixture(autouse=True)
def newsroom():
    return make_category(name="Metals"), make_ticker(symbol="ANTO", exchange="LSE")


def test_a_new_article_has_the_box(editor):
    html = editor.get(ADD).content.decode()
    assert f'action="{PASTE}"' in html
    assert 'name="text"' in editor.get(PASTE).content.decode()


def test_a_pasted_page_is_looked_over_before_anything_is_filled(editor):
    page = editor.post(PASTE, {"text": PAGE + "Search Articles\nStray line\n"})
    html = page.content.decode()
    for words in (
        "10 February 2026",
        "Copper climbs to a record",
        "2 paragraphs",
        "LSE:ANTO",
        "Stray line",
        "Fill the form",
    ):
        assert words in html
    assert not Article.objects.exists()


def test_the_form_is_filled_with_every_part_and_saves_as_it_stands(editor):
    form = editor.post(PASTE, {"text": PAGE, "_fill": "x"})
    assert not Article.objects.exists()
    assert form.context["errors"] == []
    html = form.content.decode()
    assert f'action="{ADD}"' in html
    assert "The form is filled; nothing is saved yet." in html
    editor.post(ADD, held(form) | {"_save": "x"})
    article = Article.objects.get()
    assert (article.headline, article.dek) == ("Copper climbs to a record", "Mines are shut")
    assert (article.summary, article.disclosure, article.category.name) == ("Copper rose.", "None", "Metals")
    assert article.body == "<p>Copper (LSE:ANTO) rose on Tuesday.</p>\n<p>It fell before.</p>"
    assert [point.text for point in article.key_points.all()] == ["The price rose.", "Mines closed."]
    assert [risk.text for risk in article.risk_statements.all()] == ["It may fall."]
    tagged = article.ticker_sentiments.get()
    assert (str(tagged.ticker), tagged.sentiment) == ("LSE:ANTO", "positive")
    assert f"{article.published_at.astimezone():%Y-%m-%d}" == "2026-02-10"


def test_a_reporter_is_told_that_an_editor_sets_the_date(client):
    reporter = sign_in(client, make_user("Reporter"))
    assert "An editor sets the date" in reporter.post(PASTE, {"text": PAGE}).content.decode()
    form = reporter.post(PASTE, {"text": PAGE, "_fill": "x"})
    reporter.post(ADD, held(form) | {"_save": "x"})
    assert Article.objects.get().published_at is None


def test_an_empty_draft_is_filled_and_keeps_its_rows(editor):
    article = make_article(published=False, body="", headline="Working title")
    article.key_points.create(position=1, text="Mine.")
    url = address(article, "paste")
    assert f'action="{url}"' in editor.get(address(article)).content.decode()
    form = editor.post(url, {"text": PAGE, "_fill": "x"})
    editor.post(address(article), held(form) | {"_save": "x"})
    article.refresh_from_db()
    assert article.headline == "Copper climbs to a record"
    assert [point.text for point in article.key_points.all()] == ["Mine.", "The price rose.", "Mines closed."]


def test_an_article_that_has_a_text_is_not_filled(editor):
    article, review = make_article(published=False), make_article(published=False, body="")
    submit(review)
    for full in (article, review):
        assert editor.get(address(full, "paste")).status_code == 404
        assert "paste-box" not in editor.get(address(full)).content.decode()


def test_what_is_no_page_fills_the_body(editor):
    form = editor.post(PASTE, {"text": "Just a note.", "_fill": "x"})
    assert pasted.NO_PAGE in form.content.decode()
    assert form.context["adminform"].form["body"].value() == "<p>Just a note.</p>"


def test_left_over_lines_come_to_the_form(editor):
    form = editor.post(PASTE, {"text": PAGE + "Search Articles\nStray <line>\n", "_fill": "x"})
    assert "Stray &lt;line&gt;" in form.content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [(" \n", "Nothing was pasted."), ("x" * 200_001, "This has 200,001 characters")],
)
def test_what_cannot_be_taken_apart_is_told_and_stays_in_the_box(editor, text, sentence):
    html = editor.post(PASTE, {"text": text, "_fill": "x"}).content.decode()
    assert sentence in html
    assert text.strip() in html


def test_the_text_can_be_changed_once_more(editor):
    html = editor.post(PASTE, {"text": PAGE, "_again": "x"}).content.decode()
    assert "Copper climbs to a record" in html
    assert "Take it apart" in html


def test_who_writes_no_articles_pastes_none(client):
    assert sign_in(client, make_user()).get(PASTE).status_code == 403


def test_a_page_pasted_after_the_login_ran_out_is_shown_again(client):
    answer = client.post(PASTE, {"text": PAGE})
    assert answer.status_code == 403
    assert PAGE.splitlines()[0] in unescape(answer.content.decode())
