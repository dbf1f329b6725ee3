"""The page store: what is answered from it, what goes through, and what becomes of a page that changes or fails."""

from __future__ import annotations

import gzip
import time

import brotli
import pytest

from edge.encodings import zstd


def test_a_page_is_made_once(site):
    first, second = site.get(), site.get()
    assert len(site.made) == 1
    assert second.body == first.body
    assert not first.from_store
    assert second.from_store


def test_it_is_sent_in_the_encoding_that_the_client_takes(site):
    plain = site.get().body
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress, "zstd": zstd.decompress}
    for name, unpacked in unpack.items():
        answer = site.get(HTTP_ACCEPT_ENCODING=name)
        assert answer.headers["content-encoding"] == name
        assert answer.headers["content-length"] == str(len(answer.body))
        assert answer.headers["vary"] == "Accept-Encoding"
        assert unpacked(answer.body) == plain
    assert len(site.made) == 1


def test_each_encoding_is_made_once(site, monkeypatch):
    made = []
    monkeypatch.setitem(__import__("edge.encodings").encodings.MAKERS, "br", lambda body: made.append(1) or b"packed")
    assert [site.get(HTTP_ACCEPT_ENCODING="br").body for _ in range(3)] == [b"packed"] * 3
    assert len(made) == 1


def test_what_no_browser_wanted_yet_is_made_of_what_one_wanted(site):
    """The text is kept once: in the encoding that was asked for first."""
    plain = site.get().body
    for first, then, unpack in (("br", "gzip", gzip.decompress), ("gzip", "br", brotli.decompress)):
        site.store.shelf.copies.clear()
        site.get(HTTP_ACCEPT_ENCODING=first)
        [copy] = site.store.shelf.copies.values()
        assert copy.stored == (copy.variants[first].body, first)
        assert unpack(site.get(HTTP_ACCEPT_ENCODING=then).body) == plain
        assert site.get().body == plain


def test_each_encoding_has_a_strong_tag_of_its_own(site):
    tags = {site.get(HTTP_ACCEPT_ENCODING=name).headers["etag"] for name in ("", "gzip", "br", "zstd")}
    assert len(tags) == 4
    assert not [tag for tag in tags if tag.startswith("W/")]


@pytest.mark.parametrize("written", ["{}", "W/{}", '"x", {}', "*"])
def test_who_has_it_is_not_sent_it_again(site, written):
    tag = site.get(HTTP_ACCEPT_ENCODING="br").headers["etag"]
    again = site.get(HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=written.format(tag))
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == tag
    assert "content-length" not in again.headers


def test_the_tag_of_another_encoding_is_another(site):
    tag = site.get(HTTP_ACCEPT_ENCODING="br").headers["etag"]
    assert site.get(HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=tag).status == 200


def test_a_date_counts_where_no_tag_is_sent(site):
    date = site.get().headers["last-modified"]
    assert site.get(HTTP_IF_MODIFIED_SINCE=date).status == 304
    assert site.get(HTTP_IF_MODIFIED_SINCE="Thu, 01 Jan 1970 00:00:00 GMT").status == 200
    assert site.get(HTTP_IF_MODIFIED_SINCE="yesterday").status == 200
    assert site.get(HTTP_IF_MODIFIED_SINCE=date, HTTP_IF_NONE_MATCH='"other"').status == 200


def test_a_question_for_headers_alone_gets_those_of_the_page_and_leaves_the_page(site):
    head = site.get(method="HEAD")
    assert head.body == b""
    assert head.headers["content-length"] == str(len(site.get().body))
    assert len(site.made) == 1


def test_parameters_that_the_page_does_not_read_make_no_second_copy(site):
    for query in ("", "utm_source=mail", "fbclid=1&gclid=2", "x[]=1"):
        assert site.get(f"/page/?{query}").status == 200
    assert site.made == ["/page/"]


def test_parameters_that_it_reads_make_one_each_whatever_their_order(site):
    answers = {site.get(f"/page/?{query}").body for query in ("q=a&page=2", "page=2&utm=1&q=a", "page=1&page=2&q=a")}
    assert len(answers) == 1
    assert site.made == ["/page/?page=2&q=a"]


@pytest.mark.parametrize(
    "sent",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "a=b; sessionid =abc"},
        {"HTTP_AUTHORIZATION": "Basic abc"},
        {"method": "POST"},
        {"CONTENT_LENGTH": "5"},
        {"HTTP_TRANSFER_ENCODING": "chunked"},
        {"HTTP_HOST": "evil.example"},
        {"wsgi.url_scheme": "https"},
    ],
)
def test_what_is_no_plain_question_gets_no_stored_page_and_leaves_none(site, sent):
    assert not site.get(**sent).from_store
    assert not site.store.shelf.copies
    site.get()
    assert not site.get(**sent).from_store


def test_a_reader_with_another_cookie_gets_the_stored_page(site):
    site.get()
    assert site.get(HTTP_COOKIE="consent=yes").from_store


@pytest.mark.parametrize(
    "headers", [{"Set-Cookie": "a=b"}, {"Vary": "Cookie"}, {"Vary": "Accept-Language"}, {"Cache-Control": "private"}]
)
def test_an_answer_that_is_for_one_reader_is_not_kept(site, headers):
    site.headers = headers
    assert [site.get().from_store for _ in range(2)] == [False, False]
    assert len(site.made) == 2


@pytest.mark.parametrize(("status", "is_kept"), [(200, True), (301, True), (410, True), (302, False), (404, False)])
def test_what_is_kept_beside_pages(site, status, is_kept):
    site.status = status
    assert site.get().status == status
    assert site.get().from_store == is_kept


def test_a_view_that_is_no_public_page_is_never_kept(site):
    site.get("/private/")
    assert not site.get("/private/").from_store


def test_what_names_nothing_could_not_be_purged_and_is_not_kept(site):
    site.shown = []
    site.get()
    assert not site.get().from_store


def test_a_change_in_this_process_is_seen_by_the_next_request(site):
    site.get()
    site.says = "Corrected. " * 100
    site.store.noticed(1, ["article-12"], False)
    assert site.get().body.startswith(b"Corrected.")


def test_a_change_elsewhere_is_noticed_within_a_second(site):
    site.get()
    site.says, site.notices = "Corrected. " * 100, [(7, ["article-12"], False)]
    deadline = time.monotonic() + 1.05
    while time.monotonic() < deadline and site.get().body.startswith(b"A page"):
        time.sleep(0.02)
    assert site.get().body.startswith(b"Corrected.")


def test_the_database_is_asked_once_a_second_and_not_for_each_request(site, monkeypatch):
    site.get()
    asked = []
    monkeypatch.setattr(site.store.watch, "_read", lambda: asked.append(1) or [])
    for _ in range(200):
        site.get()
    assert len(asked) <= 1


def test_a_change_of_something_else_leaves_it(site):
    site.get()
    site.store.noticed(1, ["article-13", "latest"], False)
    assert site.get().from_store


def test_an_nginx_in_front_may_keep_it_until_the_second_ends(site):
    tag = site.get().headers["etag"]
    before = int(time.time())
    said = [site.get(**headers).headers["x-accel-expires"] for headers in ({}, {"HTTP_IF_NONE_MATCH": tag})]
    assert all(before <= int(second.removeprefix("@")) <= time.time() for second in said)


def test_an_nginx_in_front_keeps_nothing_that_changed_while_it_was_made(site):
    site.meanwhile = lambda: site.store.noticed(1, ["article-12"], False)
    assert site.get().headers["x-accel-expires"] == "0"
