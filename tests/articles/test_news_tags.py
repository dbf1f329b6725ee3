"""How dates, tickers and bodies are printed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from articles.models import Article, StandingPage, TickerSentiment
from articles.templatetags import news
from tests.factories import make_article, make_ticker
from tests.markup import read

WINTER = datetime(2026, 2, 10, 19, 30, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 18, 5, tzinfo=UTC)


class TestMoment:
    @pytest.mark.parametrize(
        ("instant", "machine", "words"),
        [
            (WINTER, "2026-02-10T14:30:00-05:00", "10 February 2026, 14:30 ET"),
            (SUMMER, "2026-07-01T14:05:00-04:00", "1 July 2026, 14:05 ET"),
        ],
    )
    def test_it_says_day_hour_and_zone_to_readers_and_machines(self, instant, machine, words):
        assert news.moment(instant) == f'<time datetime="{machine}">{words}</time>'

    @pytest.mark.parametrize(
        ("zone", "letters"),
        [
            ("America/Chicago", "CT"),
            ("America/Denver", "MT"),
            ("America/Los_Angeles", "PT"),
            ("Europe/Paris", "CET"),
            ("Europe/London", "GMT"),
            ("Asia/Tokyo", "JST"),
            ("Asia/Shanghai", "CST"),
            ("UTC", "UTC"),
        ],
    )
    def test_a_zone_has_the_letters_that_its_readers_know(self, zone, letters):
        with timezone.override(zone):
            assert read(news.moment(WINTER)).text.rpartition(" ")[2] == letters

    def test_a_day_of_which_no_hour_is_known_states_none(self):
        assert (
            news.moment(datetime(2026, 2, 10, 5, tzinfo=UTC)) == '<time datetime="2026-02-10">10 February 2026</time>'
        )

    def test_no_time_prints_nothing(self):
        assert news.moment(None) == news.day(None) == ""


def test_a_day_is_the_newsrooms_day():
    late = datetime(2026, 2, 11, 3, 0, tzinfo=UTC)
    assert news.day(late) == '<time datetime="2026-02-10">10 February 2026</time>'


@pytest.mark.django_db
class TestPrintedBody:
    def printed(self, body, *symbols):
        article = make_article(body=body)
        for exchange, symbol in symbols:
            TickerSentiment.objects.create(article=article, ticker=make_ticker(exchange=exchange, symbol=symbol))
        return news.printed_body(Article.objects.for_page().get(pk=article.pk))

    SPY = ("NYSE", "SPY")
    LINK = '<a class="ticker-link" href="/tickers/NYSE:SPY/">{}</a>'

    @pytest.mark.parametrize("written", ["NYSE:SPY", "NYSE: SPY", "NYSEARCA:SPY", "NYSE Arca:SPY"])
    def test_a_tagged_ticker_is_linked_as_it_is_written(self, written):
        assert self.printed(f"<p>Up ({written}).</p>", self.SPY) == f"<p>Up ({self.LINK.format(written)}).</p>"

    def test_each_place_is_linked(self):
        assert self.printed("<p>NYSE:SPY, NYSE:SPY</p>", self.SPY).count("<a ") == 2

    def test_a_share_class_is_linked(self):
        body = self.printed("<p>(NYSE:BRK.B)</p>", ("NYSE", "BRK.B"))
        assert read(body).links() == {"NYSE:BRK.B": "/tickers/NYSE:BRK.B/"}

    @pytest.mark.parametrize(
        "body",
        [
            "<p>(NYSE:QQQ)</p>",
            "<p>(LSE:SPY)</p>",
            "<p>SPY and nyse:spy</p>",
            '<p><a href="/x/">see NYSE:SPY here</a></p>',
            '<p><a href="/x/">see <em>NYSE:SPY</em> here</a></p>',
            "<p><a>NYSE:SPY</a></p>",
            '<p><a href="/x/" title="NYSE:SPY">x</a></p>',
            '<p><a href="https://example.org/NYSE:SPY">x</a></p>',
            '<table><tbody><tr><td colspan="NYSE:SPY">x</td></tr></tbody></table>',
            '<table><tbody><tr><td colspan="&gt; NYSE:SPY">x</td></tr></tbody></table>',
        ],
    )
    def test_nothing_else_is_linked(self, body):
        assert body in self.printed(body, self.SPY)

    def test_each_table_scrolls_by_itself_and_by_key(self):
        table = "<table><tbody><tr><td>1</td></tr></tbody></table>"
        found = read(self.printed(f"{table}<p>x</p>{table}"))
        boxes = found.all("div", "scroller", tabindex="0", role="region")
        assert [box["aria-label"] for box in boxes] == ["Table 1", "Table 2"]
        assert [box.one("table").text for box in boxes] == ["1", "1"]

    def test_text_after_a_link_is_linked_again(self):
        body = self.printed('<p><a href="/x/">x</a> NYSE:SPY</p>', self.SPY)
        assert body == f'<p><a href="/x/">x</a> {self.LINK.format("NYSE:SPY")}</p>'

    def test_a_body_without_tickers_is_printed_as_it_is_stored(self):
        assert self.printed("<p>5 &lt; 6: yes</p>") == "<p>5 &lt; 6: yes</p>"

    def test_a_symbol_with_a_sign_leads_to_its_address(self):
        ticker = make_ticker(exchange="INDEX", symbol="^GSPC")
        assert ticker.get_absolute_url() == "/tickers/INDEX:%5EGSPC/"


def test_a_standing_page_is_printed_as_it_is_stored():
    assert news.printed_page(StandingPage(body="<p>Words</p>")) == "<p>Words</p>"


def test_query_with_reads_the_pages_own_query_string(rf):
    context = {"request": rf.get("/articles/?sentiment=positive&older=1-1")}
    assert news.query_with(context, ticker="SPY") == "?sentiment=positive&ticker=SPY"
