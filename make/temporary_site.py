"""A whole site of its own, as `make run` would start it: for browser tests, pictures and benchmarks.

It lives in a folder that the caller gives, on a free port, holds the sample edition, and is gone
when the `with` block ends. Nothing of it touches the site in `var/`.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from make.ports import free_port
from make.postgres import THROW_AWAY, create_database

ROOT = Path(__file__).resolve().parent.parent
#: What a developer may have set for their own site is not to reach this one.
OWN = {
    "DEBUG",
    "SITE_URL",
    "SECRET_KEY",
    "SECRET_KEY_FILE",
    "DATABASE_URL",
    "EXTRA_HOSTS",
    "BEHIND_PROXY",
    "SITE_NAME",
    "DATABASE_REPLICA_URLS",
    "REDIS_URL",
}
STARTING_TAKES_AT_MOST = 120


@dataclass(frozen=True)
class TemporarySite:
    url: str
    folder: Path
    environment: dict[str, str]
    process: subprocess.Popen[str]
    log: Path

    def manage(self, *arguments: str, said: str = "") -> str:
        """What a command of manage.py prints, against this site's database; `said` is its input."""
        return manage(self.environment, *arguments, said=said)

    def add_editor(self, name: str = "dana", group: str = "Editor") -> dict[str, str]:
        """An account that can sign in at /admin/: its username and password."""
        password = f"plain-{secrets.token_urlsafe(12)}"
        self.manage("create_editor", "--username", name, "--group", group, "--password-stdin", said=f"{password}\n")
        return {"username": name, "password": password}


def manage(environment: dict[str, str], *arguments: str, said: str = "") -> str:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, input=said, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"manage.py {arguments[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def environment_for(folder: Path, port: int | None = None) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if name not in OWN}
    here = {"VAR_DIR": str(folder), "HOST": "127.0.0.1", "PORT": str(port or free_port())}
    return clean | here | database_of(folder)


def database_of(folder: Path) -> dict[str, str]:
    """Where tests run on a PostgreSQL to be thrown away, a site has a database of its own on it."""
    if THROW_AWAY not in os.environ:
        return {}
    address = address_of(folder)
    if not address.exists():
        address.parent.mkdir(parents=True, exist_ok=True)
        address.write_text(_made())
    return {"DATABASE_URL": address.read_text()}


def address_of(folder: Path) -> Path:
    """The file beside a site's folder that says which database is its own."""
    return folder.with_name(f"{folder.name}.database_url")


def _made(template: str = "template0") -> str:
    server, name = os.environ["DATABASE_URL"], f"site_{secrets.token_hex(6)}"
    create_database(server, name, template)
    return server.rpartition("/")[0] + f"/{name}"


@contextlib.contextmanager
def temporary_site(folder: Path, port: int | None = None, **settings: str) -> Iterator[TemporarySite]:
    """`settings` are variables of its environment, such as `WEB_WORKERS="2"`."""
    environment = environment_for(folder, port) | settings
    url = f"http://127.0.0.1:{environment['PORT']}"
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "server.log"
    with log.open("a") as output:
        fcntl.flock(output, fcntl.LOCK_EX)  # held by all that inherit the log, until the last of them ends
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output, text=True,
        )  # fmt: skip
        try:
            wait_until_alive(url, process, log)
            yield TemporarySite(url, folder, environment, process, log)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    wait_until_unlocked(log)


def wait_until_alive(url: str, process: subprocess.Popen[str], log: Path) -> None:
    deadline = time.monotonic() + STARTING_TAKES_AT_MOST
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The site did not start:\n{log.read_text()}")
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(f"{url}/healthz", timeout=5).close()
            return
        time.sleep(0.05)
    raise RuntimeError(f"The site did not answer within {STARTING_TAKES_AT_MOST} s:\n{log.read_text()}")


def wait_until_unlocked(log: Path) -> None:
    """What runs beside the server ends a moment after it, and may still write to the site's folder."""
    with log.open() as file:
        for _ in range(STARTING_TAKES_AT_MOST * 20):
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            time.sleep(0.05)
    raise RuntimeError("What ran beside the server did not end.")


def copy_of(folder: Path, target: Path) -> Path:
    """A site's folder copied while the site runs; the database as of one moment."""
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns("db.sqlite3*", "server.log"))
    if (address := address_of(folder)).exists():
        address_of(target).write_text(_made(urlsplit(address.read_text()).path.removeprefix("/")))
        return target
    source, copy = sqlite3.connect(folder / "db.sqlite3"), sqlite3.connect(target / "db.sqlite3")
    with contextlib.closing(source), contextlib.closing(copy):
        source.backup(copy)
    return target
