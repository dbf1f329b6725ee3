"""Which tickers an imported article carries."""

from __future__ import annotations

import pytest

from articles.models import Article, FormerSymbol, Ticker
from tests.factories import make_ticker

pytestmark = pytest.mark.django_db


def tags():
    article = Article.objects.get()
    return {str(tag.ticker): (tag.sentiment, tag.role) for tag in article.ticker_sentiments.all()}


def warnings(report):
    return list(report.warnings)


def test_a_ticker_in_the_text_that_is_not_tagged_is_a_neutral_mention(import_records, story):
    make_ticker(symbol="VDC", exchange="NYSE")
    report = import_records(story(body="<p>Verdant (NYSE:VDC) rose.</p>"))
    assert tags() == {"NYSE:VDC": ("neutral", "mention")}
    assert warnings(report) == []


def test_a_tag_is_not_overruled_by_the_text(import_records, story):
    make_ticker(symbol="VDC", exchange="NYSE")
    import_records(story(body="<p>(NYSE:VDC) $VDC</p>", tickers=[{"ticker": "NYSE:VDC", "sentiment": "negative"}]))
    assert tags() == {"NYSE:VDC": ("negative", "subject")}


def test_an_unknown_ticker_with_its_exchange_is_made_inactive_with_a_warning(import_records, story):
    report = import_records(story(body="<p>(NASDAQ:NEW)</p>"))
    assert (Ticker.objects.get().active, str(Ticker.objects.get())) == (False, "NASDAQ:NEW")
    assert warnings(report) == ["The ticker NASDAQ:NEW is in no directory that was imported; it was created inactive."]


def test_a_cashtag_is_taken_if_one_ticker_alone_bears_it(import_records, story):
    make_ticker(symbol="VDC", exchange="LSE")
    import_records(story(body="<p>$VDC rose.</p>"))
    assert tags() == {"LSE:VDC": ("neutral", "mention")}


def test_a_cashtag_that_is_unknown_or_ambiguous_is_left_out_with_a_warning(import_records, story):
    make_ticker(symbol="TWO", exchange="LSE")
    make_ticker(symbol="TWO", exchange="NYSE")
    report = import_records(story(body="<p>$TWO and $NONE rose.</p>"))
    assert tags() == {}
    assert Ticker.objects.count() == 2
    assert warnings(report) == [
        "The ticker TWO is on more than one exchange; it was left out.",
        "The ticker NONE is unknown and has no exchange; it was left out.",
    ]


def test_a_tag_without_exchange_takes_the_one_that_the_text_gives_it(import_records, story):
    make_ticker(symbol="VDC", exchange="LSE")
    import_records(story(body="<p>(NYSE:VDC)</p>", tickers=[{"ticker": "VDC", "sentiment": "positive"}]))
    assert tags() == {"NYSE:VDC": ("positive", "subject")}


def test_a_former_symbol_leads_to_the_ticker_of_today(import_records, story):
    ticker = make_ticker(symbol="META", exchange="NASDAQ")
    FormerSymbol.objects.create(ticker=ticker, exchange="NASDAQ", symbol="FB")
    import_records(story(body="<p>(NASDAQ:FB) and $FB</p>"))
    assert tags() == {"NASDAQ:META": ("neutral", "mention")}


def test_one_ticker_with_two_sentiments_fails(import_records, story, rejected):
    twice = [{"ticker": "NYSE:VDC", "sentiment": "positive"}, {"ticker": "NYSE:VDC", "sentiment": "negative"}]
    import_records(story(tickers=twice))
    assert "tickers has NYSE:VDC twice" in rejected()[0]["reason"]


def test_share_classes_and_arca_are_one_name_each(import_records, story):
    make_ticker(symbol="BRK.B", exchange="NYSE")
    make_ticker(symbol="SPY", exchange="NYSE")
    import_records(story(body="<p>(NYSE:BRK.B) (NYSE Arca: SPY)</p>"))
    assert tags().keys() == {"NYSE:BRK.B", "NYSE:SPY"}


def test_an_update_without_tickers_keeps_those_that_an_editor_tagged(import_records, story):
    import_records(story(body="<p>(NYSE:VDC)</p>"))
    Article.objects.get().ticker_sentiments.update(sentiment="positive")
    import_records(story(body="<p>(NYSE:VDC) and (NYSE:NEW)</p>"))
    assert tags() == {"NYSE:VDC": ("positive", "mention"), "NYSE:NEW": ("neutral", "mention")}


def test_an_update_with_tickers_replaces_them(import_records, story):
    import_records(story(tickers=[{"ticker": "NYSE:VDC"}]))
    import_records(story(tickers=[{"ticker": "NYSE:NEW", "reason": "It rose."}]))
    assert tags() == {"NYSE:NEW": ("neutral", "subject")}


def test_a_ticker_made_by_a_record_that_failed_is_made_anew_by_the_next(import_records, story):
    bad = story(body="<p>(NYSE:NEW)</p>", risks=[{"text": "R.", "risk": "none"}])
    worse = story(tickers=[{"ticker": "NYSE:NEW"}, {"ticker": "NYSE:NEW", "sentiment": "negative"}])
    import_records(bad, worse, story(headline="Good", body="<p>(NYSE:NEW) $NEW</p>"))
    assert tags().keys() == {"NYSE:NEW"}
