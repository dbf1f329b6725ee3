"""A PostgreSQL of one's own, for tests and benchmarks: in a temporary folder, on a private port.

`python -m make.postgres COMMAND ...` runs a command with `DATABASE_URL` set to it. The server is
started from Debian's programs (or those in `POSTGRES_BIN`), listens on this machine only, asks for a
random password, and is stopped and removed whatever happens. It keeps nothing safe: what it holds is
gone with it.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from make.ports import free_port

USER = "news"
#: PostgreSQL refuses to run as root; Debian's package makes this account.
ACCOUNT = "postgres"
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_wal_size": "4GB",
    "shared_buffers": "512MB",
    "maintenance_work_mem": "256MB",
    "max_connections": "120",
}


#: The number of the lock under which databases are copied.
COPYING = 2026
#: Says that the server of `DATABASE_URL` is such a one, so that temporary sites may make databases there.
THROW_AWAY = "THROW_AWAY_POSTGRES"


class NoPostgres(Exception):
    """There is no PostgreSQL on this machine; the text says what to do."""


def programs() -> Path:
    """The folder of initdb and pg_ctl, the newest that is installed."""
    named = os.environ.get("POSTGRES_BIN", "")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    on_path = shutil.which("initdb")
    for folder in [Path(named)] if named else [*reversed(debian), *([Path(on_path).parent] if on_path else [])]:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    if named:
        raise NoPostgres(f"POSTGRES_BIN is {named!r}, but there is no initdb and pg_ctl in it.")
    raise NoPostgres(
        "No PostgreSQL was found. Install it (on Debian: sudo apt-get install postgresql), "
        "or name the folder of its programs with POSTGRES_BIN=/path/to/bin."
    )


@contextlib.contextmanager
def temporary_postgres(folder: Path, **asked: str) -> Iterator[str]:
    """The address of a new server's database `news`; gone, with its folder, when the block ends.

    `asked` are settings of the server, in place of ours.
    """
    password = secrets.token_urlsafe(16)
    with new_server(folder, **asked) as server:
        (server.home / "password").write_text(password)
        if server.account:
            os.chown(server.home / "password", server.account.pw_uid, server.account.pw_gid)
        server.run("initdb", "-D", server.data, "-U", USER, "-A", "scram-sha-256",
                   f"--pwfile={server.home / 'password'}", "--encoding=UTF8", "--locale=C.UTF-8")  # fmt: skip
        server.start()
        url = f"postgres://{USER}:{password}@127.0.0.1:{server.port}"
        create_database(f"{url}/postgres", "news")
        yield f"{url}/news"


@dataclass
class Server:
    """A folder for a server, which is filled and started by whoever asked for it."""

    folder: Path
    home: Path
    account: pwd.struct_passwd | None
    port: int
    settings: dict[str, str]
    is_started: bool = False

    @property
    def data(self) -> str:
        return str(self.home / "data")

    def run(self, program: str, *arguments: str, **environment: str) -> None:
        with (self.folder / "postgres.log").open("a") as log:
            subprocess.run(
                [programs() / program, *arguments], check=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                cwd=self.home, env=os.environ | environment, user=self.account and self.account.pw_uid,
                group=self.account and self.account.pw_gid, extra_groups=[] if self.account else None,
            )  # fmt: skip

    def start(self) -> None:
        options = " ".join(f"-c {name}={value}" for name, value in self.settings.items())
        log = str(self.home / "server.log")
        self.run("pg_ctl", "-D", self.data, "-o", options, "-w", "-t", "60", "-l", log, "start")
        self.is_started = True

    def stop(self) -> None:
        if self.is_started:
            self.is_started = False
            self.run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")


@contextlib.contextmanager
def new_server(folder: Path, **asked: str) -> Iterator[Server]:
    """An empty folder, a port and settings; stopped and gone when the block ends."""
    programs()
    folder.mkdir(parents=True)
    # As root the server runs under another account, which must be able to reach its folder.
    home = Path(tempfile.mkdtemp(prefix="postgres-")) if os.getuid() == 0 else folder
    account = pwd.getpwnam(ACCOUNT) if os.getuid() == 0 else None
    if account:
        os.chown(home, account.pw_uid, account.pw_gid)
    port = free_port()
    ours = {"port": str(port), "listen_addresses": "127.0.0.1", "unix_socket_directories": "''"}
    server = Server(folder, home, account, port, SETTINGS | asked | ours)
    try:
        yield server
    finally:
        try:
            server.stop()
        finally:
            if home != folder:
                shutil.rmtree(home, ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def temporary_replica(primary: str, folder: Path, **asked: str) -> Iterator[tuple[str, Server]]:
    """A streaming replica of a server that `temporary_postgres` started, on a port of its own: its address, and the
    server to stop and start."""
    with new_server(folder, **asked) as server:
        parts = urlsplit(primary)
        server.run("pg_basebackup", "-h", "127.0.0.1", "-p", str(parts.port), "-U", USER, "-D", server.data, "-R",
                   "-X", "stream", "-c", "fast", PGPASSWORD=parts.password or "")  # fmt: skip
        server.start()
        yield primary.replace(f":{parts.port}/", f":{server.port}/"), server


def create_database(url: str, name: str, template: str = "template0") -> None:
    """On the server of the address, as an empty database or a copy of another as it is now."""
    if template == "template0":
        _execute(url, f'CREATE DATABASE "{name}" TEMPLATE template0')
        return
    # PostgreSQL copies a database that nobody is in: its connections end, and come back afterwards. Two that copy
    # the same one do so one after the other.
    _execute(
        url,
        f"SELECT pg_advisory_lock({COPYING})",
        f'ALTER DATABASE "{template}" ALLOW_CONNECTIONS false',
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template}'",
        f'CREATE DATABASE "{name}" TEMPLATE "{template}"',
        f'ALTER DATABASE "{template}" ALLOW_CONNECTIONS true',
    )


def data_folder(url: str) -> Path:
    """Where a server on this machine keeps its files."""
    import psycopg

    with psycopg.connect(url) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    return Path(row[0]) if row else Path()


def drop_database(url: str, name: str) -> None:
    _execute(url, f'DROP DATABASE "{name}" WITH (FORCE)')


def _execute(url: str, *statements: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with tempfile.TemporaryDirectory() as folder, temporary_postgres(Path(folder) / "server") as url:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url, THROW_AWAY: "1"}).returncode
    except NoPostgres as missing:
        print(missing, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
