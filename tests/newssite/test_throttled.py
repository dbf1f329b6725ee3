"""How much one network may ask in a minute of what costs the site something."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.cache import cache

from articles.workflow import record
from edge import limits
from newssite.throttled import Throttle
from tests.factories import make_article, make_quote, make_ticker

pytestmark = pytest.mark.django_db
NOW = "2026-02-10T20:00:10Z"
READER = "203.0.113.9"
NGINX = Path(__file__).parents[2] / "deploy" / "nginx" / "opening-print.conf"
LIMITED = ["/search/?q=oil", "/search/suggest/?q=oil", "/search/feed/?q=oil", "/quotes/?tickers=NYSE:OIL",
           "/tickers/NYSE:OIL/bars.csv"]  # fmt: skip


@pytest.fixture(autouse=True)
def few(monkeypatch, settings, time_machine):
    """Three a minute of everything, in a cache of its own; ten seconds of the minute are over."""
    time_machine.move_to(NOW, tick=False)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "limits"}}
    cache.clear()
    monkeypatch.setattr(limits.Limit, "a_minute", 3)
    make_quote(make_ticker(symbol="OIL", exchange="NYSE"))


def statuses(client, address, times=4, **more):
    return [client.get(address, REMOTE_ADDR=READER, **more).status_code for _ in range(times)]


@pytest.mark.parametrize("address", LIMITED)
def test_one_too_many_is_told_when_to_come_again(client, address):
    assert statuses(client, address) == [200, 200, 200, 429]
    answer = client.get(address, REMOTE_ADDR=READER)
    assert answer.headers["Retry-After"] == "50"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "in 50 seconds" in answer.content.decode()


def test_a_reader_is_told_in_the_sites_dress_and_a_program_in_json(client, django_assert_num_queries):
    statuses(client, "/search/?q=oil")
    with django_assert_num_queries(0):
        page = client.get("/search/?q=oil", REMOTE_ADDR=READER).content.decode()
    assert "<h1>Too many searches in one minute</h1>" in page
    assert "css/site.css" in page
    statuses(client, "/quotes/?tickers=NYSE:OIL")
    assert client.get("/quotes/?tickers=NYSE:OIL", REMOTE_ADDR=READER).json() == {
        "trouble": "Too many prices were asked for from this network. Ask again in 50 seconds."
    }


def test_the_next_minute_is_a_new_one(client, time_machine):
    assert statuses(client, "/search/?q=oil")[-1] == 429
    time_machine.shift(49)
    assert statuses(client, "/search/?q=oil", 1) == [429]
    time_machine.shift(2)
    assert statuses(client, "/search/?q=oil", 1) == [200]


def test_other_networks_and_other_pages_are_not_stopped(client):
    statuses(client, "/search/?q=oil")
    assert client.get("/search/?q=oil", REMOTE_ADDR="203.0.113.10").status_code == 200
    assert statuses(client, "/quotes/?tickers=NYSE:OIL", 1) == [200]
    assert statuses(client, "/articles/", 5) == [200] * 5
    assert statuses(client, "/search/feed/?q=oil", 1) == [429], "a feed of a search is a search"


def test_who_has_one_address_of_an_ipv6_network_has_them_all(client):
    for number in range(3):
        client.get("/search/?q=oil", REMOTE_ADDR=f"2001:db8:1:2::{number}")
    assert client.get("/search/?q=oil", REMOTE_ADDR="2001:db8:1:2:ffff::9").status_code == 429
    assert client.get("/search/?q=oil", REMOTE_ADDR="2001:db8:1:3::1").status_code == 200


def test_behind_a_proxy_the_clients_address_counts_and_only_the_proxys_word_for_it(client, settings):
    from ipaddress import ip_network

    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    behind = {"REMOTE_ADDR": "10.0.0.7"}
    for _ in range(4):
        last = client.get("/search/?q=oil", headers={"X-Forwarded-For": f"9.9.9.9, {READER}"}, **behind)
    assert last.status_code == 429
    assert client.get("/search/?q=oil", headers={"X-Forwarded-For": "203.0.113.50"}, **behind).status_code == 200
    for number in range(4):  # nobody believes a reader's own
        last = client.get("/search/?q=oil", REMOTE_ADDR="203.0.113.60", headers={"X-Forwarded-For": f"9.9.9.{number}"})
    assert last.status_code == 429


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", ""])
def test_this_machine_and_a_socket_are_not_counted(client, address):
    assert {client.get("/search/?q=oil", REMOTE_ADDR=address).status_code for _ in range(5)} == {200}


def test_a_cache_that_is_away_lets_people_through_and_is_left_alone_for_a_while(client, settings, monkeypatch, caplog):
    asked = []

    def away(*args):
        asked.append(args)
        raise ConnectionError("no cache")

    monkeypatch.setattr("django.core.cache.backends.locmem.LocMemCache.add", away)
    assert statuses(client, "/search/?q=oil", 9) == [200] * 9
    assert len(asked) == 1
    assert [record.message for record in caplog.records] == [
        "The cache does not answer (ConnectionError('no cache')): nobody is told to wait."
    ]


def test_no_address_is_in_the_cache_nor_a_count_after_its_minute(client, time_machine):
    statuses(client, "/search/?q=oil", 1)
    held = cache._cache
    assert len(held) == 1
    assert READER not in str(held)
    [key] = [key.split(":")[-1] for key in held]
    time_machine.shift(51)
    assert cache.get(key) is None


def test_pages_that_are_kept_are_not_counted(paper):
    record(make_article(headline="Oil falls"))
    asked = [paper.get("/search/?q=oil", REMOTE_ADDR=READER) for _ in range(9)]
    assert [answer.status for answer in asked] == [200] * 9
    others = [paper.get(f"/search/?q=oil{number}", REMOTE_ADDR=READER).status for number in range(3)]
    assert others == [200, 200, 429]
    assert paper.get("/search/?q=oil2", REMOTE_ADDR="203.0.113.10").status == 200, "429 is given to nobody else"


def test_a_page_made_behind_a_proxy_counts_for_its_reader(paper, settings):
    from ipaddress import ip_network

    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    sent = {"REMOTE_ADDR": "10.0.0.7", "HTTP_X_FORWARDED_FOR": READER}
    assert [paper.get(f"/search/?q=oil{n}", **sent).status for n in range(4)] == [200, 200, 200, 429]


def test_nginx_and_the_site_have_the_same_limits():
    rates = {name: int(rate) for name, rate in re.findall(r"zone=print_(\w+):\d+m rate=(\d+)r/s", NGINX.read_text())}
    ours = {limit.name: limit for limit in vars(limits).values() if isinstance(limit, limits.Limit)}
    assert set(ours) == set(rates) - {"pages"}
    # `few` has changed what the limits say, not what they are.
    assert {name: limit[1] for name, limit in ours.items()} == {name: rates[name] * 60 for name in ours}


def test_many_at_once_are_counted_each():
    throttle = Throttle(lambda request: None)
    assert [throttle.counted(limits.SEARCH, "203.0.113.0/32", 1, 60) for _ in range(3)] == [1, 2, 3]
