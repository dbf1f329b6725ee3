"""What every answer of a public site says to browsers: asked of a server as it runs in production, behind a proxy."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from email.message import Message
from typing import NamedTuple

import pytest

from edge.store import PageStore
from edge.unavailable import unavailable
from edge.watch import Watch
from make.pages import all_kinds
from make.temporary_site import copy_of, temporary_site
from newssite import limits, observing

PRODUCTION = {
    "SITE_URL": "https://news.example.com", "BEHIND_PROXY": "1", "EXTRA_HOSTS": "127.0.0.1",
    "SECRET_KEY": "a-secret-that-is-long-enough-as-it-has-some-fifty-characters",
}  # fmt: skip
#: As a proxy that has done the encryption says it.
BY_HTTPS = ("X-Forwarded-Proto", "https")
#: A chief of everything with a second factor, and the session of a browser in which they are signed in.
SESSION = """
from allauth.mfa.models import Authenticator
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from articles.models import Article, Ticker
from django.contrib.auth.models import User
user = User.objects.create_superuser("dana", password="plain-words-for-dana")
Authenticator.objects.create(user=user, type="totp", data={"secret": "JBSWY3DP"})
session = SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session.save()
article = Article.objects.filter(picture__gt="").first()
print(session.session_key, article.pk, article.picture.url, Ticker.objects.get(symbol="QQQ", exchange="NASDAQ"))
"""
NEWSROOM = {
    "desk": "/admin/",
    "articles": "/admin/articles/article/",
    "new article": "/admin/articles/article/add/",
    "article's form": "/admin/articles/article/{}/change/",
    "article's history": "/admin/articles/article/{}/history/",
    "preview": "/articles/preview/{}/",
    "front page": "/admin/articles/frontpageslot/",
    "accounts": "/admin/auth/user/",
    "audit log": "/admin/staff/auditentry/",
    "account": "/admin/account/",
    "password": "/admin/account/password/",
    "new passkey": "/admin/account/passkeys/add/",
    "ask again": "/admin/account/again/code/",
    "offers": "/admin/autocomplete/?app_label=articles&model_name=byline&field_name=author&term=a",
    "words of the admin's scripts": "/admin/jsi18n/",
    "nothing": "/admin/no/such/page/",
}
DOOR = {
    "sign in": "/admin/account/sign-in/",
    "second step": "/admin/account/sign-in/second-step/",
    "to the door": "/admin/articles/article/",
    "admin's own sign-in": "/admin/login/",
    "damaged link to a draft": "/articles/preview/shared/x:y/",
}
OTHER = {
    "robots": "/robots.txt",
    "feed of a search": "/search/feed/?q=memory",
    "suggestions": "/search/suggest/?q=mem",
    "prices": "/quotes/?tickers=NASDAQ:QQQ",
    "prices of nothing": "/quotes/",
    "days as CSV": "/tickers/NASDAQ:QQQ/bars.csv",
    "style": "/static/css/site.css",
    "drawing": "/static/img/icon.svg",
    "no file": "/static/no.css",
    "no picture": "/uploads/no.webp",
    "moved": "/articles",
    "alive": "/healthz",
    "ready": "/readyz",
}
ALL = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


class Answer(NamedTuple):
    status: int
    headers: Message
    body: bytes


class Asked(NamedTuple):
    url: str
    session: str
    article: str
    picture: str

    def get(self, path: str, *headers: tuple[str, str], data: bytes | None = None) -> Answer:
        request = urllib.request.Request(self.url + path, data, dict(headers))
        opener = urllib.request.build_opener(Stay)
        try:
            with opener.open(request, timeout=30) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())

    def safely(self, path: str, data: bytes | None = None, **cookies: str) -> Answer:
        said = [("Cookie", "; ".join(f"{name}={value}" for name, value in cookies.items()))] if cookies else []
        return self.get(path, BY_HTTPS, *said, data=data)

    def as_editor(self, path: str, data: bytes | None = None) -> Answer:
        return self.safely(path.format(self.article), data, **{"__Host-sessionid": self.session})


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


@pytest.fixture(scope="module")
def site(edition, tmp_path_factory):
    folder = copy_of(edition, tmp_path_factory.mktemp("headers") / "var")
    with temporary_site(folder, **PRODUCTION) as running:
        session, article, picture, _ = running.manage("shell", "--no-imports", "-c", SESSION).split()
        opener = urllib.request.build_opener()
        opener.addheaders = [BY_HTTPS]
        urllib.request.install_opener(opener)
        kinds = all_kinds(running)
        urllib.request.install_opener(None)  # type: ignore[arg-type]  # the usual one
        yield Asked(running.url, session, article, picture), kinds


def assert_strict(answer: Answer, **different: str) -> None:
    for name, value in (ALL | {name.replace("_", "-"): value for name, value in different.items()}).items():
        assert answer.headers.get_all(name) == [value], name
    [policy] = answer.headers.get_all("Content-Security-Policy")
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";")}
    assert rules["default-src"] == ["'none'"]
    for name, sources in rules.items():
        # The nonce stands where the admin's import map is, and `data:` for pictures alone.
        allowed = {"'self'", "'none'", *(["data:"] if name == "img-src" else [])}
        assert {one for one in sources if not re.fullmatch(r"'nonce-[\w+/=]{24}'", one)} <= allowed, policy
    assert re.search(r"(^|, ?)camera=\(\)", answer.headers["Permissions-Policy"])


def assert_nothing_personal(answer: Answer) -> None:
    assert answer.headers.get_all("Set-Cookie") is None
    assert "nonce" not in answer.headers["Content-Security-Policy"]


def test_every_kind_of_page(site):
    asked, kinds = site
    for name, path in kinds.items():
        answer = asked.safely(path)
        assert answer.status in {200, 404, 410}, name
        assert_strict(answer)
        assert_nothing_personal(answer)
        assert_strict(asked.safely(path))  # as the page store gives it


@pytest.mark.parametrize("name", OTHER)
def test_what_is_no_page(site, name):
    asked, _ = site
    answer = asked.safely(OTHER[name])
    assert answer.status in {200, 301, 400, 404}
    assert_strict(answer)
    assert_nothing_personal(answer)


def test_pictures_may_be_shown_by_others_and_hold_nothing_that_runs(site):
    asked, _ = site
    answer = asked.safely(asked.picture)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/webp")
    assert_strict(answer, Cross_Origin_Resource_Policy="cross-origin")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("name", NEWSROOM)
def test_the_newsroom(site, name):
    asked, _ = site
    answer = asked.as_editor(NEWSROOM[name])
    asks_again = name in {"password", "new passkey"}
    assert answer.status == (404 if name == "nothing" else 302 if asks_again else 200), answer.headers["Location"]
    assert_strict(answer)
    assert re.search("no-store|private", answer.headers["Cache-Control"])


@pytest.mark.parametrize("name", DOOR)
def test_the_door(site, name):
    asked, _ = site
    answer = asked.safely(DOOR[name])
    assert answer.status in {200, 302, 404}
    assert_strict(answer)
    for cookie in answer.headers.get_all("Set-Cookie") or []:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
        assert "domain" not in cookie.lower()


def test_every_cookie_is_of_this_host_alone(site):
    """Signing in with a wrong password sets what there is to set; signing out leaves a message."""
    asked, _ = site
    page = asked.safely("/admin/account/sign-in/")
    token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page.body)[1].decode()
    secret = re.search(r"__Host-csrftoken=(\w+)", page.headers["Set-Cookie"])[1]
    sent = f"csrfmiddlewaretoken={token}".encode()
    request = [BY_HTTPS, ("Referer", "https://127.0.0.1/"), ("Origin", "https://news.example.com")]
    answer = asked.get("/admin/account/sign-out/", *request, ("Cookie", f"__Host-csrftoken={secret}"), data=sent)
    assert answer.status == 302
    cookies = answer.headers.get_all("Set-Cookie")
    assert any(cookie.startswith("__Host-messages=") for cookie in cookies)
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))


def test_refusals(site):
    asked, _ = site
    for answer, status in (
        (asked.get("/", BY_HTTPS, ("Host", "elsewhere.example")), 400),
        (asked.safely("/search/", b"q=x"), 403),  # no token
        (asked.safely("/admin/account/sign-in/", b"login=x"), 403),
        (asked.as_editor("/admin/articles/article/add/", b"headline=x"), 403),
    ):
        assert answer.status == status
        assert_strict(answer)


def fails(environ, respond):
    raise OSError("no disk")


def of_wsgi(application, **sent) -> Answer:
    said = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "QUERY_STRING": "", "HTTP_HOST": "127.0.0.1:8000",
               "wsgi.url_scheme": "http", "REMOTE_ADDR": "127.0.0.1"} | sent  # fmt: skip
    body = application(environ, lambda status, headers, exc_info=None: said.extend([status, headers]))
    return answered(said[0], said[1], b"".join(body))


def answered(status: str, headers: list[tuple[str, str]], body: bytes) -> Answer:
    message = Message()
    for name, value in headers:
        message[name] = value
    return Answer(int(status[:3]), message, body)


@pytest.fixture
def without_django(settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    nothing_new = Watch(lambda names, for_good: None, lambda: [], lambda: [])
    copy = unavailable(("127.0.0.1:8000", "/", ""))
    return {
        "too large a body": of_wsgi(limits.around(fails), REQUEST_METHOD="POST", CONTENT_LENGTH="99999999"),
        "an error around the site": of_wsgi(observing.around(fails)),
        "an error in the page store": of_wsgi(PageStore(fails, 1_000_000, nothing_new), PATH_INFO="/articles/"),
        "no database and no copy": answered(copy.status, copy.headers, copy.text()),
    }


def test_what_is_answered_without_django_says_as_much(without_django):
    assert [answer.status for answer in without_django.values()] == [413, 500, 500, 503]
    for answer in without_django.values():
        assert_strict(answer)


def test_plain_http_is_sent_to_https_and_only_there(site):
    asked, _ = site
    answer = asked.get("/articles/?x=//evil.example", ("Host", "news.example.com"))
    assert (answer.status, answer.headers["Location"]) == (301, "https://news.example.com/articles/?x=//evil.example")
    assert asked.get("/articles/", ("Host", "elsewhere.example")).status == 400
    assert asked.get("/healthz").status == 200


def test_nobody_is_told_what_the_site_is_made_of(site):
    asked, _ = site
    answer = asked.safely("/")
    assert not {"X-Powered-By", "Via"} & set(answer.headers)
    assert not re.search(r"\d", answer.headers.get("Server", ""))
