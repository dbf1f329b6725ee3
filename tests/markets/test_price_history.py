"""The past of a price on its ticker's page: a chart, the same as a table and as CSV, and the key figures."""

from __future__ import annotations

import csv
import gzip
import io
import random
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from articles.models import TickerSentiment
from articles.workflow import record
from markets.models import Bar, Split
from tests.factories import make_article, make_ticker

pytestmark = pytest.mark.django_db
PAGE = "/tickers/NYSE:SPY/"
LAST = date(2026, 2, 9)


@pytest.fixture
def spy():
    return make_ticker(symbol="SPY", exchange="NYSE", name="SPDR S&P 500 ETF Trust")


def make_bars(ticker, closes: list[float], last: date = LAST) -> None:
    """A bar for each close, day by day, the last one on `last`."""
    first = last - timedelta(days=len(closes) - 1)
    Bar.objects.bulk_create(
        Bar(
            ticker=ticker, day=first + timedelta(days=at), source="x",
            open=close, high=close + 1, low=close - 1, close=close, volume=1_000,
        )
        for at, close in enumerate(closes)
    )  # fmt: skip


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def get(client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_without_a_past_the_page_says_so(client, spy):
    assert "No past prices are stored of NYSE:SPY yet." in get(client)


def test_one_day_is_no_chart_and_is_told(client, spy):
    make_bars(spy, [693.95])
    assert "too few for a chart: $693.95 on 9 February 2026" in text_of(get(client))


def test_a_year_of_days_is_one_line_with_prices_and_dates(client, spy):
    make_bars(spy, [600 + number / 4 for number in range(400)])
    page = get(client)
    line = re.search(r'price-chart__line" d="M([^"]+)"', page)
    assert line
    assert len(line[1].split()) == 2 * 366  # the same day of the year before, and all days since
    assert "from 9 February 2025 ($608.50) to 9 February 2026 ($699.75)" in text_of(page)
    assert "$625.00" in page
    assert ">2026</text>" in page


def test_a_range_ends_with_the_last_day_that_is_stored_and_not_with_today(client, spy):
    make_bars(spy, [100.0 + number for number in range(60)], last=date(2016, 3, 1))
    assert "from 1 February 2016" in text_of(get(client, f"{PAGE}?range=1m"))


def test_a_range_or_a_view_that_nobody_knows_is_the_usual_one(client, spy):
    make_bars(spy, [100.0, 101.0])
    page = get(client, f"{PAGE}?range=9y&view=%00pie")
    assert 'aria-current="true">1 year' in page
    assert 'aria-current="true">Line' in page


def test_candles_say_which_days_rose_and_which_fell(client, spy):
    make_bars(spy, [100.0, 99.0])
    Bar.objects.filter(day=LAST).update(open=Decimal("99.5"))
    page = get(client, f"{PAGE}?view=candles")
    assert page.count("price-chart__candle--up") == 1
    assert page.count("price-chart__candle--down") == 1


def test_the_last_month_has_the_close_before_as_a_line(client, spy):
    make_bars(spy, [100.0, 104.0, 102.0])
    assert "price-chart__previous" in get(client, f"{PAGE}?range=1m")
    assert "price-chart__previous" not in get(client, f"{PAGE}?range=1y")


def test_an_article_is_a_link_on_the_day_it_was_published_in_the_shape_of_its_sentiment(client, spy):
    make_bars(spy, [690.0, 693.0, 700.0], last=date(2026, 2, 11))
    article = make_article(headline="Funds <rise>")  # on 10 February
    TickerSentiment.objects.create(article=article, ticker=spy, sentiment="negative", listed_at=article.published_at)
    record(article)
    page = get(client)
    parts = r'<a href="([^"]+)" transform="(.+?)" class="price-chart__story (.+?)"><title>(.+?)</title>'
    marker = re.search(parts, page)
    assert marker
    assert marker[1] == article.get_absolute_url()
    assert marker[2].startswith("translate(360.0 ")  # the middle one of three days
    assert marker[3] == "price-chart__story--negative"
    assert marker[4] == "10 February 2026, negative: Funds &lt;rise&gt;"


def test_a_draft_is_no_marker(client, spy):
    make_bars(spy, [690.0, 693.0])
    article = make_article(published=False)
    TickerSentiment.objects.create(article=article, ticker=spy)
    assert "price-chart__story" not in get(client)


def test_the_table_has_the_same_days_newest_first(client, spy):
    make_bars(spy, [690.0, 693.95])
    rows = re.findall(r"<tr>\s*<th scope=\"row\">(.+?)</th>", get(client, f"{PAGE}?view=table"))
    assert rows == ["9 Feb 2026", "8 Feb 2026"]


def test_a_split_is_told_in_the_shares_of_today_and_csv_gives_what_was_traded(client, spy):
    make_bars(spy, [400.0, 101.0])
    Split.objects.create(ticker=spy, day=LAST, new_shares=4)
    assert "from 8 February 2026 ($100.00)" in text_of(get(client))
    assert get(client, f"{PAGE}bars.csv").splitlines()[1] == "2026-02-08,400,401,399,400,1000,,x"


@pytest.mark.parametrize("source", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://evil.example","x")'])
def test_csv_holds_no_formula(client, spy, source):
    """A spreadsheet would compute what begins so; a provider, or a file that is imported, may say it."""
    make_bars(spy, [400.0])
    Bar.objects.update(source=source)
    [_, row] = csv.reader(io.StringIO(get(client, f"{PAGE}bars.csv")))
    assert row[-1] == f"'{source}"


def test_csv_of_a_ticker_that_nobody_knows_is_not_found(client):
    assert client.get("/tickers/NYSE:NONE/bars.csv").status_code == 404


def test_key_figures_have_their_days(client, spy):
    make_bars(spy, [100.0] * 380 + [110.0])
    words = text_of(get(client))
    assert "Day's range $109.00 to $111.00 9 Feb 2026" in words
    assert "1 year +10.00% since the close of 9 Feb 2025" in words


def test_ten_years_of_days_are_light(client, spy):
    chance, price, closes = random.Random(7), 100.0, []
    for _ in range(2_520):
        closes.append(round(price, 2))
        price *= 1 + chance.gauss(0, 0.01)
    make_bars(spy, closes)
    for view in ("line", "candles"):
        drawing = re.search(
            r"<svg class=\"price-chart__drawing.+?</svg>", get(client, f"{PAGE}?range=all&view={view}"), re.S
        )
        assert drawing
        assert len(gzip.compress(drawing[0].encode())) < 20_000
