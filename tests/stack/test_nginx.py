"""The nginx of deploy/nginx, before a site that runs as production does."""

from __future__ import annotations

import gzip
import http.client
import re
import socket
import time

import pytest

from make.nginx import NAME

STYLESHEET = re.compile(rb'href="(/static/css/[^"]+\.css)"')
PICTURE = re.compile(rb'(/uploads/[^" ]+\.(?:webp|avif))')
ARTICLE = re.compile(rb'href="(/articles/\d{4}/\d{2}/\d{2}/[^"]+/)"')


CHANGE = """
from articles.models import StandingPage
page = StandingPage.objects.get(slug="privacy")
page.body = "<p>Anew.</p>"
page.save()
"""


def kept(answer):
    return answer.headers["X-Cache"]


def test_plain_http_is_sent_to_the_secure_address(stack):
    connection = http.client.HTTPConnection("127.0.0.1", stack.nginx.plain_port, timeout=10)
    connection.request("GET", "/tickers/?page=2", headers={"Host": NAME})
    answer = connection.getresponse()
    connection.close()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/tickers/?page=2")


def test_a_page_is_asked_for_once_and_kept(stack):
    first, second = stack.ask("/about/"), stack.ask("/about/")
    assert (first.status, second.status) == (200, 200)
    assert (kept(first), kept(second)) == ("MISS", "HIT")
    assert first.body == second.body != b""
    assert first.headers["Strict-Transport-Security"]


def test_each_answer_has_an_id_of_its_own_though_its_page_is_kept(stack):
    answers = [stack.ask("/about/", X_Request_ID="somebody-elses-id") for _ in range(2)]
    ids = [value for answer in answers for value in answer.headers.get_all("X-Request-ID")]
    assert len(set(ids)) == len(ids) == 2
    assert all(re.fullmatch(r"[0-9.]+(-[0-9]+){3}", one) for one in ids)
    missing = stack.ask("/nothing-here/")
    assert missing.status == 404
    assert missing.headers.get_all("X-Request-ID")[0] in stack.site.log.read_text()


@pytest.mark.parametrize("spelling", ["gzip, deflate, br, zstd", "br;q=0, gzip", "GZIP"])
def test_however_a_client_spells_what_it_unpacks_it_gets_one_of_few_copies(stack, spelling):
    stack.ask("/standards/", Accept_Encoding="gzip")
    answer = stack.ask("/standards/", Accept_Encoding=spelling)
    assert answer.headers["Content-Encoding"] in {"gzip", "br", "zstd"}
    assert kept(stack.ask("/standards/", Accept_Encoding=spelling)) == "HIT"


def test_what_an_editor_changes_is_seen_within_two_seconds(fresh_stack):
    fresh_stack.ask("/privacy/")
    fresh_stack.site.manage("shell", "-v0", "-c", CHANGE)
    deadline = time.monotonic() + 2
    while b"Anew." not in fresh_stack.ask("/privacy/").body:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_page_is_kept_while_the_site_is_dead(fresh_stack):
    seen = fresh_stack.ask("/privacy/")
    fresh_stack.site.process.terminate()
    fresh_stack.site.process.wait(20)
    time.sleep(2.1)  # nginx counts whole seconds
    answer = fresh_stack.ask("/privacy/")
    assert (answer.status, kept(answer), answer.body) == (200, "STALE", seen.body)


def test_who_is_signed_in_gets_and_leaves_nothing_in_the_cache(stack):
    for _ in range(2):
        assert kept(stack.ask("/corrections/", Cookie="theme=dark; sessionid=abc")) == "BYPASS"
    assert kept(stack.ask("/corrections/")) == "MISS"


def test_pages_of_the_newsroom_are_never_kept(stack):
    for _ in range(2):
        answer = stack.ask("/admin/account/sign-in/")
        assert answer.status == 200
        assert kept(answer) is None


def test_nobody_outside_says_which_site_this_is(stack):
    answer = stack.ask(
        "/risks/", X_Forwarded_Host="evil.example", X_Forwarded_Proto="http", Forwarded="host=evil.example"
    )
    assert answer.status == 200
    assert b"evil.example" not in stack.ask("/risks/").body + answer.body


def test_another_name_is_not_answered(stack):
    assert stack.ask("/", Host="evil.example").status in {400, 421}


def test_a_static_file_comes_from_disk_compressed_and_for_good(stack):
    path = STYLESHEET.search(stack.ask("/about/").body)[1].decode()
    answer = stack.ask(path, Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert gzip.decompress(answer.body) == stack.ask(path).body


def test_a_picture_comes_from_disk_and_nothing_else_does(stack):
    pages = ARTICLE.findall(stack.ask("/articles/").body)
    pictures = [found for path in pages for found in PICTURE.findall(stack.ask(path.decode()).body)]
    answer = stack.ask(pictures[0].decode())
    assert answer.status == 200
    assert answer.headers["Content-Type"] in {"image/webp", "image/avif"}
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    (stack.site.folder / "uploads" / "page.html").write_text("<script>1</script>")
    assert stack.ask("/uploads/page.html").status == 404
    assert stack.ask("/uploads/../db.sqlite3").status in {400, 404}


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_what_watches_the_site_is_not_for_readers(stack, path):
    assert stack.ask(path).status == 404


def test_too_much_is_refused_before_it_reaches_the_site(stack):
    assert stack.ask("/search/", "POST", b"x" * 1_100_000).status == 413
    assert stack.ask(f"/search/?q={'x' * 9_000}").status == 414
    assert stack.ask("/about/", X_Long="x" * 9_000).status == 400


def test_one_address_that_tries_the_door_again_and_again_is_held_up(stack):
    answers = [stack.ask("/admin/account/sign-in/").status for _ in range(16)]
    assert answers[:5] == [200] * 5
    assert 429 in answers


def test_a_client_that_never_ends_its_request_is_hung_up_on(stack):
    with socket.create_connection(("127.0.0.1", stack.nginx.plain_port), 30) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: ")
        began = time.monotonic()
        assert slow.recv(1_000) == b"" or True
        assert time.monotonic() - began < 25
