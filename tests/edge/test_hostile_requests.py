"""Whatever a request brings along, a stored page holds nothing of it, and no two readers are given different pages.

Each of these is sent to an empty store first, as somebody would who wants others to get what they wrote; then a
plain reader asks. The reader is to get what a store gives that was never asked anything else.
"""

from __future__ import annotations

import pytest

from articles.workflow import record
from tests.factories import make_article, make_category

pytestmark = pytest.mark.django_db
MARK = "evil-9d41"
EVIL = f"{MARK}.example"

UNKEYED = {
    "X_FORWARDED_HOST": EVIL, "X_HOST": EVIL, "X_FORWARDED_SERVER": EVIL, "X_HTTP_HOST_OVERRIDE": EVIL,
    "FORWARDED": f"host={EVIL};proto=https", "X_ORIGINAL_URL": f"/{MARK}/", "X_REWRITE_URL": f"/{MARK}/",
    "X_ORIGINAL_HOST": EVIL, "X_FORWARDED_PREFIX": f"/{MARK}", "X_FORWARDED_PORT": "31337",
    "X_FORWARDED_SCHEME": "nothttps", "X_FORWARDED_PROTO": "https", "X_FORWARDED_SSL": "on", "X_URL_SCHEME": MARK,
    "X_FORWARDED_FOR": EVIL, "X_REAL_IP": EVIL, "CLIENT_IP": EVIL, "TRUE_CLIENT_IP": EVIL, "VIA": MARK,
    "X_HTTP_METHOD_OVERRIDE": "DELETE", "X_HTTP_METHOD": "PUT", "X_METHOD_OVERRIDE": "POST",
    "ACCEPT": f"text/{MARK}", "ACCEPT_LANGUAGE": MARK, "ACCEPT_CHARSET": MARK, "USER_AGENT": f"<script>{MARK}",
    "REFERER": f"https://{EVIL}/", "ORIGIN": f"https://{EVIL}", "X_REQUESTED_WITH": MARK, "X_CSRFTOKEN": MARK,
    "COOKIE": f"theme={MARK}; csrftoken={MARK}; messages={MARK}", "RANGE": "bytes=0-3", "IF_RANGE": MARK,
    "IF_NONE_MATCH": "*", "IF_MODIFIED_SINCE": "Fri, 01 Jan 2100 00:00:00 GMT", "IF_MATCH": MARK,
    "IF_UNMODIFIED_SINCE": "Thu, 01 Jan 1970 00:00:00 GMT", "EXPECT": "100-continue", "MAX_FORWARDS": "0",
    "CACHE_CONTROL": "no-store", "PRAGMA": "no-cache", "SURROGATE_CAPABILITY": f'{MARK}="ESI/1.0"', "XKEY": MARK,
    "SURROGATE_KEY": MARK, "CACHE_TAG": MARK, "X_VARNISH": MARK, "CDN_LOOP": MARK, "UPGRADE": MARK, "TE": MARK,
    "CONNECTION": f"close, {MARK}", "PROXY": f"http://{EVIL}", "HX_REQUEST": "true", "SEC_FETCH_SITE": MARK,
    "SAVE_DATA": "on", "DNT": "1", "X_WAP_PROFILE": f"http://{EVIL}/w.xml", "X_NOTE": "a" * 60_000,
    "SCRIPT_NAME": f"/{MARK}", "PATH_INFO": f"/{MARK}/", "QUERY_STRING": f"q={MARK}", "SERVER_NAME": EVIL,
}  # fmt: skip
HOSTS = [
    EVIL, f"127.0.0.1:8000@{EVIL}", f"{EVIL}:8000", "127.0.0.1:31337", "127.0.0.1:8000.", "127.0.0.1.:8000",
    "LOCALHOST:8000", "localhost.:8000", f"127.0.0.1:8000, {EVIL}", f"127.0.0.1:8000 {EVIL}", f"127.0.0.1:8000#{MARK}",
    f"127.0.0.1:8000/{MARK}", f"127.0.0.1:8000?{MARK}", f"127.0.0.1:{MARK}", "127.0.0.1:", ":8000", "", "*", ".",
    "[::1]:9", "0x7f000001:8000", "2130706433", "127.1:8000", f"127.0.0.1:8000\t{EVIL}", f"<{MARK}>",
    "127.0.0.1:08000", "127.0.0.1:-1", f"{MARK}.localhost:8000", "a" * 5000, "\xe9", "xn--nxa:8000", "_:8000",
]  # fmt: skip
METHODS = [
    "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PURGE", "BAN", "PROPFIND", "get", "GeT", "HEADS",
    "GET ", "DEBUG", "TRACK", "LINK", "M-SEARCH", "", "\x00", "G" * 300,
]  # fmt: skip
QUERIES = [
    f"utm_source={MARK}", f"utm_content=%22%3E%3Cscript%3E{MARK}", f"fbclid={MARK}", f"_method=DELETE&x={MARK}",
    f"x[]={MARK}", f"x[a][b]={MARK}", f"{MARK}", f"={MARK}", f"&&{MARK}&&", f"%00={MARK}", f"%0d%0aX-Evil:{MARK}",
    f"utm=1;x={MARK}", f"Older={MARK}", f"older%20={MARK}", f"%6Flder2={MARK}", f"callback={MARK}",
    f"url=https://{EVIL}", f"next=//{EVIL}", f"format={MARK}", f"lang={MARK}", f"debug=1&{MARK}=1",
    "a=1&" * 40 + f"b={MARK}", "a=1&" * 60 + f"b={MARK}", f"b={MARK}" + "a" * 1500, f"b={MARK}" + "a" * 30_000,
    f"%ff={MARK}", f"%u0041={MARK}", f"\xff={MARK}", f"%25%30%30={MARK}", f"?{MARK}", f"/../{MARK}", f"#{MARK}",
]  # fmt: skip
REPEATED = [
    "sentiment=positive&sentiment={}", "older={}&older=1-1", "category=x&category={}", "sentiment={}&sentiment=",
    "since={}&since=2026-02-01", "ticker={}&ticker=SPY&ticker=", "page=1&page={}&page=2",
]  # fmt: skip
PATHS = [
    "//articles/", "/articles//", "/./articles/", "/articles/.", "/articles/..", "/articles/%2e", "/articles/%2e%2e/",
    "/%2e/articles/", "/x/../articles/", "/x/%2e%2e/articles/", "/articles%2f", "/%2farticles/", "/articles%2F%2F",
    "/articles%5c", "\\articles\\", "/articles;a=b/", "/articles/;x", "/ARTICLES/", "/Articles/", "/articles./",
    "/articles%00/", "/articles/%00", "/articles%20/", "/articles/%0d%0aX-Evil:1", "/articles%3f/", "/articles%23/",
    f"/articles/%3futm={MARK}", f"//{EVIL}/articles/", f"/{EVIL}/..//articles/", "/%61rticles/", "/%2561rticles/",
    "/articles/%c0%ae/", "/articles/%ff/", "/articles/index.php", "/articles/x.css", "/articles/.css", "*", "",
    f"http://{EVIL}/articles/", "/static/../articles/", "/admin/../articles/", "/articles/\xe2\x80\xae/",
]  # fmt: skip


@pytest.fixture
def clean(paper):
    """What a plain reader gets where nobody asked anything else."""
    article = make_article(category=make_category(slug="markets"), headline="Stocks rise")
    record(article)
    answer = paper.get("/articles/")
    assert (answer.status, paper.get("/articles/").from_store) == (200, True)
    paper.store.shelf.purge(["all"], True)
    return answer


def plainly(answer):
    """All of an answer but what each has of its own."""
    own = {"cache-status", "last-modified", "date", "x-accel-expires"}
    return answer.status, answer.body, {name: said for name, said in answer.headers.items() if name not in own}


def is_unharmed(paper, clean):
    """A plain reader, and the next one, get what they always get; nothing kept holds a word of what was sent."""
    assert [plainly(paper.get("/articles/")) for _ in range(2)] == [plainly(clean)] * 2
    for copy in paper.store.shelf.copies.values():
        assert MARK not in f"{copy.key} {copy.headers} {copy.text()!r}"


@pytest.mark.parametrize("header", UNKEYED)
def test_a_header(paper, clean, header):
    answer = paper.get("/articles/", **{f"HTTP_{header}": UNKEYED[header]})
    assert MARK not in f"{answer.headers} {answer.body!r}"
    is_unharmed(paper, clean)


@pytest.mark.parametrize("host", HOSTS, ids=range(len(HOSTS)))
def test_a_host(paper, clean, host):
    assert not paper.get("/articles/", HTTP_HOST=host).from_store
    assert not paper.store.shelf.copies
    is_unharmed(paper, clean)
    assert not paper.get("/articles/", HTTP_HOST=host).from_store


@pytest.mark.parametrize("method", METHODS, ids=range(len(METHODS)))
def test_a_method(paper, clean, method):
    assert not paper.get("/articles/", method=method).from_store
    assert not paper.store.shelf.copies
    is_unharmed(paper, clean)
    assert not paper.get("/articles/", method=method).from_store


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_a_parameter_that_the_page_does_not_read(paper, clean, query):
    assert paper.get(f"/articles/?{query}").status in {200, 400}
    is_unharmed(paper, clean)
    assert len(paper.store.shelf.copies) <= 2


@pytest.mark.parametrize("query", REPEATED)
def test_a_parameter_that_is_repeated(paper, clean, query):
    """It makes the page of the last of them, under the address of that page."""
    sent = query.format("neutral")
    first = paper.get(f"/articles/?{sent}")
    name, _, value = sent.rpartition("&")[2].partition("=")
    alone = paper.get(f"/articles/?{name}={value}")
    assert first.body == alone.body
    assert plainly(paper.get("/articles/")) == plainly(clean)


@pytest.mark.parametrize("path", PATHS, ids=range(len(PATHS)))
def test_a_path(paper, clean, path):
    """Either it is the same page under the same address, or it is no page."""
    answer = paper.get(path)
    if answer.status == 200 and answer.headers.get("content-type", "").startswith("text/html"):
        assert answer.body in (clean.body, paper.get("/").body)
    is_unharmed(paper, clean)


@pytest.mark.parametrize("status", [400, 404, 405, 500])
def test_an_answer_that_was_no_page_is_given_to_nobody_else(paper, clean, status):
    inner = paper.store.application
    paper.store.application = lambda environ, respond: respond(f"{status} No", [("X-Evil", MARK)]) or [MARK.encode()]
    assert paper.get("/articles/").status == status
    paper.store.application = inner
    is_unharmed(paper, clean)


@pytest.mark.parametrize("length", ["1", "-1", "+0", "0x0", "00", " 0", "1e1", "99999999999999999999"])
def test_a_body_that_a_question_does_not_have(paper, clean, length):
    paper.get("/articles/", CONTENT_LENGTH=length, CONTENT_TYPE=f"text/{MARK}")
    assert not paper.store.shelf.copies
    is_unharmed(paper, clean)


@pytest.mark.parametrize(
    "cookie",
    [
        "sessionid=x",
        " sessionid=x",
        "a=1;sessionid=x",
        "sessionid",
        'sessionid="x"',
        "sessionid =x",
        "a=b, sessionid=x",
    ],
)
def test_a_session_in_any_spelling(paper, clean, cookie):
    assert not paper.get("/articles/", HTTP_COOKIE=cookie).from_store
    assert not paper.store.shelf.copies
    is_unharmed(paper, clean)
    assert not paper.get("/articles/", HTTP_COOKIE=cookie).from_store


@pytest.mark.parametrize(
    "encoding", ["evil", "br;q=2", "gzip;q=-1", ",,,", "*;q=0", "identity;q=0", "b" * 90_000, "\xff"]
)
def test_an_odd_wish_for_an_encoding(paper, clean, encoding):
    assert paper.get("/articles/", HTTP_ACCEPT_ENCODING=encoding).status == 200
    is_unharmed(paper, clean)
