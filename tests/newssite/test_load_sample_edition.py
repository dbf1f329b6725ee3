from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.choices import PageSlug
from articles.models import Article, Category, FrontPageSlot, StandingPage, Ticker
from markets.models import MarketStripEntry, Quote
from tests.factories import make_article

SAMPLE = settings.ROOT / "sample"


def load(*arguments):
    out = io.StringIO()
    call_command("load_sample_edition", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_an_empty_site_gets_the_whole_edition():
    out = load()
    number = len(list((SAMPLE / "articles").glob("*.json")))
    assert number >= 30
    assert f"{number} articles" in out
    assert Article.objects.published().count() == number
    assert Category.objects.count() >= 6
    assert not Ticker.objects.filter(active=False).exists()
    assert Quote.objects.count() == Ticker.objects.count() == 19
    assert [slot.article.source_reference for slot in FrontPageSlot.objects.all()] == [
        "2026-02-10-treasury-envoys-return-from-beijing",
        "2026-02-13-quillon-heart-pill",
        "2026-02-04-norrland-memory-prices",
    ]
    strip = [entry.ticker.symbol for entry in MarketStripEntry.objects.all()]
    assert strip == ["SPY", "QQQ", "NRSC", "CGRD", "QLTX", "VDGC", "HVNB"]
    pages = {page.slug: page for page in StandingPage.objects.all()}
    assert pages.keys() == set(PageSlug.values)
    assert "invented" in pages["about"].body
    assert "invented" in pages["about"].footer_note


@pytest.mark.django_db
def test_a_site_with_an_article_is_left_alone():
    make_article()
    assert "left out" in load()
    assert Article.objects.count() == 1
    assert not Quote.objects.exists()


@pytest.mark.django_db
def test_an_edition_that_is_damaged_is_not_loaded_at_all(tmp_path):
    for name in ("tickers.csv", "quotes.csv"):
        (tmp_path / name).write_text((SAMPLE / name).read_text())
    (tmp_path / "a.json").write_text(json.dumps({"headline": "No body"}))
    with pytest.raises(CommandError, match=r"The sample edition is damaged: .*body is missing"):
        load("--folder", tmp_path)
    assert not Ticker.objects.exists()


def test_each_change_agrees_with_its_percentage():
    with (SAMPLE / "quotes.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 19
    for row in rows:
        price, change, percent = (Decimal(row[name]) for name in ("price", "change", "change_percent"))
        assert (100 * change / (price - change)).quantize(percent) == percent, row["symbol"]


def test_no_invented_symbol_is_a_real_one(shared_data):
    real = set()
    for name, column in (("nasdaq-listed-symbols.csv", "Symbol"), ("other-listed.csv", "ACT Symbol")):
        with (shared_data / "tickers" / name).open() as file:
            real |= {row[column] for row in csv.DictReader(file)}
    with (SAMPLE / "tickers.csv").open() as file:
        assert {row["symbol"] for row in csv.DictReader(file)} & real == {"SPY", "QQQ"}
