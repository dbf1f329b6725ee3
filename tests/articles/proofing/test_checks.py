"""What a story lacks, what stands elsewhere already, and where its links lead."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from articles import proofing
from articles.models import KeyPoint, RiskStatement, StandingPage, TickerSentiment
from articles.proofing import completeness, headlines, links, risks
from articles.workflow import rename, withdraw
from tests.articles.proofing.stories import said, story, tag
from tests.factories import make_article, make_author, make_category, make_risk, make_ticker
from tests.test_indexes import plan, whole_tables

pytestmark = pytest.mark.django_db


def test_a_picture_needs_an_alternative_text():
    assert said(completeness.no_alternative_text(story(has_picture=True, picture_alt=" "))) == [
        "blocks: The picture has no alternative text. Say what it shows."
    ]
    assert said(completeness.no_alternative_text(story(has_picture=True, picture_alt="A mill"))) == []
    assert said(completeness.no_alternative_text(story())) == []


def test_a_story_needs_a_disclosure():
    assert said(completeness.no_disclosure(story(disclosure=" "))) == ["blocks: There is no disclosure."]
    assert said(completeness.no_disclosure(story(disclosure="None"))) == []


def test_a_ticker_needs_a_sentiment():
    ticker = make_ticker(symbol="SPY")
    (finding,) = completeness.no_sentiment(story(tags=[tag(ticker, row=2, sentiment="")]))
    assert (finding.sentence, finding.field) == ("NYSE:SPY has no sentiment yet.", "ticker_sentiments-2-sentiment")
    assert not list(completeness.no_sentiment(story(tags=[tag(ticker)])))


@pytest.mark.parametrize(
    ("sentiment", "role", "reason", "number"),
    [
        ("positive", "subject", "", 1),
        ("negative", "subject", " ", 1),
        ("positive", "subject", "Sales rose.", 0),
        ("neutral", "subject", "", 0),
        ("positive", "mention", "", 0),
    ],
)
def test_who_takes_a_side_on_a_subject_says_why(sentiment, role, reason, number):
    tags = [tag(make_ticker(), sentiment=sentiment, role=role, reason=reason)]
    assert len(list(completeness.no_reason(story(tags=tags)))) == number


def test_a_headline_over_110_characters_is_told():
    assert said(headlines.too_long(story(headline="x" * 110))) == []
    (finding,) = headlines.too_long(story(headline="x" * 111))
    assert finding.sentence.startswith("The headline has 111 characters")


@pytest.mark.parametrize(
    "headline", ["China's “Plan”", 'china\u2019s "plan"', "  CHINA'S   “plan” ", "Chìna\u2019s “Plan”"]
)
def test_a_headline_that_is_published_blocks_however_it_is_written(headline):
    make_article(headline="China\u2019s “Plan”", slug="chinas-plan")
    assert said(headlines.used_before(story(headline=headline))) == [
        "blocks: Another published story has this headline."
    ]


def test_a_headline_is_found_whatever_its_address():
    make_article(headline="Other words", slug="first-words")
    assert len(list(headlines.used_before(story(headline="OTHER words")))) == 1


def test_a_headline_of_a_draft_is_advice_and_one_that_was_withdrawn_is_free():
    make_article(headline="Same", published=False)
    withdraw(make_article(headline="Gone"))
    assert [finding.level for finding in headlines.used_before(story(headline="same"))] == ["advice"]
    assert list(headlines.used_before(story(headline="gone"))) == []


def test_an_article_does_not_repeat_itself():
    article = make_article(headline="Same")
    assert list(headlines.used_before(proofing.story_of(article))) == []


@pytest.mark.only_on("sqlite", reason="PostgreSQL reads a test's few rows from end to end")
def test_headlines_are_looked_up_by_indexes():
    steps = plan(headlines.candidates("China\u2019s plan"))
    assert "article_lower_headline" in steps
    assert whole_tables(steps) == []


def linked(*hrefs):
    return story(body="".join(f'<p><a href="{href}">x</a></p>' for href in hrefs))


def test_links_to_what_is_public_are_in_order():
    article, category, author, risk = make_article(), make_category(), make_author(), make_risk()
    StandingPage.objects.get_or_create(slug="about", defaults={"title": "About", "body": "<p>x</p>"})
    make_ticker(symbol="FB").rename("NYSE", "META")
    make_ticker(symbol="SPY")
    known = [page.get_absolute_url() for page in (article, category, author, risk)]
    others = [
        "/",
        "/search/?q=x",
        "/about/",
        "/tickers/NYSE:SPY/",
        "/tickers/spy/",
        "/tickers/NYSE:FB/",
        "/articles/",
        "/static/x.css",
    ]
    outside = ["https://example.com/nothing/", "mailto:a@example.com", "#below", "http://[", ""]
    absolute = [settings.SITE_URL + article.get_absolute_url()]
    assert said(links.dead(linked(*known, *others, *outside, *absolute))) == []


@pytest.mark.parametrize(
    "href",
    [
        "/nothing/", "/articles/2026/02/10/nothing/", "/categories/nothing/", "/authors/nothing/", "/risks/nothing/",
        "/tickers/NYSE:NOPE/", "/tickers/NOPE/", "/admin/", "/articles/preview/1/", "/healthz",
        f"{settings.SITE_URL}/nothing/",
    ],
)  # fmt: skip
def test_a_link_to_what_no_reader_can_open_blocks(href):
    assert said(links.dead(linked(href))) == [f"blocks: The body links to {href}, which no reader can open."]


def test_a_draft_a_schedule_and_a_withdrawn_article_cannot_be_opened():
    later = make_article(published_at=timezone.now() + timedelta(days=1))
    gone = make_article()
    withdraw(gone)
    found = list(links.dead(linked(later.get_absolute_url(), gone.get_absolute_url())))
    assert len(found) == 2


def test_an_address_that_leads_on_is_alive():
    rename(make_article(), "/articles/2026/01/01/old/")
    assert said(links.dead(linked("/articles/2026/01/01/old/"))) == []


def test_many_links_cost_a_query_for_each_kind(django_assert_num_queries):
    articles = [make_article() for _ in range(5)]
    checked = linked(*(article.get_absolute_url() for article in articles), "/categories/x/", "/categories/y/")
    with django_assert_num_queries(3):  # articles, categories, redirects
        list(links.dead(checked))


def test_a_risk_that_says_what_a_tracked_one_says_is_offered():
    tariffs = make_risk(title="U.S.-China tariffs return", description="The truce of October may break.")
    make_risk(title="Copper runs short")
    checked = story(
        risks=["us-china TARIFFS return.", "The tariffs of the U.S. on China may return in spring.", "Rain."]
    )
    first, second = risks.tracked_already(checked)
    assert (
        first.sentence == "This risk is a tracked risk already: “U.S.-China tariffs return”."
        or "much like" in first.sentence
    )
    assert second.sentence == "This risk is much like a tracked risk: “U.S.-China tariffs return”."
    assert (second.field, second.offer.key, second.offer.row) == ("risk_statements-1-risk", tariffs.pk, 1)


def test_a_risk_that_is_tied_already_is_left_alone():
    risk = make_risk(title="U.S.-China tariffs return")
    tied = proofing.story.Line(0, "U.S.-China tariffs return", risk.pk)
    assert list(risks.tracked_already(story(risks=[tied, "Rain falls on tariffs and china"]))) == []


def test_a_stored_article_is_read_with_all_its_parts(django_assert_num_queries):
    article = make_article(body="<p>Words</p>", picture_alt="x")
    risk, ticker = make_risk(), make_ticker(symbol="SPY")
    KeyPoint.objects.create(article=article, position=1, text="Point")
    RiskStatement.objects.create(article=article, position=1, text="Risk", risk=risk)
    TickerSentiment.objects.create(article=article, ticker=ticker, sentiment="positive", reason="Why")
    article.refresh_from_db()
    with django_assert_num_queries(3):
        read = proofing.story_of(article)
    assert (read.key_points[0].text, read.risks[0].risk, str(read.tags[0]), read.text) == (
        "Point", risk.pk, "NYSE:SPY", "Words",
    )  # fmt: skip


def test_what_blocks_stands_first():
    checked = story(headline="Gains 5% " + "x" * 110, text="Nothing.", disclosure="")
    levels = [finding.level for finding in proofing.proofread(checked)]
    assert levels == sorted(levels, key=lambda level: level != "blocks")
    assert [finding.level for finding in proofing.that_block(checked)] == ["blocks", "blocks"]
