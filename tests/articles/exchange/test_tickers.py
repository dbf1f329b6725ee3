from __future__ import annotations

import pytest

from articles import workflow
from articles.choices import TickerKind
from articles.exchange.reading import BadPath
from articles.exchange.report import Report
from articles.exchange.tickers import clean_name, import_tickers
from articles.models import Ticker, TickerSentiment
from articles.search import find
from tests.factories import make_article, make_ticker

NASDAQ = "Symbol,Company Name,Security Name,Market Category,Test Issue,Financial Status,Round Lot Size,ETF,NextShares\n"
OTHER = "ACT Symbol,Company Name,Security Name,Exchange,CQS Symbol,ETF,Round Lot Size,Test Issue,NASDAQ Symbol\n"


@pytest.fixture
def load(tmp_path, db):
    def run(*texts):
        paths = []
        for number, text in enumerate(texts):
            paths.append(tmp_path / f"{number}.csv")
            paths[-1].write_bytes(text if isinstance(text, bytes) else text.encode())
        report = Report(tmp_path / "rejects.jsonl")
        import_tickers(paths, report)
        return report

    return run


def counts(report):
    return next(report.lines("ticker")).removeprefix("ticker: ")


def test_the_nasdaq_s_list_is_read(load):
    load(NASDAQ + "AACB,Artius II,Artius II - Class A Ordinary Shares,G,N,D,100,N,N\nQQQ,QQQ,QQQ Trust,G,N,N,100,Y,N\n")
    rows = Ticker.objects.values_list("exchange", "symbol", "mic", "name", "kind", "currency", "active")
    assert list(rows) == [
        ("NASDAQ", "AACB", "XNAS", "Artius II Class A", "equity", "USD", True),
        ("NASDAQ", "QQQ", "XNAS", "QQQ Trust", "etf", "USD", True),
    ]


@pytest.mark.parametrize(
    ("code", "exchange", "mic"),
    [
        ("N", "NYSE", "XNYS"),
        ("A", "NYSE", "XASE"),
        ("P", "NYSE", "ARCX"),
        ("Z", "CBOE", "BATS"),
        ("V", "IEX", "IEXG"),
    ],
)
def test_each_venue_of_the_other_list_has_its_prefix_and_mic(load, code, exchange, mic):
    load(OTHER + f"BRK.B,Berkshire,Berkshire Common Stock,{code},BRK.B,N,100.0,N,BRK.B\n")
    ticker = Ticker.objects.get()
    assert (ticker.exchange, ticker.symbol, ticker.mic, ticker.name) == (exchange, "BRK.B", mic, "Berkshire")


def test_test_issues_are_left_out(load):
    report = load(NASDAQ + "ZVZZT,NASDAQ TEST STOCK,NASDAQ TEST STOCK,G,Y,N,100,N,N\n")
    assert counts(report) == "0 created, 0 updated, 0 unchanged, 1 skipped, 0 failed"
    assert not Ticker.objects.exists()


@pytest.mark.parametrize("symbol", ["NA", "TRUE", "NAN", "NULL", "NONE"])
def test_symbols_that_look_like_missing_values_are_symbols(load, symbol):
    load(OTHER + f"{symbol},X,X,N,{symbol},N,100.0,N,{symbol}\n")
    assert Ticker.objects.get().symbol == symbol


def test_our_own_list_is_read(load):
    load("symbol,exchange,name,kind,currency,mic\nspy,nyse arca,SPDR,etf,usd,arcx\nVOD,LSE,Vodafone,,GBP,\n")
    rows = Ticker.objects.order_by("symbol").values_list("exchange", "symbol", "name", "kind", "currency", "mic")
    assert list(rows) == [
        ("NYSE", "SPY", "SPDR", "etf", "USD", "ARCX"),
        ("LSE", "VOD", "Vodafone", "equity", "GBP", ""),
    ]


def test_a_second_run_is_unchanged_and_a_changed_row_updates(load):
    text = "symbol,exchange,name\nSPY,NYSE,SPDR\nVOD,LSE,Vodafone\n"
    assert counts(load(text)) == "2 created, 0 updated, 0 unchanged, 0 skipped, 0 failed"
    before = set(Ticker.objects.values_list("pk", flat=True))
    assert counts(load(text)) == "0 created, 0 updated, 2 unchanged, 0 skipped, 0 failed"
    assert counts(load(text.replace("SPDR", "New"))) == "0 created, 1 updated, 1 unchanged, 0 skipped, 0 failed"
    assert set(Ticker.objects.values_list("pk", flat=True)) == before
    assert Ticker.objects.get(symbol="SPY").name == "New"


def test_a_listed_ticker_becomes_active_and_keeps_what_the_list_leaves_open(load):
    make_ticker(symbol="SPY", exchange="NYSE", name="SPDR", kind=TickerKind.ETF, active=False)
    assert counts(load("symbol,exchange\nSPY,NYSE\n")) == "0 created, 1 updated, 0 unchanged, 0 skipped, 0 failed"
    ticker = Ticker.objects.get()
    assert (ticker.active, ticker.name, ticker.kind) == (True, "SPDR", "etf")


def test_a_list_without_exchanges_matches_what_is_known(load):
    make_ticker(symbol="MMM", exchange="NYSE", active=False)
    make_ticker(symbol="TWO", exchange="NYSE")
    make_ticker(symbol="TWO", exchange="LSE")
    report = load("Symbol,Security,GICS Sector\nMMM,3M,Industrials\nTWO,Two,Industrials\nXXX,X,Energy\n")
    assert counts(report) == "0 created, 1 updated, 0 unchanged, 2 skipped, 0 failed"
    assert "more than one ticker has the symbol TWO" in report.skipped[0]
    assert "no ticker has the symbol XXX" in report.skipped[1]
    assert Ticker.objects.get(symbol="MMM").active


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b",NYSE,x,", "cannot be a symbol"),
        (b"A B!C,NYSE,x,", "cannot be a symbol"),
        (b"SPY,,x,", "exchange is missing"),
        (b"SPY,1!,x,", "cannot be an exchange"),
        (b"SPY,NYSE,x,share", "kind is 'share'"),
        (b"SPY,NYSE,x,etf,more", "The row has 5 values, but the header names 4."),
        (b"SPY,NYSE,\xff,etf", "The row is not UTF-8."),
        (b"SPY,NYSE," + b"x" * 201 + b",etf", "name has 201 characters"),
        (b"SPY,NYSE," + b"x" * 200_000 + b",etf", "no row of a CSV file"),
    ],
)
def test_a_row_that_is_wrong_fails_and_the_next_is_read(load, tmp_path, row, reason):
    report = load(b"symbol,exchange,name,kind\n" + row + b"\nVOD,LSE,Vodafone,equity\n")
    assert counts(report) == "1 created, 0 updated, 0 unchanged, 0 skipped, 1 failed"
    assert reason in report.failed[0]
    assert f"{tmp_path / '0.csv'}:2:" in report.failed[0]
    assert (tmp_path / "rejects.jsonl").exists()


def test_an_unknown_venue_fails(load):
    assert "The exchange's code is 'Q'" in load(OTHER + "A,A,A,Q,A,N,100.0,N,A\n").failed[0]


@pytest.mark.parametrize("text", ["", "name,price\nx,1\n"])
def test_what_is_no_directory_is_told_in_one_sentence(load, text):
    with pytest.raises(BadPath, match="is no directory of tickers"):
        load(text)


def test_a_file_that_is_not_there_is_told(tmp_path, db):
    with pytest.raises(BadPath, match="There is no file"):
        import_tickers([tmp_path / "none.csv"], Report())


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Agilent Technologies, Inc. Common Stock", "Agilent Technologies, Inc."),
        ("Alphabet Inc. - Class A Common Stock", "Alphabet Inc. Class A"),
        ("Zai Lab Limited - American Depositary Shares", "Zai Lab Limited"),
        ("Aclarion, Inc. - Warrant", "Aclarion, Inc. - Warrant"),
        ("iShares Core S&P 500 ETF", "iShares Core S&P 500 ETF"),
        ("Common Stock", "Common Stock"),
    ],
)
def test_names_lose_what_every_stock_is_called(name, cleaned):
    assert clean_name({"security name": name}) == cleaned


def test_the_real_directories_are_read(shared_data, tmp_path, db):
    folder = shared_data / "tickers"
    names = ["nasdaq-listed-symbols.csv", "other-listed.csv", "sp500-constituents.csv"]
    report = Report(tmp_path / "rejects.jsonl")
    import_tickers([folder / name for name in names], report)
    assert counts(report) == "13104 created, 0 updated, 501 unchanged, 10 skipped, 0 failed"
    assert Ticker.objects.count() == 13104
    listed = dict(Ticker.objects.filter(symbol__in=["NA", "NAN", "BRK.B", "SPY"]).values_list("symbol", "exchange"))
    assert listed == {"NA": "NASDAQ", "NAN": "NYSE", "BRK.B": "NYSE", "SPY": "NYSE"}
    assert not Ticker.objects.filter(symbol__contains="ZZT").exists()
    assert Ticker.objects.get(symbol="SPY").kind == TickerKind.ETF
    again = Report()
    import_tickers([folder / name for name in names], again)
    assert counts(again) == "0 created, 0 updated, 13605 unchanged, 10 skipped, 0 failed"


def test_a_ticker_with_another_name_is_found_by_it(load, monkeypatch):
    head = "symbol,exchange,name\n"
    load(head + "SPY,NYSE,Orchard\nQQQ,NASDAQ,Meadow\n")
    article, other = make_article(published=False), make_article(published=False)
    TickerSentiment.objects.create(article=article, ticker=Ticker.objects.get(symbol="SPY"))
    TickerSentiment.objects.create(article=other, ticker=Ticker.objects.get(symbol="QQQ"))
    for each in (article, other):
        workflow.publish(each)
    told = []
    retell = workflow.retell
    monkeypatch.setattr(workflow, "retell", lambda articles: told.extend(articles) or retell(articles))
    load(head + "SPY,NYSE,Vineyard\nQQQ,NASDAQ,Meadow\nGLD,NYSE,Gold\n")
    assert told == [article]
    found = [find(word, 9) for word in ("vineyard", "orchard")]
    assert found == [[article.pk], []]
