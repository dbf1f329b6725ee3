"""Each address of the site, asked by each role, and sent to without the token that guards forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import get_resolver

from tests.articles.admin.newsroom import sign_in
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
#: The one that asks for no token, and asks for a signature and a cookie of its own; see test_signed_out.py.
WITHOUT_TOKEN = {"articles_article_typed"}
SAMPLES = {"year": "2026", "month": "2", "day": "10", "exchange": "NYSE", "symbol": "SPY", "signed": "x:y"}


def leaves(resolver: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        text = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from leaves(pattern, text)
        else:
            yield text, pattern


def example(text: str) -> str:
    """An address that the pattern takes."""
    text = re.sub(r"\^\(\?P<app_label>(\w+)[^)]*\)/\$", r"\1/", text)
    text = text.replace("<standing_page:slug>", "about")
    text = re.sub(r"\(\?P<url>[^)]*\)\$", "no/such/page/", text)
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: SAMPLES.get(found[1], "1"), text)


ADDRESSES = [(example(text), pattern) for text, pattern in leaves(get_resolver())]


@pytest.fixture
def chief():
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_user(is_superuser=True))
    return browser


def test_every_view_asks_for_the_token_but_one():
    exempt = {pattern.name for _, pattern in ADDRESSES if getattr(pattern.callback, "csrf_exempt", False)}
    assert exempt == WITHOUT_TOKEN


@pytest.mark.parametrize(
    "address", sorted({address for address, pattern in ADDRESSES if pattern.name not in WITHOUT_TOKEN})
)
def test_what_is_sent_without_the_token_is_refused(chief, address):
    make_article(published=False, pk=1)
    assert chief.post(address, {"_save": "x", "action": "publish", "_selected_action": "1"}).status_code == 403


#: Of each model: who may look at the list, add, and delete. Nobody else may do anything with it.
R, E, C, S = "Reporter", "Editor", "Chief editor", "superuser"
ROLES: dict[str, tuple[set[str], set[str], set[str]]] = {
    "articles/article": ({R, E, C, S}, {R, E, C, S}, {C, S}),
    "articles/author": ({R, E, C, S}, {C, S}, {C, S}),
    "articles/category": ({R, E, C, S}, {C, S}, {C, S}),
    "articles/frontpageslot": ({E, C, S}, set(), set()),
    "articles/importrun": ({E, C, S}, set(), set()),
    "articles/risk": ({R, E, C, S}, {E, C, S}, {C, S}),
    "articles/standingpage": ({C, S}, set(), set()),
    "articles/ticker": ({R, E, C, S}, {E, C, S}, {C, S}),
    "auth/group": ({S}, {S}, {S}),
    "auth/user": ({C, S}, {C, S}, {S}),
    "django_tasks_database/dbtaskresult": ({E, C, S}, set(), set()),
    "edge/purge": ({E, C, S}, set(), set()),
    "markets/marketstripentry": ({E, C, S}, {E, C, S}, {E, C, S}),
    "markets/quote": ({E, C, S}, {E, C, S}, {C, S}),
    "markets/rejectedquote": ({E, C, S}, set(), set()),
    "markets/split": ({E, C, S}, {E, C, S}, {E, C, S}),
    "redirects/redirect": ({S}, {S}, {S}),
    "sites/site": ({S}, {S}, {S}),
    "staff/auditentry": ({C, S}, set(), set()),
}


def somebody(client: Client, role: str) -> Client:
    return sign_in(client, make_user(role, is_superuser=role == S))


def test_every_model_of_the_newsroom_has_its_line():
    assert set(ROLES) == {f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry}


@pytest.mark.parametrize("role", ["", R, E, C, S])
def test_each_role_opens_what_is_its_own_and_nothing_else(client, role):
    somebody(client, role)
    found = {}
    for model in ROLES:
        answers = [client.get(f"/admin/{model}/{page}").status_code for page in ("", "add/", "1/delete/")]
        # A row that is not there leads back to the list, and is told to those alone who may delete one.
        found[model] = [status in allowed for status, allowed in zip(answers, [{200}, {200}, {200, 302}], strict=True)]
        assert set(answers) <= {200, 302, 403, 404}
    assert found == {model: [role in roles for roles in allowed] for model, allowed in ROLES.items()}


@pytest.mark.parametrize("is_staff", [None, False])
def test_strangers_and_readers_open_nothing_of_the_newsroom(client, is_staff):
    make_article(published=False, pk=1)
    if is_staff is False:
        sign_in(client, make_user("Chief editor", is_staff=False))
    for address, pattern in ADDRESSES:
        if address.startswith("/admin/") and "/account/" not in address:
            answer = client.get(address)
            assert answer.status_code in {302, 401, 403, 404, 405}, address
            assert answer.status_code != 302 or answer.url.startswith("/admin/"), address
            assert "<form" not in answer.content.decode() or pattern.name is None, address
