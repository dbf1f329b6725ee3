"""Makes the site ready and becomes its server. `make run` and `make dev` call this."""

from __future__ import annotations

import os
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from articles import search
from articles.revisions import beginning
from articles.search import wholeness
from newssite import companions, env, figures, static_files
from newssite.management.commands.load_sample_edition import first_content

#: A worker that does not end by itself is ended after so many seconds.
PATIENCE = 10
#: Cookies and a long search have 8 KB together; nginx lets 32 through.
HEADER_BYTES = 65_536
#: A proxy has to give up a connection that it keeps earlier than we do: nginx after 10 seconds.
HEADER_SECONDS = 20
#: SIGHUP: the new worker has so many seconds to start, also on a machine with much to do; then the old one ends.
BEFORE_THE_OLD_ENDS = 8


class Command(BaseCommand):
    help = "Migrates, collects static files and loads the sample edition where that is due; then serves the site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dev", action="store_true", help="serve with Django's own server, which restarts when a file changes"
        )

        parser.add_argument(
            "--web-only", action="store_true", help="without the worker and `tick`, which services of their own run"
        )

    def handle(self, *args: Any, dev: bool, web_only: bool = False, **options: Any) -> None:
        if dev and not settings.DEBUG:
            raise SystemExit("serve --dev needs DEBUG=1; `make dev` sets it.")
        # First of all: where a site is running already, its data is not to be touched.
        check_free(settings.HOST, settings.PORT)
        if settings.METRICS_PORT:
            check_free(settings.METRICS_HOST, settings.METRICS_PORT, "METRICS_PORT")
        make_private(settings.VAR)
        self.migrate()
        if dev:
            Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
        elif static_files.collect_if_changed(settings.VAR / "static.json"):
            self.say("Collected the static files.")
        if sample_edition_is_due():
            call_command("load_sample_edition", stdout=self.stdout, stderr=self.stderr)
        if beginning.is_due():
            self.say("Keeping a first revision of every article ...")
            call_command("begin_revisions", stdout=self.stdout, stderr=self.stderr)
        if wholeness.quickly(search.engine()) in ("empty", "missing"):
            self.say("Making the search index, which is empty ...")
            call_command("rebuild_index", stdout=self.stdout, stderr=self.stderr)
        connections.close_all()
        if settings.IS_HTTPS and not settings.SECURE_PROXY_SSL_HEADER:
            self.say(
                "SITE_URL is https, so every request over plain http is sent there: set BEHIND_PROXY=1 where "
                "a proxy in front does the encryption and sends X-Forwarded-Proto."
            )
        self.say(f"{settings.SITE_NAME} is served at {settings.SITE_URL} (Ctrl-C stops it).")
        figures.make_folder()
        if not web_only or settings.METRICS_PORT:  # which leaves a folder to be removed
            companions.start(alone=web_only)
        become(development_server() if dev else production_server())

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def migrate(self) -> None:
        """`migrate` itself takes a second to find that there is nothing to do."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("Bringing the database up to date ...")
            call_command("migrate", interactive=False, verbosity=0)


def sample_edition_is_due() -> bool:
    """Invented news is for a look at an empty site on this machine; readers elsewhere are never shown it."""
    return settings.SITE.hostname in env.LOOPBACK and not first_content()


def check_free(host: str, port: int, setting: str = "PORT") -> None:
    """A sentence for an address that cannot be had, before anything is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except socket.gaierror:
        raise SystemExit(
            f"{setting.replace('PORT', 'HOST')} is {host!r}, which is no address of this machine."
        ) from None
    except OSError as error:
        raise SystemExit(
            f"Port {port} of {host} cannot be had ({os.strerror(error.errno or 0)}). "
            f"Stop what is using it, or choose another: {setting}={port + 1 if port < 65535 else 8000} make run"
        ) from None


def make_private(folder: Path) -> None:
    """The database, the key and the uploads are for this account alone, until somebody opens the folder."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def production_server() -> list[str]:
    return [
        *(sys.executable, "-m", "granian"),
        *("--interface", "wsgi"),
        *("--host", settings.HOST, "--port", str(settings.PORT)),
        *("--workers", str(settings.WEB_WORKERS), "--blocking-threads", str(settings.WEB_THREADS)),
        *("--no-ws", "--log-level", "warning", "--log-config", str(settings.ROOT / "newssite" / "granian_logs.json")),
        # Nobody speaks HTTP/2 to us: a proxy does that with browsers. And in trying which it is, a silent client is not
        # given up.
        *("--http", "1"),
        # All headers together; more is answered 431. Seconds for them, and for a connection with nothing to say.
        *("--http1-buffer-size", str(HEADER_BYTES), "--http1-header-read-timeout", str(HEADER_SECONDS * 1000)),
        *("--workers-kill-timeout", str(PATIENCE), "--respawn-interval", str(BEFORE_THE_OLD_ENDS)),
        # Else the site ends with the first worker that is killed, by a machine short of memory perhaps.
        "--respawn-failed-workers",
        "newssite.wsgi:application",
    ]


def development_server() -> list[str]:
    host = f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
    return [sys.executable, "manage.py", "runserver", f"{host}:{settings.PORT}"]


def become(command: list[str]) -> None:
    """This process is the server from here on: a signal to it reaches the server, and no parent is left over."""
    os.chdir(settings.ROOT)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(command[0], command)  # noqa: S606 (our own command, no shell)
