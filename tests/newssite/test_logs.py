"""Lines of the log, for people and for machines."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from make.temporary_site import ROOT, copy_of, environment_for, manage, temporary_site
from newssite.logs import JSONLines, Lines, Printed, formatter, request_id

FAILING_JOB = """
from django_tasks_db.models import DBTaskResult
DBTaskResult.objects.create(
    task_path="tests.newssite.a_task.fail", args_kwargs={"args": ["hello"], "kwargs": {}}, backend_name="default",
    run_after=None)
"""


@pytest.fixture(autouse=True)
def no_request():
    yield
    request_id.set("")


def record(message: str, *args: object, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("edge", logging.WARNING, __file__, 1, message, args, None)
    made.created = 1_800_000_000.25
    vars(made).update(extra)
    return made


def failed() -> logging.LogRecord:
    try:
        raise ValueError("no\nnumber")
    except ValueError:
        return record("It failed", exc_info=sys.exc_info())


def test_a_line_for_people_has_time_level_logger_message_and_request():
    assert Lines().format(record("Two %s", "words")) == "2027-01-15T08:00:00.250Z WARNING edge Two words"
    request_id.set("abc")
    assert Lines().format(record("It")).endswith(" WARNING edge It [abc]")


def test_an_object_for_machines_has_the_same_and_what_else_is_known():
    request_id.set("abc")
    found = json.loads(JSONLines().format(record("Two %s", "words", said={"status": 404})))
    assert found.pop("process") > 0
    assert found == {
        "time": "2027-01-15T08:00:00.250Z", "level": "WARNING", "logger": "edge", "message": "Two words",
        "request_id": "abc", "status": 404,
    }  # fmt: skip


@pytest.mark.parametrize("sign", ["\n", "\r", "\x1b", "\x85", "\u2028", "\t"])
def test_nothing_that_a_reader_sent_starts_a_line_of_its_own(sign):
    line = Lines().format(record("Not found: /a%sb", sign))
    assert sign not in line
    assert len(line.splitlines()) == 1
    line = JSONLines().format(record("Not found: /a%sb", sign))
    assert len(line.splitlines()) == 1
    assert json.loads(line)["message"] == f"Not found: /a{sign}b"


def test_an_error_brings_its_traceback():
    assert "\nTraceback (most recent call last):\n" in Lines().format(failed())
    line = JSONLines().format(failed())
    assert len(line.splitlines()) == 1
    assert json.loads(line)["exception"].endswith("ValueError: no\nnumber")


@pytest.mark.parametrize(("said", "kind"), [("", Lines), ("lines", Lines), ("json", JSONLines), ("JSON", JSONLines)])
def test_the_environment_says_which(monkeypatch, said, kind):
    monkeypatch.setenv("LOG_FORMAT", said)
    assert type(formatter()) is kind


def test_what_is_printed_becomes_lines(caplog):
    stream = Printed("tick", logging.INFO)
    with caplog.at_level(logging.INFO, "tick"):
        print("one 100 %", file=stream)
        print("two\nthr", end="", file=stream)
        print("ee", file=stream)
    assert [(found.name, found.getMessage()) for found in caplog.records] == [
        ("tick", "one 100 %"), ("tick", "two"), ("tick", "three"),
    ]  # fmt: skip


def test_every_line_of_server_worker_and_tick_is_json_and_names_its_request(edition, tmp_path):
    folder = copy_of(edition, tmp_path / "var")
    manage(environment_for(folder), "shell", "--no-imports", "-c", FAILING_JOB)
    with temporary_site(folder, LOG_FORMAT="json", LOG_REQUESTS="made") as site:
        with pytest.raises(urllib.error.HTTPError) as missing:
            urllib.request.urlopen(f"{site.url}/nothing-here/?q=what+she+looked+for", timeout=20)
        given = missing.value.headers["X-Request-ID"]
        missing.value.close()
        site.manage("db_worker", "--batch", "--verbosity", "0")
    said = [json.loads(line) for line in site.log.read_text().splitlines()]
    assert {"time", "level", "logger", "message", "process"} <= set.intersection(*(set(line) for line in said))
    of_it = [line for line in said if line.get("request_id") == given]
    assert {line["logger"] for line in of_it} == {"django.request", "newssite.requests"}
    line = next(line for line in of_it if line["logger"] == "newssite.requests")
    assert (line["method"], line["path"], line["status"]) == ("GET", "/nothing-here/", 404)
    assert line["seconds"] > 0
    assert "looked" not in site.log.read_text()


@pytest.mark.parametrize("command", [("tick",), ("db_worker", "--batch")])
def test_what_a_service_prints_or_dies_of_is_json(tmp_path, command):
    environment = environment_for(tmp_path / "var") | {"LOG_FORMAT": "json"}
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.stdout == ""
    said = [json.loads(line) for line in done.stderr.splitlines()]  # there is no table yet
    assert any(line["level"] in ("ERROR", "CRITICAL") for line in said)


def test_what_another_command_prints_is_left_alone(edition, tmp_path):
    environment = environment_for(copy_of(edition, tmp_path / "var")) | {"LOG_FORMAT": "json"}
    assert json.loads(manage(environment, "dumpdata", "sites"))[0]["model"] == "sites.site"
