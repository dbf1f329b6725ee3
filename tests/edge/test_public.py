"""What is kept by others is only there to be read, and says how long and under which names."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.shortcuts import redirect

from edge.names import name
from edge.public import forever, public_page, shows


def page(request):
    shows(request, "article-12", "latest")
    return HttpResponse("a page")


def seconds(answer, what):
    found = re.search(rf"(?<![a-z-]){what}=(\d+)", answer.headers["Cache-Control"])
    return int(found[1]) if found else None


@pytest.mark.parametrize("kept", [public_page, forever])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_what_would_change_something_is_refused_and_the_refusal_is_not_kept(rf, kept, method):
    answer = kept(lambda request: HttpResponse("a page"))(rf.generic(method, "/"))
    assert answer.status_code == 405
    assert "Cache-Control" not in answer.headers


@pytest.mark.parametrize("kept", [public_page, forever])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_is_answered_and_kept(rf, kept, method):
    answer = kept(lambda request: HttpResponse("a page"))(rf.generic(method, "/"))
    assert answer.status_code == 200
    assert "public" in answer.headers["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/articles/", "/search/?q=a", "/uploads/a.webp", "/tickers/"])
def test_public_addresses_take_no_forms(client, address):
    assert client.post(address).status_code == 405


def test_a_page_says_how_long_it_is_good(rf):
    answer = public_page(page)(rf.get("/"))
    assert (seconds(answer, "max-age"), seconds(answer, "s-maxage")) == (5, 5)
    assert (seconds(answer, "stale-while-revalidate"), seconds(answer, "stale-if-error")) == (10, 86_400)


def test_a_cache_that_is_purged_keeps_it_for_longer_and_browsers_do_not(rf, settings):
    settings.PURGED_CACHES = ["varnish"]
    answer = public_page(seconds=120)(page)(rf.get("/"))
    assert (seconds(answer, "max-age"), seconds(answer, "s-maxage")) == (5, 120)


def test_what_nobody_could_purge_is_kept_for_a_moment_only(rf, settings):
    settings.PURGED_CACHES = ["varnish"]
    answer = public_page(lambda request: HttpResponse("nothing named"))(rf.get("/"))
    assert seconds(answer, "s-maxage") == 5


def test_names_stand_in_the_headers_of_all_caches_that_we_know(rf):
    headers = public_page(page)(rf.get("/")).headers
    assert headers["xkey"] == headers["Surrogate-Key"] == "all article-12 latest"
    assert headers["Cache-Tag"] == "all,article-12,latest"


def test_where_it_is_known_which_cache_stands_in_front_only_its_header_is_sent(rf, settings):
    settings.PURGED_CACHES = ["fastly"]
    headers = public_page(page)(rf.get("/")).headers
    assert "Surrogate-Key" in headers
    assert "xkey" not in headers
    assert "Cache-Tag" not in headers


def test_a_name_holds_nothing_that_parts_names():
    assert name("ticker", "NYSE", "BRK.B") == "ticker-NYSE-BRK.B"
    assert name("ticker", "X", "^GSPC") == "ticker-X-^GSPC"
    assert name("page", "a b,c\n\u00e9") == "page-a%20b%2Cc%0A%C3%A9"


def test_the_tag_is_strong_and_of_the_content(rf):
    tag = public_page(page)(rf.get("/")).headers["ETag"]
    assert re.fullmatch(r'"[0-9a-f]{24}"', tag)
    assert public_page(page)(rf.get("/")).headers["ETag"] == tag
    assert public_page(lambda request: HttpResponse("another"))(rf.get("/")).headers["ETag"] != tag


def test_it_says_when_it_was_made_and_varies_by_encoding_alone(rf, time_machine):
    time_machine.move_to("2026-02-10T19:30:00Z", tick=False)
    short = public_page(page)(rf.get("/")).headers
    long = public_page(lambda request: HttpResponse("a page " * 100))(rf.get("/")).headers
    assert short["Last-Modified"] == "Tue, 10 Feb 2026 19:30:00 GMT"
    assert long["Vary"] == "Accept-Encoding"
    assert "Vary" not in short  # it is never compressed


@pytest.mark.parametrize(("status", "is_kept"), [(200, True), (301, True), (410, True), (302, False), (404, False)])
def test_what_may_be_there_the_next_moment_is_not_kept(rf, status, is_kept):
    answer = public_page(lambda request: HttpResponse("x", status=status))(rf.get("/"))
    assert ("Cache-Control" in answer.headers) == is_kept


def test_an_address_that_moved_for_good_is_kept_with_its_names(rf):
    def moved(request):
        shows(request, "article-3")
        return redirect("/there/", permanent=True)

    assert "article-3" in public_page(moved)(rf.get("/")).headers["xkey"]


def test_a_view_sees_only_the_parameters_that_it_reads_each_once_and_in_one_order(rf):
    def asked(request):
        return HttpResponse(f"{request.GET.urlencode()} {request.get_full_path()}")

    view = public_page(reads=("q", "page"))(asked)
    answer = view(rf.get("/?utm_source=x&page=2&q=first&q=b+c&Q=3"))
    assert answer.content == b"page=2&q=b+c /?page=2&q=b+c"


def test_a_view_that_does_not_say_what_it_reads_sees_everything(rf):
    view = public_page(lambda request: HttpResponse(request.GET["anything"]))
    assert view(rf.get("/?anything=1")).content == b"1"


def test_a_view_is_shown_no_cookie_and_what_stands_above_it_is(rf):
    request = rf.get("/", HTTP_COOKIE="theme=dark")
    answer = public_page(lambda request: HttpResponse(str(dict(request.COOKIES))))(request)
    assert answer.content == b"{}"
    assert request.COOKIES == {"theme": "dark"}


@pytest.mark.parametrize("sent", [{"HTTP_COOKIE": "sessionid=abc"}, {"HTTP_AUTHORIZATION": "Basic abc"}])
def test_who_is_signed_in_sees_the_page_of_this_moment_and_leaves_none(rf, sent):
    answer = public_page(page)(rf.get("/", **sent))
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "xkey" not in answer.headers


def test_what_is_no_page_to_be_kept_may_name_what_it_shows(rf):
    shows(rf.get("/"), "article-12")
