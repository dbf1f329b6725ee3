"""`manage.py serve`, from an empty folder to the running server and back, in processes of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from make.temporary_site import ROOT, TemporarySite, copy_of, environment_for, free_port, manage, temporary_site

DELETE_ALL = "from articles.models import Article; Article.objects.all().delete()"
APPEAR_SOON = """
from datetime import timedelta
from django.utils import timezone
from articles.models import Article, Category
from articles.workflow import publish
soon = timezone.now() + timedelta(seconds=2)
category = Category.objects.first()
publish(Article.objects.create(headline="Soon", slug="soon", body="<p>x</p>", category=category), at=soon)
"""
SECRET = "a-secret-that-is-long-enough-as-it-has-some-fifty-characters"


@pytest.fixture
def started(edition: Path, tmp_path: Path) -> Path:
    """A site's folder after its first start and stop."""
    return copy_of(edition, tmp_path / "var")


def fetch(site: TemporarySite, path: str) -> str:
    with urllib.request.urlopen(site.url + path, timeout=20) as response:
        return response.read().decode()


def serve(environment: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "serve", *options]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)


def everything(folder: Path) -> str:
    """All rows of the site's database, but for sessions and jobs, which come and go."""
    return manage(environment_for(folder), "dumpdata", "--exclude", "sessions", "--exclude", "django_tasks_database")


def test_the_first_start_makes_a_whole_site(edition, started):
    said = (edition / "server.log").read_text().splitlines()
    assert said[-1].startswith("Opening Print is served at http://127.0.0.1:")
    assert said[-1].endswith(" (Ctrl-C stops it).")
    with temporary_site(started) as site:
        assert 'href="/articles/' in fetch(site, "/")
        assert fetch(site, "/healthz") == "ok\n"
        assert '"database": "ok"' in fetch(site, "/readyz")


def test_what_it_makes_is_for_this_account_alone(tmp_path):
    folder = tmp_path / "var"
    serve(environment_for(folder) | {"HOST": "256.0.0.1", "SITE_URL": "http://127.0.0.1"})
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_start_later_touches_no_data_and_says_one_line(started):
    before = everything(started)
    collected = (started / "static.json").stat().st_mtime_ns
    with temporary_site(started) as site:
        fetch(site, "/")
        assert len(site.log.read_text().splitlines()) == 1
    assert everything(started) == before
    assert (started / "static.json").stat().st_mtime_ns == collected


def start_and_stop(environment: dict[str, str]) -> None:
    """Everything that a start does before the server itself."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for line in process.stdout:
        if " is served at " in line:
            break
    process.terminate()
    process.wait(20)
    process.stdout.close()


def test_a_site_whose_articles_were_all_deleted_gets_no_other(started):
    ask(environment_for(started), "StandingPage.objects.update(body='<p>Our own.</p>')")
    manage(environment_for(started), "shell", "--no-imports", "-c", DELETE_ALL)
    before = everything(started)
    start_and_stop(environment_for(started))
    assert everything(started) == before


def test_invented_news_is_not_published_on_the_internet(tmp_path):
    deployed = {"SITE_URL": "https://news.example.com", "SECRET_KEY": SECRET}
    environment = environment_for(tmp_path / "new") | deployed
    start_and_stop(environment)
    assert ask(environment, "Article.objects.count(), StandingPage.objects.count()") == "(0, 4)"


def ask(environment: dict[str, str], expression: str) -> str:
    """What an expression over the site's models is, as it prints."""
    code = f"from articles.models import Article, StandingPage; print(({expression}))"
    return manage(environment, "shell", "--no-imports", "-c", code).strip()


@pytest.mark.parametrize("how", ["as Ctrl-C does", "as a service manager does"])
def test_nothing_is_left_over(started, how):
    environment = environment_for(started)
    # A terminal sends Ctrl-C to the whole group, of which this one is a new one.
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    wait_for(int(environment["PORT"]))
    if how == "as Ctrl-C does":
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.terminate()
    process.wait(20)
    process.stdout.close()
    wait_until_gone(process.pid)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(environment["PORT"]))) != 0


def wait_until_gone(group: int) -> None:
    """Companions of the server notice its end a moment later, and finish what they are at."""
    for _ in range(400):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("Something of the server is left over.")


def test_what_is_due_is_done_beside_the_server(started):
    environment = environment_for(started)
    with (started / "out").open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, stdout=output, start_new_session=True
        )
        manage(environment, "shell", "--no-imports", "-c", APPEAR_SOON)
        try:
            for _ in range(600):
                if "Appeared: “Soon”" in (started / "out").read_text():
                    break
                time.sleep(0.05)
            else:
                pytest.fail("Nobody was told of the article.")
        finally:
            process.terminate()
            process.wait(20)
    wait_until_gone(process.pid)


def test_companions_end_with_a_server_that_was_killed(started):
    code = "import time; from newssite import companions; companions.start(); time.sleep(60)"
    server = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env=environment_for(started), start_new_session=True
    )
    time.sleep(3)
    server.kill()
    server.wait()
    wait_until_gone(server.pid)


def test_workers_end_with_a_server_that_was_killed(started):
    environment = environment_for(started) | {"WEB_WORKERS": "2"}
    server = subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, start_new_session=True)
    wait_for(int(environment["PORT"]))
    server.kill()
    server.wait()
    wait_until_gone(server.pid)


def wait_for(port: int) -> None:
    for _ in range(400):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
            return
        time.sleep(0.05)
    pytest.fail("The server did not answer.")


def test_a_port_that_is_taken_is_said_before_anything_is_done(tmp_path):
    folder = tmp_path / "var"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = serve(environment_for(folder, port))
    assert done.returncode == 1
    assert done.stderr == (
        f"Port {port} of 127.0.0.1 cannot be had (Address already in use). Stop what is using it, "
        f"or choose another: PORT={port + 1} make run\n"
    )
    assert not (folder / "db.sqlite3").exists()


@pytest.mark.parametrize("host", ["256.0.0.1", "192.0.2.1"])
def test_a_host_that_is_not_this_machine_is_said(tmp_path, host):
    done = serve(environment_for(tmp_path) | {"HOST": host, "SITE_URL": "http://127.0.0.1"})
    assert done.returncode == 1
    assert host in done.stderr
    assert done.stderr.count("\n") == 1


def test_dev_needs_debug(tmp_path):
    done = serve(environment_for(tmp_path, free_port()), "--dev")
    assert done.returncode == 1
    assert done.stderr == "serve --dev needs DEBUG=1; `make dev` sets it.\n"


def test_signing_in_works_over_plain_http(started):
    with temporary_site(started) as site:
        who = site.add_editor("signs-in")
        cookies = urllib.request.HTTPCookieProcessor()
        browser = urllib.request.build_opener(cookies)
        with browser.open(f"{site.url}/admin/", timeout=20) as door:
            address = door.url
        token = next(cookie.value for cookie in cookies.cookiejar if cookie.name == "csrftoken")
        said = {"login": who["username"], "password": who["password"], "csrfmiddlewaretoken": token}
        form = urllib.parse.urlencode(said | {"next": "/admin/"}).encode()
        with browser.open(address, form, timeout=20) as page:
            assert page.url == f"{site.url}/admin/"
            assert page.status == 200
