"""The risk register, and one risk through time."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from articles.choices import RiskStatus
from articles.models import RiskStatement
from articles.workflow import withdraw
from tests.factories import make_article, make_category, make_risk
from tests.markup import read

pytestmark = pytest.mark.django_db


def titles(client, query: str = "") -> list[str]:
    return [heading.text for heading in read(client.get(f"/risks/{query}")).one("ul", "risk-list").all("h2")]


class TestRegister:
    def test_the_last_changed_stands_first(self, client):
        first = make_risk(title="First")
        make_risk(title="Second")
        first.status = RiskStatus.RISING
        first.save()
        assert titles(client) == ["First", "Second"]

    @pytest.mark.parametrize("status", RiskStatus.values)
    def test_it_is_narrowed_by_status(self, client, status):
        for each in RiskStatus.values:
            make_risk(title=each, status=each)
        assert titles(client, f"?status={status}") == [status]

    @pytest.mark.parametrize("query", ["?status=x", "?status=", "?page=x", "?page=99", "?page=-1", "?status=%00"])
    def test_the_impossible_shows_everything(self, client, query):
        make_risk(title="One")
        assert titles(client, query) == ["One"]

    def test_each_has_status_category_and_last_change(self, client):
        with time_machine.travel(datetime(2026, 2, 10, 15, tzinfo=UTC), tick=False):
            make_risk(
                title="Rates stay high", status="rising", category=make_category(name="Economy"), description="Why."
            )
        [risk] = read(client.get("/risks/")).one("ul", "risk-list").all("li")
        assert risk.text == "Rates stay high Rising Economy changed 10 February 2026 Why."

    def test_an_empty_register_says_what_to_do(self, client):
        assert read(client.get("/risks/?status=open")).one("li", "empty").links() == {"See them all": "/risks/"}

    def test_fifty_stand_on_a_page(self, client):
        for _ in range(51):
            make_risk()
        assert len(titles(client)) == 50
        following = read(client.get("/risks/")).one("a", rel="next")["href"]
        assert len(titles(client, following)) == 1


class TestOne:
    def worded(self, risk, text, **fields):
        article = make_article(**fields)
        RiskStatement.objects.create(article=article, risk=risk, position=1, text=text)
        return article

    def test_it_says_where_it_stands(self, client):
        with time_machine.travel(datetime(2026, 2, 10, 15, tzinfo=UTC), tick=False):
            risk = make_risk(
                title="Rates stay high",
                description="Why.",
                review_on=date(2026, 5, 1),
                category=make_category(name="Economy"),
            )
        header = read(client.get(risk.get_absolute_url())).one("header", "page__header")
        assert header.text == (
            "Risk register · Economy Rates stay high Open Changed 10 February 2026. To be reviewed on 1 May 2026. Why."
        )

    def test_each_article_puts_it_in_its_own_words(self, client):
        risk = make_risk()
        self.worded(risk, "Rates may stay high.", headline="First")
        self.worded(risk, "Rates will stay high.", headline="Second")
        page = read(client.get(risk.get_absolute_url()))
        assert [card.text for card in page.all("h3", "article-card__headline")] == ["Second", "First"]
        assert [wording.text for wording in page.all("p", "article-card__dek")] == [
            "Rates will stay high.",
            "Rates may stay high.",
        ]

    def test_what_is_not_public_is_left_out(self, client):
        risk = make_risk()
        withdraw(self.worded(risk, "x"))
        self.worded(risk, "x", published=False)
        assert read(client.get(risk.get_absolute_url())).one("p", "empty").text == "No article names this risk yet."

    def test_it_is_paged(self, client, settings):
        settings.PAGE_LENGTH = 2
        risk = make_risk()
        for number in range(3):
            self.worded(risk, f"Wording {number}")
        older = read(client.get(risk.get_absolute_url())).one("a", rel="next")["href"]
        page = read(client.get(risk.get_absolute_url() + older))
        assert [wording.text for wording in page.all("p", "article-card__dek")] == ["Wording 0"]

    def test_an_unknown_one_is_not_found(self, client):
        assert client.get("/risks/none/").status_code == 404
