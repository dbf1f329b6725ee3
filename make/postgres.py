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
from pathlib import Path

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
    found = programs()
    folder.mkdir(parents=True)
    # As root the server runs under another account, which must be able to reach its folder.
    home = Path(tempfile.mkdtemp(prefix="postgres-")) if os.getuid() == 0 else folder
    account = pwd.getpwnam(ACCOUNT) if os.getuid() == 0 else None
    password, port = secrets.token_urlsafe(16), free_port()
    try:
        (home / "password").write_text(password)
        if account:
            for path in (home, home / "password"):
                os.chown(path, account.pw_uid, account.pw_gid)

        def run(program: str, *arguments: str) -> None:
            with (folder / "postgres.log").open("a") as log:
                subprocess.run(
                    [found / program, *arguments], check=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                    cwd=home, user=account and account.pw_uid, group=account and account.pw_gid,
                    extra_groups=[] if account else None,
                )  # fmt: skip

        data = str(home / "data")
        run("initdb", "-D", data, "-U", USER, "-A", "scram-sha-256", f"--pwfile={home / 'password'}",
            "--encoding=UTF8", "--locale=C.UTF-8")  # fmt: skip
        ours = {"port": str(port), "listen_addresses": "127.0.0.1", "unix_socket_directories": "''"}
        settings = SETTINGS | asked | ours
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        run("pg_ctl", "-D", data, "-o", options, "-w", "-t", "60", "-l", str(home / "server.log"), "start")
        try:
            url = f"postgres://{USER}:{password}@127.0.0.1:{port}"
            create_database(f"{url}/postgres", "news")
            yield f"{url}/news"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        if home != folder:
            shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


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
