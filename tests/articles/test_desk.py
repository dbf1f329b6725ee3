"""What is planned, sent back and missed, on the desk and in the lists that it leads to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.workflow import ask_for_changes, publish, submit
from tests.factories import make_article, make_user
from tests.newssite.test_newsroom import desk, draft, panel, rows

pytestmark = pytest.mark.django_db


def test_the_whole_list_of_what_was_missed_has_nothing_else(client, time_machine):
    make_article(headline="Told")
    publish(draft("Due", published_at=timezone.now() + timedelta(minutes=1)))
    time_machine.move_to(timezone.now() + timedelta(minutes=10))
    editor = make_user("Editor")
    url = next(one.all_url for one in desk(client, editor).context["troubles"] if one.name == "missed")
    assert [article.headline for article in client.get(url).context["cl"].result_list] == ["Due"]


def test_changes_that_are_asked_for_stand_before_the_editors_until_they_come_back(client):
    article, editor = draft("Half", make_user("Reporter", username="rita")), make_user("Editor")
    submit(article)
    ask_for_changes(article, by=editor, text="Ring the bank.")
    draft("Untouched")
    response = desk(client, editor)
    [row] = rows(response, "sent-back")
    assert (row.text, row.by, row.note) == ("Half", "rita", "Ring the bank.")
    everything = next(one.all_url for one in response.context["panels"] if one.name == "sent-back")
    assert [found.headline for found in client.get(everything).context["cl"].result_list] == ["Half"]
    submit(article)
    assert panel(desk(client, editor), "sent-back") == []
    assert panel(desk(client, make_user("Reporter")), "sent-back") is None


def test_what_has_a_date_and_is_not_approved_is_planned_soonest_first(client):
    for headline, hours in (("Later", 30), ("Soon", 2)):
        draft(headline, published_at=timezone.now() + timedelta(hours=hours))
    publish(draft("Approved", published_at=timezone.now() + timedelta(hours=1)))
    draft("Whenever")
    response = desk(client, make_user("Editor"))
    assert panel(response, "planned") == ["Soon", "Later"]
    assert rows(response, "planned")[0].note == "Draft"
