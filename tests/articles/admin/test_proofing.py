"""The checks beside the form: with the page, anew while one writes, and before publication."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.choices import Status
from articles.models import KeyPoint, Revision, TickerSentiment
from tests.articles.admin.newsroom import act, address, errors, held, said, send, sign_in
from tests.factories import make_article, make_category, make_risk, make_ticker, make_user

pytestmark = pytest.mark.django_db
PROOFREAD = "/admin/articles/article/proofread/"
ADD = "/admin/articles/article/add/"
WRONG = "The headline says 5%, which the body does not."
REASON = "The table has it."


@pytest.fixture
def editor(client):
    return sign_in(client, make_user("Editor"))


def wrong_draft(**fields):
    return make_article(published=False, headline="Gains 5%", **fields)


def sentences(response, level="blocking"):
    return [finding.sentence for finding in response.context[level]]


def test_the_form_shows_what_stops_publication_and_what_is_advice(editor):
    article = wrong_draft()
    TickerSentiment.objects.create(article=article, ticker=make_ticker(symbol="SPY"))
    page = editor.get(address(article))
    assert sentences(page) == [WRONG]
    assert sentences(page, "advice") == ["NYSE:SPY is tagged, but the text does not mention it."]
    html = " ".join(page.content.decode().split())
    assert "1 stops publication, 1 to look at." in html
    assert '<a href="#id_headline">The headline says 5%' in html
    assert '<a href="#id_ticker_sentiments-0-ticker">NYSE:SPY is tagged' in html


def test_the_box_for_a_reason_is_there_for_those_who_may_publish_when_something_blocks(editor, client):
    assert 'id="proofing-despite">' in editor.get(address(wrong_draft())).content.decode()
    right = make_article(published=False, headline="Gains", disclosure="x")
    assert 'id="proofing-despite" hidden>' in editor.get(address(right)).content.decode()
    reporter = make_user("Reporter")
    own = wrong_draft(created_by=reporter)
    assert "proofing-despite" not in sign_in(client, reporter).get(address(own)).content.decode()


def test_who_only_looks_sees_no_checks(client):
    reporter = make_user("Reporter")
    article = make_article(created_by=reporter)
    assert 'id="proofing"' not in sign_in(client, reporter).get(address(article)).content.decode()


def test_what_is_typed_is_checked_and_nothing_is_written(editor):
    article = make_article(published=False, headline="Gains")
    data = held(editor.get(address(article))) | {"headline": "Gains 5%", "key_points-0-text": "Up 6%"}
    data |= {"key_points-TOTAL_FORMS": 2, "key_points-1-text": "Up 7%", "key_points-1-DELETE": "on"}
    answer = editor.post(f"{PROOFREAD}?article={article.pk}", data)
    assert sentences(answer) == [WRONG, "Key point 1 says 6%, which the body does not."]
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Gains", 0)


def test_a_new_article_is_checked_too(editor):
    risk, spy = make_risk(title="Tariffs come back soon"), make_ticker(symbol="SPY")
    other = make_ticker(symbol="QQQ", exchange="NASDAQ")
    data = held(editor.get(ADD)) | {
        "headline": "Gains",
        "body": "<p>The fund (NYSE:SPY) and (NASDAQ:QQQ) rose.</p>",
        "risk_statements-0-text": "Tariffs may come back soon.",
        "ticker_sentiments-0-ticker": other.pk,
        "picture_chosen": "mill.jpg",
    }
    answer = editor.post(PROOFREAD, data)
    assert sentences(answer) == [
        "The picture has no alternative text. Say what it shows.",
        "NASDAQ:QQQ has no sentiment yet.",
    ]
    html = answer.content.decode()
    assert f'data-kind="ticker" data-key="{spy.pk}" data-name="NYSE:SPY" data-row=""' in html
    assert f'data-kind="risk" data-key="{risk.pk}" data-name="Tariffs come back soon" data-row="0"' in html
    assert [offer.name for offer in answer.context["offered_tickers"]] == ["NYSE:SPY"]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"key_points-TOTAL_FORMS": "x"},
        {"key_points-TOTAL_FORMS": "99999999", "ticker_sentiments-TOTAL_FORMS": "3"},
        {"ticker_sentiments-TOTAL_FORMS": "1", "ticker_sentiments-0-ticker": "9" * 40},
        {"body": "<a href='http://[", "headline": "\x00" * 9},
    ],
)
def test_any_form_is_answered(editor, data):
    assert editor.post(PROOFREAD, data).status_code == 200


def test_only_those_who_may_write_the_article_have_it_checked(client):
    article = wrong_draft()
    asked = f"{PROOFREAD}?article={article.pk}"
    assert sign_in(client, make_user("Reporter")).post(asked, {}).status_code == 404
    assert sign_in(client, make_user()).post(PROOFREAD, {}).status_code == 403
    assert client.get(PROOFREAD).status_code == 405


def test_publishing_past_a_check_is_refused_and_what_was_typed_is_saved(editor):
    article = wrong_draft()
    response = send(editor, address(article), "_publish", dek="A dek.")
    assert WRONG in said(response)[0]
    article.refresh_from_db()
    assert (article.status, article.dek) == (Status.DRAFT, "A dek.")


def test_with_a_reason_it_is_published_and_the_revision_says_why(editor):
    article = wrong_draft()
    send(editor, address(article), "_publish", despite=REASON)
    article.refresh_from_db()
    assert article.is_public
    assert Revision.objects.get(article=article).why == f"Published although: {WRONG} Reason: {REASON}"


def test_a_date_in_the_future_is_no_way_round(editor):
    article, later = wrong_draft(), {"published_at_0": "2099-02-10", "published_at_1": "14:30:00"}
    assert WRONG in said(send(editor, address(article), "_publish", **later))[0]
    article.refresh_from_db()
    assert article.status == Status.DRAFT


def test_the_list_is_no_way_round(editor):
    article, right = wrong_draft(), make_article(published=False)
    response = act(editor, "publish_selected", article, right)
    assert said(response) == [
        "Published: 1 article.",
        f"“Gains 5%” is not published. {WRONG} Put it right, or open it and type why it may stand.",
    ]
    article.refresh_from_db()
    assert article.status == Status.DRAFT


def test_what_is_scheduled_is_not_published_at_once_past_a_check_but_with_a_reason(editor):
    article = make_article(headline="Gains 5%", published_at=timezone.now() + timedelta(days=1))
    assert 'id="proofing-despite">' in editor.get(address(article)).content.decode()
    assert WRONG in said(send(editor, address(article), "_publish_now"))[0]
    send(editor, address(article), "_publish_now", despite=REASON)
    article.refresh_from_db()
    assert article.is_public


def test_a_reason_that_was_typed_stays_when_the_form_comes_back(editor):
    response = send(editor, address(wrong_draft()), "_publish", despite=REASON, headline="")
    assert f">{REASON}</textarea>" in response.content.decode()


def test_a_new_ticker_needs_a_sentiment_that_somebody_chose(editor):
    article, ticker = make_article(published=False), make_ticker()
    row = {"ticker_sentiments__0__ticker": ticker.pk, "ticker_sentiments__0__role": "subject"}
    response = send(editor, address(article), **row, ticker_sentiments__0__sentiment="")
    sentence = "Choose a sentiment: positive, neutral or negative."
    assert errors(response) == {"ticker_sentiments-0-sentiment": [sentence]}
    send(editor, address(article), **row, ticker_sentiments__0__sentiment="neutral")
    assert article.ticker_sentiments.get().sentiment == "neutral"


def test_an_empty_ticker_row_is_no_ticker(editor):
    send(editor, ADD, category=make_category().pk, headline="Mine", body="<p>Words.</p>")
    assert not TickerSentiment.objects.exists()
    assert not KeyPoint.objects.exists()
