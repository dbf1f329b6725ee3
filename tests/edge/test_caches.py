"""Caches in front are told what changed, each as its maker documents, until they say that it is done.

A server on loopback stands for each of them.
"""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core import checks
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from edge import caches, purging, tasks
from edge.checks import caches as check
from edge.models import Purge

DATABASE_QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


class Front:
    """What was asked of it, and what it says."""

    def __init__(self):
        self.asked, self.status, self.says = [], 200, '{"status": "ok", "success": true}'


@pytest.fixture
def front():
    found = Front()

    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            found.asked.append((self.command, self.path, {name.lower(): v for name, v in self.headers.items()}, body))
            self.send_response(found.status)
            self.end_headers()
            self.wfile.write(found.says.encode())

        do_PURGE = do_POST = answer

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    found.url = f"http://127.0.0.1:{server.server_port}"
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def varnish(settings, front):
    settings.PURGED_CACHES, settings.VARNISH_URLS = ["varnish"], [front.url]
    return front


@pytest.fixture
def fastly(settings, front):
    settings.PURGED_CACHES, settings.FASTLY_SERVICE, settings.FASTLY_TOKEN = ["fastly"], "SU1Z0isxPaozGVKXdv0eY", "abc"
    settings.FASTLY_API = front.url
    return front


@pytest.fixture
def cloudflare(settings, front):
    settings.PURGED_CACHES = ["cloudflare"]
    settings.CLOUDFLARE_ZONE, settings.CLOUDFLARE_TOKEN = "023e105f4ecef8ad9ca31a8372d0c353", "abc"
    settings.CLOUDFLARE_API = front.url
    return front


class TestAsTheyAreAsked:
    def test_varnish_by_purge_with_names_in_xkey(self, varnish):
        caches.varnish(["article-12", "ticker-NYSE-SPY"])
        ((method, path, headers, _),) = varnish.asked
        assert (method, path, headers["xkey"]) == ("PURGE", "/", "article-12 ticker-NYSE-SPY")

    def test_every_varnish_there_is(self, varnish, settings):
        settings.VARNISH_URLS = [varnish.url, varnish.url]
        caches.varnish(["latest"])
        assert len(varnish.asked) == 2

    def test_a_varnish_that_does_not_answer_keeps_the_news_from_no_other(self, varnish, settings):
        settings.VARNISH_URLS = ["http://127.0.0.1:9", varnish.url]
        with pytest.raises(caches.NotDone, match=r"127\.0\.0\.1:9"):
            caches.varnish(["latest"])
        assert len(varnish.asked) == 1

    def test_varnish_gets_no_header_that_is_too_long(self, varnish):
        names = [f"article-{number}" for number in range(1000)]
        caches.varnish(names)
        sent = [headers["xkey"] for _, _, headers, _ in varnish.asked]
        assert max(map(len, sent)) <= caches.LONGEST_HEADER
        assert " ".join(sent).split() == names

    def test_fastly_by_batches_of_surrogate_keys(self, fastly):
        caches.fastly([f"article-{number}" for number in range(300)])
        method, path, headers, _ = fastly.asked[0]
        assert (method, path) == ("POST", "/service/SU1Z0isxPaozGVKXdv0eY/purge")
        assert headers["fastly-key"] == "abc"
        assert [len(json.loads(body)["surrogate_keys"]) for *_, body in fastly.asked] == [256, 44]

    def test_cloudflare_by_batches_of_tags(self, cloudflare):
        caches.cloudflare([f"article-{number}" for number in range(31)])
        method, path, headers, _ = cloudflare.asked[0]
        assert (method, path) == ("POST", "/client/v4/zones/023e105f4ecef8ad9ca31a8372d0c353/purge_cache")
        assert headers["authorization"] == "Bearer abc"
        assert [len(json.loads(body)["tags"]) for *_, body in cloudflare.asked] == [30, 1]

    @pytest.mark.parametrize("says", ['{"success": false, "errors": [{"message": "no"}]}', "<html>", "[]", "null", ""])
    def test_cloudflare_says_no_in_an_answer_of_200(self, cloudflare, says):
        cloudflare.says = says
        with pytest.raises(caches.NotDone):
            caches.cloudflare(["latest"])

    @pytest.mark.parametrize("status", [301, 400, 403, 404, 405, 429, 500, 503])
    @pytest.mark.parametrize("kind", ["varnish", "fastly", "cloudflare"])
    def test_what_is_no_yes_is_a_no(self, kind, status, request):
        request.getfixturevalue(kind).status = status
        with pytest.raises(caches.NotDone, match=str(status)):
            getattr(caches, kind)(["latest"])

    def test_one_that_does_not_answer_is_named_and_no_token_is(self, fastly, settings):
        settings.FASTLY_API, settings.FASTLY_TOKEN = "http://127.0.0.1:9", "secret-token"
        with pytest.raises(caches.NotDone, match=r"127\.0\.0\.1:9 does not answer") as refused:
            caches.fastly(["latest"])
        assert "secret-token" not in str(refused.value)


@pytest.mark.django_db
class TestUntilItIsDone:
    @pytest.fixture(autouse=True)
    def queue(self):
        with override_settings(TASKS=DATABASE_QUEUE):
            yield

    def queued(self):
        return DBTaskResult.objects.filter(task_path="edge.tasks.send_purges").count()

    def test_the_job_is_asked_for_in_the_transaction_that_changes_something(self, varnish):
        purging.touch("article-12")
        assert self.queued() == 1
        assert not varnish.asked

    def test_where_no_cache_is_in_front_there_is_no_job(self):
        purging.touch("article-12")
        assert self.queued() == 0

    def test_changes_are_joined_in_one_request(self, varnish):
        for number in (1, 2, 3):
            Purge.objects.create(names=f"article-{number} latest")
        assert tasks.send_purges.func() == 3
        assert [headers["xkey"] for _, _, headers, _ in varnish.asked] == ["article-1 article-2 article-3 latest"]

    def test_all_is_said_twice_and_acknowledged_then(self, varnish):
        purge = Purge.objects.create(names="latest")
        tasks.send_purges.func()
        purge.refresh_from_db()
        assert (purge.told_at is None, purge.acknowledged_at) == (False, None)
        assert self.queued() == 1  # the second time
        Purge.objects.update(told_at=timezone.now() - timedelta(seconds=1))
        tasks.send_purges.func()
        purge.refresh_from_db()
        assert purge.acknowledged_at
        assert len(varnish.asked) == 2
        assert tasks.send_purges.func() == 0
        assert len(varnish.asked) == 2

    def test_what_is_refused_is_told_why_and_tried_again_later_and_later(self, varnish):
        varnish.status = 503
        purge = Purge.objects.create(names="latest")
        waits = []
        for _ in range(8):
            tasks.send_purges.func()
            job = DBTaskResult.objects.order_by("-run_after").first()
            waits.append(round((job.run_after - timezone.now()).total_seconds()))
        purge.refresh_from_db()
        assert (purge.attempts, purge.acknowledged_at) == (8, None)
        assert "503" in purge.problem
        assert waits == [1, 2, 4, 8, 16, 32, 60, 60]

    def test_it_is_acknowledged_when_the_cache_is_back(self, varnish):
        varnish.status = 503
        purge = Purge.objects.create(names="latest")
        tasks.send_purges.func()
        varnish.status = 200
        tasks.send_purges.func()
        Purge.objects.update(told_at=timezone.now() - timedelta(seconds=1))
        tasks.send_purges.func()
        purge.refresh_from_db()
        assert (bool(purge.acknowledged_at), purge.problem) == (True, "")

    def test_one_that_is_away_does_not_keep_the_others_from_being_told(self, varnish, settings):
        settings.PURGED_CACHES = ["fastly", "varnish"]
        settings.FASTLY_API, settings.FASTLY_SERVICE, settings.FASTLY_TOKEN = "http://127.0.0.1:9", "x", "y"
        purge = Purge.objects.create(names="latest")
        tasks.send_purges.func()
        purge.refresh_from_db()
        assert len(varnish.asked) == 1
        assert purge.problem.startswith("fastly: ")

    def test_a_day_later_it_is_forgotten_unless_it_was_never_acknowledged(self, time_machine):
        Purge.objects.create(names="done", acknowledged_at=timezone.now())
        Purge.objects.create(names="not done")
        assert tasks.old() == []
        time_machine.move_to(timezone.now() + timedelta(days=1, minutes=1))
        assert tasks.old() == ["old purges"]
        tasks.forget("old purges")
        assert [purge.names for purge in Purge.objects.all()] == ["not done"]


class TestTheCheck:
    def ids(self):
        return [found.id for found in check()]

    def test_nothing_set_is_right(self):
        assert self.ids() == []

    @pytest.mark.parametrize("kind", ["varnish", "fastly", "cloudflare"])
    def test_all_set_is_right(self, kind, request):
        request.getfixturevalue(kind)
        assert self.ids() == []

    @pytest.mark.parametrize("kind", ["varnish", "fastly", "cloudflare"])
    def test_what_a_cache_needs_is_asked_for_by_name(self, settings, kind):
        settings.PURGED_CACHES = [kind]
        assert set(self.ids()) == {"edge.E003"}
        assert all(kind in found.msg for found in check())

    @pytest.mark.parametrize(
        ("setting", "value", "id"),
        [
            ("PURGED_CACHES", ["squid"], "edge.E001"),
            ("PURGED_CACHES", ["none", "varnish"], "edge.E002"),
            ("VARNISH_URLS", ["127.0.0.1:6081"], "edge.E004"),
            ("VARNISH_URLS", ["http://127.0.0.1:6081/purge"], "edge.E004"),
            ("VARNISH_URLS", ["http://[::1"], "edge.E004"),
            ("FASTLY_SERVICE", "a/b", "edge.E005"),
            ("FASTLY_TOKEN", "two words", "edge.E005"),
            ("CLOUDFLARE_ZONE", "../x", "edge.E005"),
            ("CLOUDFLARE_TOKEN", "a\r\nX-Evil: 1", "edge.E005"),
        ],
    )
    def test_what_cannot_be_is_said_with_what_to_do(self, settings, setting, value, id):
        settings.VARNISH_URLS = ["http://127.0.0.1:6081"]
        setattr(settings, setting, value)
        found = [message for message in check() if message.id == id]
        assert found
        assert found[0].level == checks.ERROR
        assert found[0].hint

    def test_a_token_is_never_shown(self, settings):
        settings.FASTLY_TOKEN = "secret token"
        assert "secret" not in str(check())


def test_none_means_that_no_names_are_sent(settings):
    settings.PURGED_CACHES = ["none"]
    assert list(caches.that_read_names()) == []
    assert caches.configured() == []
