"""A process that is killed at any moment of an import or a publication leaves no half article.

Two dozen times; `KILLS=200` kills more often.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from make.temporary_site import ROOT, environment_for, manage

KILLS = int(os.environ.get("KILLS") or 24)
A_FEED = 60


class Site:
    """A database of its own, and the processes that work on it."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = environment_for(folder) | {"DJANGO_SETTINGS_MODULE": "newssite.settings"}
        folder.mkdir()
        manage(self.environment, "migrate", "--verbosity", "0")
        self.judge = subprocess.Popen(
            [sys.executable, "-m", "tests.articles.storms.judge"], cwd=ROOT, env=self.environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def start(self, *arguments):
        command = [sys.executable, *map(str, arguments)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, **quiet)

    def kill_within(self, seconds, *arguments):
        """Starts, waits some of the seconds, kills; whether there was anything to kill."""
        process = self.start(*arguments)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL

    def faults(self):
        self.judge.stdin.write("\n")
        self.judge.stdin.flush()
        said = []
        for line in self.judge.stdout:
            if line == ".\n":
                return "".join(said)
            said.append(line)
        return "".join(said) + "The judge has died.\n"

    def imported(self, feed):
        """What a whole import says of articles."""
        said = manage(self.environment, "import_articles", str(feed), "--publish")
        return next(line for line in said.splitlines() if line.startswith("article:"))


@pytest.fixture
def site(tmp_path):
    made = Site(tmp_path / "site")
    yield made
    with made.judge:
        made.judge.stdin.close()


def feed(folder, number):
    """New articles with every part, some related to later ones; and all those of the feed before with other words."""
    path = folder / f"{number}.jsonl"
    with path.open("w") as lines:
        for part in (number - 1, number) if number else (number,):
            for at in range(A_FEED):
                related = [f"Story {part} {at + 1}"] if at % 3 == 0 else None
                record = {
                    "headline": f"Story {part} {at}",
                    "body": f"<p>Copper (NYSE:ZZ{part}) rose {number}.</p>",
                    "category": "Metals",
                    "source_name": "Wire",
                    "source_reference": f"{part}-{at}",
                    "published_at": "2026-02-10T09:00:00Z",
                    "authors": [f"Author {at % 5}"],
                    "key_points": ["One.", "Two.", "Three."],
                    "risks": ["It may rain."],
                } | ({"related": related} if related else {})
                lines.write(json.dumps(record) + "\n")
    return path


def test_imports_that_are_killed_leave_whole_articles_and_the_next_goes_on(site, tmp_path):
    chance = random.Random(2026)
    began = time.monotonic()
    site.imported(feed(tmp_path, 0))
    whole = time.monotonic() - began
    killed = 0
    for number in range(1, max(KILLS // 2, 1) + 1):
        lines = feed(tmp_path, number)
        # Two records to an article: the first run, of one feed, says how long a start and a feed take.
        killed += site.kill_within(chance.uniform(0.2, 2) * whole, "manage.py", "import_articles", lines, "--publish")
        assert site.faults() == ""
    assert killed
    site.imported(lines)
    assert site.imported(lines).startswith(f"article: 0 created, 0 updated, {2 * A_FEED} unchanged")
    assert site.faults() == ""


def test_publications_that_are_killed_leave_whole_articles(site, tmp_path):
    chance = random.Random(2027)
    began = time.monotonic()
    site.imported(feed(tmp_path, 0))
    start = time.monotonic() - began
    for number in range(max(KILLS - KILLS // 2, 1)):
        assert site.kill_within(start + chance.random(), "-m", "tests.articles.storms.publisher", number)
        assert site.faults() == ""
