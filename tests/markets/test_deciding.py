"""Prices that were kept aside: an editor accepts or dismisses them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from markets.choices import Decision
from markets.deciding import Decided, TooLate, accept, dismiss
from markets.models import PastQuote, Quote, RejectedQuote
from markets.taking import take
from staff.models import AuditEntry
from tests.articles.admin.newsroom import errors, said, send, sign_in
from tests.factories import make_quote, make_ticker, make_user
from tests.markets.test_taking import ELEVEN, HOUR, reading

pytestmark = pytest.mark.django_db
LIST = "/admin/markets/rejectedquote/"


@pytest.fixture
def rejected():
    ticker = make_ticker(symbol="SPY")
    take(ticker, reading("100"))
    take(ticker, reading("200", ELEVEN + HOUR, delay_minutes=None, previous_close=Decimal(199)))
    return RejectedQuote.objects.get()


def page(rejected):
    return reverse("admin:markets_rejectedquote_change", args=[rejected.pk])


def test_an_accepted_price_becomes_the_quote_with_all_that_it_says(rejected):
    editor = make_user("Editor")
    accept(rejected, by=editor)
    quote = Quote.objects.get()
    assert (quote.price, quote.previous_close, quote.as_of) == (200, 199, ELEVEN + HOUR)
    assert PastQuote.objects.count() == 2
    rejected.refresh_from_db()
    assert (rejected.decision, rejected.decided_by) == (Decision.ACCEPTED, editor)


def test_a_dismissed_price_stays_out(rejected):
    dismiss(rejected, by=make_user("Editor"))
    assert Quote.objects.get().price == 100
    assert not RejectedQuote.objects.filter(decision=Decision.WAITING).exists()


def test_a_decision_is_kept_in_the_audit_log(rejected):
    accept(rejected, by=make_user("Editor", username="edith"))
    entry = AuditEntry.objects.get(object_type="markets.rejectedquote")
    assert (entry.by, entry.object_name) == ("edith", "NYSE:SPY 200")
    assert entry.what.startswith("Accepted 200 from Acme. It is 100 % over")


def test_what_was_decided_is_not_decided_again(rejected):
    dismiss(rejected, by=make_user("Editor", username="edith"))
    with pytest.raises(Decided, match="was dismissed before by edith"):
        accept(rejected, by=make_user("Editor"))
    assert Quote.objects.get().price == 100


def test_a_price_that_a_newer_one_overtook_is_not_accepted(rejected):
    take(rejected.ticker, reading("101", ELEVEN + 2 * HOUR, source="Other"))
    with pytest.raises(TooLate, match=r"which is newer\. Dismiss this one\."):
        accept(rejected, by=make_user("Editor"))
    assert Quote.objects.get().price == 101


def test_what_its_source_says_otherwise_later_waits_no_more(rejected):
    take(rejected.ticker, reading("101", ELEVEN + 2 * HOUR))
    rejected.refresh_from_db()
    assert rejected.decision == Decision.OVERTAKEN
    with pytest.raises(Decided, match="was overtaken before"):
        accept(rejected, by=make_user("Editor"))


@pytest.mark.parametrize(("button", "price"), [("_accept", 200), ("_dismiss", 100)])
def test_an_editor_decides_by_a_button(client, rejected, button, price):
    sign_in(client, make_user("Editor"))
    assert "It is 100 % over" in client.get(page(rejected)).content.decode()
    response = client.post(page(rejected), {button: "x"}, follow=True)
    assert said(response) == [f"NYSE:SPY 200: {'accepted' if price == 200 else 'dismissed'}."]
    assert Quote.objects.get().price == price
    assert "_accept" not in client.get(page(rejected)).content.decode()


def test_several_are_decided_together(client, rejected):
    sign_in(client, make_user("Editor"))
    client.post(LIST, {"action": "dismiss_chosen", "_selected_action": [rejected.pk]}, follow=True)
    assert RejectedQuote.objects.get().decision == Decision.DISMISSED


def test_a_second_click_says_who_was_first(client, rejected):
    sign_in(client, make_user("Editor", username="edith"))
    for _ in range(2):
        response = client.post(page(rejected), {"_dismiss": "x"}, follow=True)
    assert said(response) == ["NYSE:SPY 200 was dismissed before by edith."]


def test_nobody_adds_changes_or_removes_one(client, rejected):
    sign_in(client, make_user("Chief editor"))
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{rejected.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(page(rejected), {"_save": "x", "price": "5"})
    rejected.refresh_from_db()
    assert rejected.price == 200


def test_reporters_have_no_part_in_it(client, rejected):
    sign_in(client, make_user("Reporter"))
    assert client.get(LIST).status_code == 403
    assert client.post(page(rejected), {"_accept": "x"}).status_code == 403
    assert Quote.objects.get().price == 100


def test_the_desk_shows_what_waits(client, rejected):
    response = sign_in(client, make_user("Editor")).get("/admin/")
    panel = next(one for one in response.context["troubles"] if one.name == "rejected")
    assert [(row.text, row.url) for row in panel.rows] == [("NYSE:SPY 200 from Acme", page(rejected))]
    assert client.get(panel.all_url).status_code == 200
    dismiss(rejected, by=make_user("Editor"))
    assert not [one for one in client.get("/admin/").context["troubles"] if one.name == "rejected"]


def test_the_form_asks_once_about_a_price_that_looks_odd(client):
    quote = make_quote(price=Decimal(100), as_of=ELEVEN)
    sign_in(client, make_user("Editor"))
    url = reverse("admin:markets_quote_change", args=[quote.pk])
    response = send(client, url, price="1000")
    assert "900 % over" in errors(response)["looked_at"][0]
    assert 'type="checkbox" name="looked_at"' in response.content.decode()
    assert Quote.objects.get().price == 100
    assert send(client, url, price="1000", looked_at="on").redirect_chain
    assert Quote.objects.get().price == 1000


def test_a_price_typed_with_a_later_time_keeps_the_one_before_in_the_past(client):
    ticker = make_ticker()
    take(ticker, reading("100"))
    sign_in(client, make_user("Editor"))
    url = reverse("admin:markets_quote_change", args=[ticker.quote.pk])
    send(client, url, price="101", as_of_0="2026-02-11", as_of_1="16:00:00")
    assert list(PastQuote.objects.order_by("as_of").values_list("price", flat=True)) == [100, 101]
    quote = Quote.objects.get()
    assert (quote.session, quote.as_of - ELEVEN) == ("closed", timedelta(hours=29))
