"""A full disk says a sentence and leaves nothing; a kill with uploads leaves none of them half; and what is said of
how far it is, on a terminal and in a log.

Four kills; `KILLS=200` kills more often.
"""

from __future__ import annotations

import hashlib
import os
import pty
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from make.temporary_site import ROOT
from tests.backups.sites import backup, manage, new_site, python, restore, rows

KILLS = int(os.environ.get("KILLS") or 4)
FILL = """
from articles import workflow
from articles.models import Article, Category
category = Category.objects.create(name="Metals", slug="metals")
for n in range(5):
    fields = {"headline": f"Copper {n}", "slug": f"copper-{n}", "body": "<p>It rose.</p>"}
    workflow.publish(Article.objects.create(category=category, **fields))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A few articles and 60 pictures, 12 MB in all."""
    folder = tmp_path_factory.mktemp("trouble") / "var"
    environment = new_site(folder)
    manage(environment, "migrate", "--verbosity", "0")
    python(environment, FILL)
    for number in range(60):
        data = random.Random(number).randbytes(200_000)
        path = folder / "uploads" / "articles" / f"{number % 7:02}" / f"{hashlib.sha256(data).hexdigest()}.webp"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return environment


def run(environment, *arguments, **more):
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, **more)


def within(size):
    """Files of more bytes cannot be written, as on a disk that is full."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


#: The first is too little for SQLite, which writes beside its file also to read.
@pytest.mark.parametrize("size", [1_000, 300_000, 5_000_000])
def test_a_disk_that_is_full_says_a_sentence_and_leaves_nothing(site, tmp_path, size):
    done = run(site, "backup", tmp_path / "site.tar", preexec_fn=within(size))
    last = done.stderr.splitlines()[-1]
    assert done.returncode == 1
    refused = f"CommandError: {tmp_path / 'site.tar'} could not be written ("
    assert last.startswith((refused, "CommandError: The database cannot be read (")), done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_while_a_site_is_brought_back(site, tmp_path):
    made = backup(site, tmp_path / "site.tar")
    target = new_site(tmp_path / "var")
    manage(target, "migrate", "--verbosity", "0")
    done = run(target, "restore", made, preexec_fn=within(100_000))
    assert done.returncode == 1
    assert "Nothing was changed." in done.stderr.splitlines()[-1], done.stderr
    assert "Traceback" not in done.stderr
    assert [path for path in (tmp_path / "var" / "uploads").rglob("*") if path.is_file()] == []
    restore(target, made)
    assert rows(backup(target, tmp_path / "back.tar")) == rows(made)


def uploads(folder: Path) -> dict[str, str]:
    """Name and hash of each, but those that are still being written."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*.webp")}


def killed(seconds, environment, *arguments):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([sys.executable, "manage.py", *map(str, arguments)], cwd=ROOT, env=environment, **quiet)
    time.sleep(seconds)
    process.kill()
    process.wait()


def test_a_restore_with_pictures_that_is_killed_leaves_none_half_and_is_begun_anew(site, tmp_path):
    made = backup(site, tmp_path / "site.tar")
    began = time.monotonic()
    restore(new_site(tmp_path / "timed"), made)
    took = time.monotonic() - began
    folder = tmp_path / "var"
    target = new_site(folder)
    manage(target, "migrate", "--verbosity", "0")
    for _ in range(KILLS):
        killed(random.uniform(took / 4, took * 0.9), target, "restore", made)
        assert all(name == f"{content}.webp" for name, content in uploads(folder).items())
    done = run(target, "restore", made)
    # The last kill may have come after the moment in which all was there.
    assert done.returncode == 0 or "into an empty site, and this one has" in done.stderr, done.stderr
    assert rows(backup(target, tmp_path / "back.tar")) == rows(made)


def test_a_backup_that_is_killed_hurts_nothing_of_the_site(site, tmp_path):
    before = uploads(Path(site["VAR_DIR"]))
    whole = rows(backup(site, tmp_path / "before.tar"))
    for _ in range(KILLS):
        killed(random.uniform(0.3, 2.0), site, "backup", tmp_path / "site.tar")
        assert not (tmp_path / "site.tar").exists() or rows(tmp_path / "site.tar") == whole
        (tmp_path / "site.tar").unlink(missing_ok=True)
    assert uploads(Path(site["VAR_DIR"])) == before
    assert rows(backup(site, tmp_path / "site.tar")) == whole
    assert not list(tmp_path.glob("*.part"))


def test_in_a_log_how_far_it_is_does_not_rewrite_a_line(site, tmp_path):
    done = run(site, "backup", tmp_path / "site.tar")
    assert "\r" not in done.stderr
    assert "\x1b" not in done.stderr
    assert done.stdout.count("\n") == 1


def test_on_a_terminal_how_far_it_is_stands_on_one_line_and_ends_with_one(site, tmp_path):
    ours, theirs = pty.openpty()
    command = [sys.executable, "manage.py", "backup", str(tmp_path / "site.tar")]
    process = subprocess.Popen(command, cwd=ROOT, env=site, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    said = b""
    while True:
        try:
            data = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not data:
            break
        said += data
    os.close(ours)
    assert process.wait() == 0
    *progress, result, rest = said.decode().split("\r\n")
    assert rest == ""
    assert f"{tmp_path / 'site.tar'}: " in result
    assert len(progress) <= 1, said
