from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.choices import PageSlug
from articles.models import Article, Category, FrontPageSlot, StandingPage, Ticker
from markets.models import MarketStripEntry, Quote
from newssite.management.commands import serve
from tests.factories import make_article, make_author, make_category, make_risk, make_ticker, make_user

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
    assert Quote.objects.count() == Ticker.objects.count() == 27
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


def change_a_standing_page():
    StandingPage.objects.filter(slug="about").update(body="<p>Who we are.</p>")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fill", "holds"),
    [
        (make_article, "articles"),
        (make_author, "authors"),
        (make_category, "categories"),
        (make_risk, "risks"),
        (make_ticker, "tickers"),
        (make_user, "users"),
        (change_a_standing_page, "standing pages of its own"),
        (lambda: StandingPage.objects.first().delete(), "standing pages of its own"),
        (lambda: StandingPage.objects.filter(slug="about").update(footer_note="A"), "standing pages of its own"),
    ],
)
def test_a_database_that_holds_anything_is_left_alone(fill, holds):
    assert serve.sample_edition_is_due()
    fill()
    before = list(StandingPage.objects.values())
    assert not serve.sample_edition_is_due()
    with pytest.raises(CommandError, match=f"is for an empty database, and this one holds {holds}"):
        load()
    assert list(StandingPage.objects.values()) == before
    assert not Quote.objects.exists()
    assert Article.objects.count() <= 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("site", "due"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost", True),
        ("http://[::1]:8000", True),
        ("https://news.example.com", False),
        ("http://192.168.1.7:8000", False),
    ],
)
def test_only_a_site_on_this_machine_gets_it_by_itself(settings, site, due):
    settings.SITE = urlsplit(site)
    assert serve.sample_edition_is_due() is due


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
    assert len(rows) == 27
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
