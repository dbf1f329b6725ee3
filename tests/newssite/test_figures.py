"""Figures for Prometheus, asked for at the port of a real site with two workers."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from make.ports import free_port
from make.temporary_site import ROOT, copy_of, environment_for, temporary_site

LABELS = {"view": "front_page", "status": "2xx"}


class Figures:
    """What the port says, by name and labels."""

    def __init__(self, port: int) -> None:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=20) as answer:
            self.kind, text = answer.headers["Content-Type"], answer.read().decode()
        self.samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]

    def of(self, name: str, **labels: str) -> list[float]:
        named = f"opening_print_{name}"
        return [one.value for one in self.samples if one.name == named and labels.items() <= one.labels.items()]

    def total(self, **labels: str) -> float:
        return sum(self.of("requests_total", **labels))

    def workers(self) -> set[int]:
        return {int(one.labels["pid"]) for one in self.samples if one.name == "opening_print_store_pages"}


@pytest.fixture
def site(edition: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    port = str(free_port())
    with temporary_site(copy_of(edition, tmp_path / "site"), WEB_WORKERS="2", METRICS_PORT=port) as running:
        yield running
    assert list(tmp_path.glob("opening-print-figures-*")) == []


def port_of(site) -> int:
    return int(site.environment["METRICS_PORT"])


def ask(site, path: str, times: int = 1, status: int = 200) -> None:
    """Each over a connection of its own, so that either worker may answer."""
    for _ in range(times):
        connection = http.client.HTTPConnection("127.0.0.1", int(site.environment["PORT"]), timeout=20)
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        assert answer.status == status


def wait_for(what):
    """While workers are replaced a question may meet one that is just going, as any connection may."""
    for _ in range(600):
        with contextlib.suppress(OSError):
            if found := what():
                return found
        time.sleep(0.1)
    return pytest.fail("It did not come about.")


def test_all_workers_are_counted_once_also_after_they_were_replaced(site):
    port = port_of(site)
    ask(site, "/", 40)
    ask(site, "/nothing-here/", 5, 404)
    for _ in range(6):  # whichever worker answers
        found = Figures(port)
        assert found.total(**LABELS) == 40
        assert found.total(view="unknown", status="4xx", store="passed") == 5
    made = found.total(**LABELS, store="made")
    assert 1 <= made <= 2  # once in each worker
    assert found.total(**LABELS, store="hit") == 40 - made
    assert found.of("making_seconds_count", view="front_page") == [made]
    first = wait_for(lambda: found if len((found := Figures(port)).workers()) == 2 else None).workers()

    os.kill(site.process.pid, signal.SIGHUP)  # workers are replaced one by one
    second = wait_for(lambda: now if len(now := Figures(port).workers()) == 2 and not now & first else None)
    assert not second & first
    ask(site, "/", 10)
    found = Figures(port)
    assert found.total(**LABELS) == 50
    assert found.workers() == second


def test_it_tells_what_the_database_knows_and_what_workers_take(site):
    found = Figures(port_of(site))
    assert found.kind.startswith("text/plain; version=")
    assert found.of("database_up") == [1]
    assert found.of("jobs_failed") == [0]
    assert len(found.of("newest_quote_age_seconds")) == 1
    wait_for(lambda: {"worker", "tick"} == {
        one.labels["who"] for one in Figures(port_of(site)).samples if one.name == "opening_print_last_seen_seconds"
    })  # fmt: skip
    documented = set(re.findall(r"`opening_print_([a-z_]+)`", (ROOT / "docs" / "operations.md").read_text()))
    told = {one.name.removeprefix("opening_print_") for one in found.samples if not one.name.endswith("_created")}
    assert {re.sub("_(bucket|sum|count)$", "", name) for name in told} | {"provider_answered_seconds"} == documented
    memory = found.of("worker_memory_bytes", kind="own")
    assert memory
    assert all(1_000_000 < one < 1_000_000_000 for one in memory)


def test_nobody_finds_them_on_the_public_port(site):
    for path in ("/metrics", "/metrics/", f"http://127.0.0.1:{port_of(site)}/metrics"):
        connection = http.client.HTTPConnection("127.0.0.1", int(site.environment["PORT"]), timeout=20)
        connection.request("GET", path, headers={"Host": f"127.0.0.1:{port_of(site)}"})
        answer = connection.getresponse()
        assert b"opening_print_" not in answer.read()
        assert answer.status in (400, 404)
        connection.close()
    with pytest.raises(urllib.error.HTTPError, match="404") as other:
        urllib.request.urlopen(f"http://127.0.0.1:{port_of(site)}/", timeout=20)
    other.value.close()


def test_a_port_that_is_taken_is_said_before_the_start(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        environment = environment_for(tmp_path / "var") | {"METRICS_PORT": str(port)}
        done = subprocess.run(
            [sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, capture_output=True, text=True
        )
    assert done.returncode == 1
    assert f"choose another: METRICS_PORT={port + 1}" in done.stderr
