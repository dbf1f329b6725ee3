"""`manage.py doctor`: what it finds, in which order, and what it says to do."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone
from django_tasks import TaskResultStatus

from articles.models import Heartbeat
from markets.models import ProviderState
from newssite import backed_up, env_redis, parts
from newssite import doctor as doctors
from newssite.doctor import configured, examine, machine, running, stored
from newssite.findings import FINE, PROBLEM, WARNING, fine, warning
from tests.articles.test_jobs import make_job


def said(findings, weight=None) -> str:
    return " | ".join(f"{one.said} {one.remedy}" for one in findings if weight in (None, one.weight))


@pytest.fixture
def var(tmp_path, settings):
    settings.VAR, settings.MEDIA_ROOT, settings.STATIC_ROOT = tmp_path, tmp_path / "uploads", tmp_path / "static"
    return tmp_path


@pytest.fixture
def well(var, settings, monkeypatch, db):
    """A site of which nothing is to be said."""
    (var / "static").mkdir()
    (var / "static" / "staticfiles.json").write_text('{"paths": {}}')
    backed_up.note_backup(var / "backup.tar")
    for name in ("worker", "tick"):
        Heartbeat.objects.create(name=name, machine="here", at=timezone.now())
    monkeypatch.setattr(running, "server", list)
    monkeypatch.setattr("newssite.doctor.FIRST", (stored.folder, stored.static_files, stored.uploads))
    monkeypatch.setattr(stored, "_refusal_of_postgresql", lambda: "")
    monkeypatch.setattr("newssite.doctor.LAST", (configured.settings_of_the_site, stored.backups))
    monkeypatch.setattr("newssite.doctor.OF_THE_DATABASE", (parts.seen, running.failed_jobs))
    monkeypatch.setattr("newssite.doctor._django_checks", lambda databases: [])
    return var


def doctor(capsys, *options) -> tuple[int, str]:
    try:
        call_command("doctor", *options, no_color=True)
    except SystemExit as end:
        return int(end.code or 0), capsys.readouterr().out
    return 0, capsys.readouterr().out


def test_a_site_that_is_well_is_told_so_last(well, capsys):
    status, out = doctor(capsys)
    assert status == 0
    assert out.splitlines()[-1] == "All is well."
    assert "Problem" not in out
    assert "Warning" not in out


def test_what_is_worst_stands_first_each_with_what_to_do(well, capsys, settings):
    make_job(TaskResultStatus.FAILED)
    (well / "static" / "staticfiles.json").unlink()
    settings.IS_HTTPS, settings.SECURE_PROXY_SSL_HEADER = True, None
    status, out = doctor(capsys)
    assert status == 1
    lines = out.splitlines()
    assert lines[0].startswith("Problem (static): Static files are not collected")
    assert lines[1] == "    Run `python manage.py collectstatic`."
    assert lines[2].startswith("Problem (settings): SITE_URL is https, and BEHIND_PROXY is off")
    assert lines[4].startswith("Warning (queue): 1 jobs failed")
    assert lines[-1] == "2 problems, 1 warning."


def test_a_warning_alone_is_no_failure(well, capsys):
    (well / backed_up.LAST_BACKUP).unlink()
    status, out = doctor(capsys)
    assert status == 0
    assert out.splitlines()[-1] == "0 problems, 1 warning."


def test_machines_get_an_object(well, capsys):
    (well / "static" / "staticfiles.json").unlink()
    status, out = doctor(capsys, "--json")
    found = json.loads(out)
    assert status == 1
    assert (found["problems"], found["warnings"]) == (1, 0)
    assert found["findings"][0] == {
        "weight": "problem", "about": "static", "said": "Static files are not collected: pages have no style.",
        "remedy": "Run `python manage.py collectstatic`.",
    }  # fmt: skip
    assert {one["weight"] for one in found["findings"][1:]} == {"fine"}


def test_without_a_database_it_goes_on_and_says_why(db, monkeypatch):
    def fail():
        raise DatabaseError("no")

    monkeypatch.setattr(parts, "_ask", fail)
    monkeypatch.setattr(stored, "_refusal_of_postgresql", lambda: "does not answer: Connection refused")
    found = list(examine())
    assert found[0].weight == PROBLEM
    assert found[0].about == "database"
    assert {"settings", "disk", "memory", "checks"} <= {one.about for one in found}


def test_a_reason_of_postgresql_is_told_and_no_password(monkeypatch):
    named = {"NAME": "news", "USER": "news", "PASSWORD": "secret-word", "HOST": "127.0.0.1", "PORT": "1", "OPTIONS": {}}
    monkeypatch.setattr(stored, "connection", SimpleNamespace(settings_dict=named))
    refused = stored._refusal_of_postgresql()
    assert "Connection refused" in refused
    assert "secret-word" not in refused


def test_what_is_asked_of_tables_that_are_not_there_is_said_once(db, monkeypatch):
    monkeypatch.setattr(parts, "_is_migrated", False)
    monkeypatch.setattr(parts.MigrationExecutor, "migration_plan", lambda *args: [("0017", False)])
    monkeypatch.setattr(stored, "_refusal_of_postgresql", lambda: "")
    found = [one for one in examine() if one.weight == PROBLEM]
    assert "Of the migrations 1 of this version are not applied." in [one.said for one in found]
    assert "queue" not in {one.about for one in found}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"DEBUG": True, "SITE": urlsplit("https://news.example.com")}, "DEBUG is on"),
        ({"SITE": urlsplit("http://news.example.com")}, "go over the network in the open"),
        ({"IS_HTTPS": True}, "BEHIND_PROXY is off"),
        ({"TRUSTED_PROXIES": [ip_network("0.0.0.0/0")]}, "TRUSTED_PROXIES holds 0.0.0.0/0"),
        ({"METRICS_PORT": 8000}, "METRICS_PORT and PORT are both 8000"),
        ({"METRICS_PORT": 9100, "METRICS_HOST": "0.0.0.0"}, "the figures are for whoever can reach"),
        ({"METRICS_PORT": 9100, "METRICS_HOST": "10.0.0.5"}, ""),
    ],
)
def test_settings_that_had_better_not_be(settings, var, changed, expected):
    settings.PORT = 8000
    for name, value in changed.items():
        setattr(settings, name, value)
    found = [one for one in configured.settings_of_the_site() if one.weight != FINE]
    assert bool(found) == bool(expected)
    assert expected in said(found)


def test_a_key_that_all_can_read_is_said(var):
    (var / "secret_key").write_text("x" * 50)
    (var / "secret_key").chmod(0o600)
    assert [one.weight for one in configured.settings_of_the_site()] == [FINE]
    (var / "secret_key").chmod(0o644)
    assert "can be read by every account" in said(configured.settings_of_the_site(), PROBLEM)


@pytest.mark.parametrize(("free", "weight"), [(10_000_000, PROBLEM), (1_000_000_000, WARNING), (10_000_000_000, FINE)])
def test_room_on_the_disk(var, monkeypatch, free, weight):
    monkeypatch.setattr(stored.shutil, "disk_usage", lambda path: type("Usage", (), {"free": free}))
    assert next(one.weight for one in stored.folder()) == weight


def test_a_folder_that_cannot_be_written_is_said(var, monkeypatch):
    monkeypatch.setattr(stored.os, "access", lambda *args: False)
    assert "cannot be written by this account. Run `chown -R" in said(stored.folder(), PROBLEM)


def test_uploads_that_cannot_be_written_are_said(var, settings):
    assert [one.weight for one in stored.uploads()] == [FINE]
    settings.MEDIA_ROOT.write_text("no folder")
    assert "No picture can be saved in" in said(stored.uploads(), PROBLEM)


@pytest.mark.only_on("sqlite", "the other is a server")
def test_sqlite_on_another_machines_disk_is_said(settings, monkeypatch, tmp_path):
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", tmp_path / "db.sqlite3")
    monkeypatch.setattr(stored, "_kind_of_disk", lambda path: "nfs4")
    assert "on a disk of another machine (nfs4)" in said(stored.sqlite_file(), PROBLEM)


def test_the_kind_of_a_disk_is_that_of_the_nearest_mount(tmp_path):
    assert stored._kind_of_disk(tmp_path / "not" / "there") == stored._kind_of_disk(tmp_path) != ""


def test_sqlite_without_its_log_is_said(monkeypatch):
    class Cursor:
        def __enter__(self):
            return self

        def __exit__(self, *args):
            pass

        def execute(self, sql):
            pass

        def fetchone(self):
            return ("delete",)

    monkeypatch.setattr(stored, "connection", SimpleNamespace(vendor="sqlite", cursor=Cursor))
    assert "readers wait for editors" in said(stored.server_version(), PROBLEM)


def test_static_files_that_are_missing_are_said(var):
    (var / "static").mkdir()
    (var / "static" / "staticfiles.json").write_text('{"paths": {"css/site.css": "css/site.123.css"}}')
    assert "1 static files are missing, such as css/site.123.css" in said(stored.static_files(), PROBLEM)


@pytest.mark.parametrize(
    ("days", "weight", "words"),
    [(None, WARNING, "No backup by"), (0, FINE, "hours old"), (5, WARNING, "is 5 days old (/srv/b.tar)")],
)
def test_the_last_backup_has_an_age(var, days, weight, words):
    if days is not None:
        at = datetime.now(UTC) - timedelta(days=days)
        (var / backed_up.LAST_BACKUP).write_text(json.dumps({"at": at.isoformat(), "path": "/srv/b.tar"}))
    (found,) = stored.backups()
    assert found.weight == weight
    assert words in found.said


def test_word_of_a_backup_that_makes_no_sense_is_none(var):
    (var / backed_up.LAST_BACKUP).write_text("{")
    assert "No backup" in said(stored.backups())


def test_a_server_that_does_not_answer_is_said(settings):
    settings.HOST, settings.PORT = "127.0.0.1", 1
    assert "No server answers at 127.0.0.1:1" in said(running.server(), WARNING)


def test_every_part_that_readyz_looks_at_is_looked_at_here_too(db, var, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    settings.CACHES = {"default": env_redis.cache(settings.REDIS_URL)}
    said = {one.about: one.said for one in examine()}
    assert {one.about for one in parts.all_but_the_database()} <= set(said)
    assert said["cache"] == "Redis does not answer."


def test_a_replica_that_is_ill_is_said_in_full():
    ill = warning("replica-1", "does not answer: pages are read elsewhere", "See that it runs.")
    assert doctors.in_full(ill).said == "replica-1 does not answer: pages are read elsewhere."
    assert doctors.in_full(fine("replica-1")) == fine("replica-1")


def test_a_provider_that_rests_or_is_silent_is_said(db, settings):
    settings.QUOTE_PROVIDERS = ["files", "tiingo", "finnhub"]
    assert [one.weight for one in running.providers()] == [FINE]
    now = timezone.now()
    ProviderState.objects.create(
        name="tiingo", failures=3, rests_until=now + timedelta(hours=1), error="It says 401.",
        answered_at=now - timedelta(hours=9),
    )  # fmt: skip
    ProviderState.objects.create(name="finnhub", failures=1, error="It is silent.")
    first, second = running.providers()
    assert "failed 3 times and last answered 9 hours ago. It says 401." in first.said
    assert second.said == "finnhub never answered. It is silent."


@pytest.mark.parametrize(("allowed", "weight"), [(1024, WARNING), (65536, FINE)])
def test_few_open_files_are_said(monkeypatch, allowed, weight):
    monkeypatch.setattr(machine.resource, "getrlimit", lambda which: (allowed, 1_048_576))
    assert [one.weight for one in machine.open_files()] == [weight]


def test_workers_that_memory_and_processors_are_too_few_for_are_said(settings, monkeypatch):
    monkeypatch.setattr(machine, "_memory", lambda: 2_000_000_000)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1}, raising=False)
    settings.WEB_WORKERS, settings.PAGE_STORE_MB = 2, 64
    assert [one.weight for one in (*machine.memory(), *machine.processors())] == [FINE, FINE]
    settings.WEB_WORKERS, settings.PAGE_STORE_MB = 8, 256
    assert "may come to 3.5 GB; there are 2.0. Lower PAGE_STORE_MB" in said(machine.memory())
    assert "Set WEB_WORKERS=2." in said(machine.processors())
