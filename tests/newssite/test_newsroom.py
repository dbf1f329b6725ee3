"""The newsroom's first page: who finds what there, and what it asks of the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks import TaskResultStatus

from articles.desk import ROWS
from articles.models import Article, Byline, ImportRun
from articles.workflow import ask_for_changes, publish, submit
from articles.workflow.announce import announce
from markets.models import ProviderState
from tests.articles.admin.newsroom import sign_in
from tests.articles.test_jobs import make_job
from tests.factories import make_article, make_author, make_quote, make_user
from tests.test_query_budgets import TABLE

pytestmark = pytest.mark.django_db

SIGNED_IN = ["django_session", "auth_user", "auth_permission", "auth_permission"]  # rights: own, and of groups
DESK = [
    *SIGNED_IN,
    "articles_byline",  # missed: articles, named after the first table, which names the writer
    "django_tasks_database_dbtaskresult",
    "articles_importrun",
    "markets_rejectedquote",
    "markets_providerstate",
    "markets_quote",
    "articles_revision",  # waiting for review: articles, with when they were submitted
    "articles_note",  # my drafts, with what was asked of them
    "articles_note",  # changes asked for
    "articles_byline",  # planned
    "articles_byline",  # scheduled
    "articles_byline",  # recently published
]


def desk(client, user):
    return sign_in(client, user).get("/admin/")


def panel(response, name):
    """The rows' words under a panel's name; None where there is no such panel."""
    found = [*response.context["troubles"], *response.context["panels"]]
    return next(([row.text for row in one.rows] for one in found if one.name == name), None)


def rows(response, name):
    found = [*response.context["troubles"], *response.context["panels"]]
    return next(one.rows for one in found if one.name == name)


def draft(headline, by=None, **fields):
    return make_article(published=False, headline=headline, created_by=by, **fields)


def test_my_drafts_are_those_i_began_and_those_that_bear_my_name(client):
    rita = make_user("Reporter")
    draft("Begun", rita)
    signed = draft("Signed")
    Byline.objects.create(article=signed, author=make_author(user=rita), position=1)
    draft("Somebody else's")
    assert panel(desk(client, rita), "drafts") == ["Signed", "Begun"]


def test_an_editor_has_drafts_of_their_own_only(client):
    editor = make_user("Editor")
    draft("Mine", editor)
    draft("A reporter's")
    assert panel(desk(client, editor), "drafts") == ["Mine"]


def test_what_was_asked_of_a_draft_stands_under_it(client):
    rita, editor = make_user("Reporter"), make_user("Editor")
    article = draft("Sent back", rita)
    draft("Never shown", rita)
    for words in ("Name the source.", "Name both sources."):
        submit(article)
        ask_for_changes(article, by=editor, text=words)
    notes = {row.text: row.note for row in rows(desk(client, rita), "drafts")}
    assert notes == {"Sent back": "Asked for changes: Name both sources.", "Never shown": ""}


def test_what_waits_for_review_stands_oldest_first_with_its_writer_and_since_when(client, time_machine):
    rita = make_user("Reporter", username="rita")
    younger, older = draft("Younger", rita), draft("Older", rita)
    began = timezone.now()
    for article in (older, younger):
        submit(article)
        time_machine.move_to(timezone.now() + timedelta(hours=1))
    older.save()  # touched meanwhile; it waits as long as before
    response = desk(client, make_user("Editor"))
    assert panel(response, "review") == ["Older", "Younger"]
    assert [row.by for row in rows(response, "review")] == ["rita", "rita"]
    assert abs(rows(response, "review")[0].when - began) < timedelta(minutes=5)


def test_what_nobody_was_told_of_is_missed(client, time_machine):
    publish(draft("Due", published_at=timezone.now() + timedelta(minutes=1)))
    editor = make_user("Editor")
    assert panel(desk(client, editor), "missed") is None
    time_machine.move_to(timezone.now() + timedelta(minutes=10))
    assert panel(desk(client, editor), "missed") == ["Due"]
    announce(Article.objects.get().pk)
    assert panel(desk(client, editor), "missed") is None


def test_a_job_that_failed_is_told(client):
    make_job(TaskResultStatus.FAILED, finished_at=timezone.now(), exception_class_path="builtins.ValueError")
    make_job(TaskResultStatus.SUCCESSFUL, finished_at=timezone.now())
    response = desk(client, make_user("Editor"))
    [row] = rows(response, "jobs")
    assert (row.text, row.note) == ("nothing", "ValueError")
    everything = next(one.all_url for one in response.context["troubles"] if one.name == "jobs")
    assert [client.get(url).status_code for url in (row.url, everything)] == [200, 200]


def test_a_reporter_sees_no_work_of_others(client):
    rita = make_user("Reporter")
    waiting, own = draft("Secret"), draft("Own", rita)
    submit(waiting)
    submit(own)
    for headline, by in (("Secret plan", None), ("Own plan", rita)):
        publish(draft(headline, by, published_at=timezone.now() + timedelta(hours=1)))
    make_article(headline="Secret no more")
    make_article(headline="Own and public", created_by=rita)
    response = desk(client, rita)
    assert panel(response, "review") == ["Own"]
    assert panel(response, "scheduled") == ["Own plan"]
    assert panel(response, "recent") == ["Own and public"]


def test_what_is_scheduled_stands_soonest_first_and_in_both_time_zones(client):
    for headline, hours in (("Later", 30), ("Soon", 2)):
        publish(draft(headline, published_at=timezone.now() + timedelta(hours=hours)))
    response = desk(client, make_user("Editor"))
    assert panel(response, "scheduled") == ["Soon", "Later"]
    assert response.content.decode().count('<span class="has-local">') == 2


def test_recently_published_stands_newest_first(client):
    for headline, hours in (("Old", 5), ("New", 1)):
        make_article(headline=headline, published_at=timezone.now() - timedelta(hours=hours))
    publish(draft("Not yet", published_at=timezone.now() + timedelta(hours=1)))
    assert panel(desk(client, make_user("Editor")), "recent") == ["New", "Old"]


def test_a_list_is_bounded_and_leads_to_all_of_it(client):
    editor = make_user("Editor")
    for number in range(ROWS + 1):
        draft(f"Draft {number}", editor)
    response = desk(client, editor)
    drafts = next(one for one in response.context["panels"] if one.name == "drafts")
    assert (len(drafts.rows), drafts.more) == (ROWS, True)
    everything = client.get(drafts.all_url)
    assert len(everything.context["cl"].result_list) == ROWS + 1


@pytest.mark.parametrize("name", ["review", "drafts", "sent-back", "planned", "scheduled", "recent"])
def test_every_link_to_all_of_them_opens_their_list(client, name):
    response = desk(client, make_user("Editor"))
    url = next(one.all_url for one in response.context["panels"] if one.name == name)
    assert client.get(url).status_code == 200


def test_the_whole_list_of_what_waits_is_oldest_first_as_on_the_desk(client):
    younger, older = draft("Younger"), draft("Older")
    for article in (older, younger):
        submit(article)
    older.save()  # touched meanwhile; it waits as long as before
    response = desk(client, make_user("Editor"))
    url = next(one.all_url for one in response.context["panels"] if one.name == "review")
    assert [article.headline for article in client.get(url).context["cl"].result_list] == ["Older", "Younger"]


def test_an_import_that_refused_something_is_told(client):
    run = ImportRun.objects.create(
        command="import_articles", what="feed.jsonl", created=2, failed=1, refusals="failed feed.jsonl:3: no body",
        ended_at=timezone.now(),
    )  # fmt: skip
    ImportRun.objects.create(command="import_articles", what="good.jsonl", created=9, ended_at=timezone.now())
    response = desk(client, make_user("Editor"))
    [row] = rows(response, "imports")
    assert (row.text, row.note) == ("import_articles: 1 of 3 records failed", "failed feed.jsonl:3: no body")
    opened = client.get(row.url)
    assert opened.context["original"] == run
    assert opened.context["has_change_permission"] is False


def test_an_import_that_never_ended_is_told_and_an_old_one_is_not(client):
    ImportRun.objects.create(command="import_tickers", what="nasdaq.csv")
    ImportRun.objects.create(
        command="import_tickers", what="old.csv", failed=1, started_at=timezone.now() - timedelta(days=8)
    )
    assert panel(desk(client, make_user("Editor")), "imports") == ["import_tickers: not ended"]


def test_prices_that_are_old_are_told_in_one_line(client, settings):
    settings.QUOTE_STALE_HOURS = 24
    make_quote(as_of=timezone.now() - timedelta(hours=2))
    old = make_quote(as_of=timezone.now() - timedelta(hours=25))
    [row] = rows(desk(client, make_user("Editor")), "quotes")
    assert (row.text, row.note) == ("1 price is older than 24 hours", old.ticker.symbol)
    assert client.get(row.url).status_code == 200


def test_a_source_of_prices_that_fails_is_told_until_it_is_asked_again(client, settings):
    settings.QUOTE_PROVIDERS = ["tiingo", "ecb"]
    soon, before = timezone.now() + timedelta(minutes=2), timezone.now() - timedelta(minutes=2)
    ProviderState.objects.create(name="tiingo", rests_until=soon, error="Tiingo was asked too often.")
    ProviderState.objects.create(name="ecb", rests_until=before, error="It broke off.")
    [row] = rows(desk(client, make_user("Editor")), "providers")
    assert (row.text, row.note, row.when) == ("tiingo", "Tiingo was asked too often.", soon)


def test_where_nothing_is_wrong_one_line_says_so(client):
    response = desk(client, make_user("Editor"))
    assert response.context["troubles"] == []
    assert (
        "All is well: nothing was missed, no job failed, no import failed, no price looks wrong, "
        "no source of prices fails and no price is old." in response.content.decode()
    )


def test_a_reporter_is_not_told_of_imports_and_prices(client):
    ImportRun.objects.create(command="import_articles", what="feed.jsonl", failed=1)
    make_quote()
    response = desk(client, make_user("Reporter"))
    assert response.context["troubles"] == []
    assert "All is well" not in response.content.decode()


def test_somebody_without_a_group_finds_an_empty_desk(client):
    response = desk(client, make_user())
    assert "Your account has no room in the newsroom yet" in response.content.decode()
    assert panel(response, "drafts") is None


def test_the_rooms_stand_in_a_newsrooms_order(client):
    found = desk(client, make_user("Chief editor")).context["app_list"]
    assert [(room["name"], [model["name"] for model in room["models"]]) for room in found] == [
        ("Stories", ["Articles", "Front page"]),
        ("What they are about", ["Tickers", "Risks", "Categories", "Authors"]),
        ("Prices", ["Quotes", "Prices that look wrong", "Market strip", "Splits"]),
        ("The site", ["Standing pages", "Imports", "Background jobs", "Purges"]),
        ("The staff", ["Accounts", "Audit log"]),
    ]


def test_what_no_room_names_stands_in_one_of_its_own(client):
    found = desk(client, make_user(is_superuser=True)).context["app_list"]
    assert {"Redirect", "Site"} <= {model["object_name"] for room in found[5:] for model in room["models"]}


@pytest.mark.parametrize("number", [1, ROWS + 3])
def test_the_desk_asks_the_same_whatever_stands_on_it(client, number):
    editor = make_user("Editor")
    for _ in range(number):
        draft("Mine", editor)
        submit(draft("Waiting"))
        publish(draft("Coming", published_at=timezone.now() + timedelta(hours=1)))
        make_article()
        make_quote()
        ImportRun.objects.create(command="import_articles", what="feed.jsonl", failed=1)
        make_job(TaskResultStatus.FAILED, finished_at=timezone.now())
    sign_in(client, editor)
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/admin/").status_code == 200
    assert [TABLE.search(query["sql"])[1] for query in queries] == DESK
