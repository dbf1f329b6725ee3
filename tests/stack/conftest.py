"""The site as it stands on the internet: behind the shipped nginx, over TLS, under a name of its own."""

from __future__ import annotations

import http.client
import secrets
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from make.nginx import NAME, Nginx, temporary_nginx
from make.postgres import create_database, temporary_postgres
from make.temporary_site import TemporarySite, copy_of, environment_for, manage, temporary_site


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Connection(http.client.HTTPSConnection):
    """To a port of this machine, under the site's name."""

    def __init__(self, nginx: Nginx) -> None:
        self.trusting = ssl.create_default_context(cafile=str(nginx.folder / "fullchain.pem"))
        super().__init__(NAME, nginx.port, context=self.trusting, timeout=30)

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.sock = self.trusting.wrap_socket(plain, server_hostname=NAME)


class Stack(NamedTuple):
    site: TemporarySite
    nginx: Nginx

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """Asks nginx as a browser would, once; headers by name, with _ for -."""
        connection = Connection(self.nginx)
        try:
            named = {"Host": NAME} | {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()


def served_at_its_name(folder: Path, port: int | None = None, **settings: str):
    """The site in this folder as production runs it: its address is https, and a proxy stands before it."""
    named = {"SITE_URL": f"https://{NAME}", "BEHIND_PROXY": "1", "SECRET_KEY": secrets.token_urlsafe(50)}
    # Who waits for it to start asks it by its number.
    named["EXTRA_HOSTS"] = "127.0.0.1"
    return temporary_site(folder, port, **(named | settings))


@pytest.fixture(scope="module")
def stack(edition: Path, tmp_path_factory) -> Iterator[Stack]:
    """For reading."""
    folder = tmp_path_factory.mktemp("stack")
    with (
        served_at_its_name(copy_of(edition, folder / "site")) as site,
        temporary_nginx(folder / "nginx", int(site.environment["PORT"]), site.folder) as nginx,
    ):
        yield Stack(site, nginx)


@pytest.fixture
def fresh_stack(edition: Path, tmp_path: Path) -> Iterator[Stack]:
    """For writing, and for killing what it is made of."""
    with (
        served_at_its_name(copy_of(edition, tmp_path / "site")) as site,
        temporary_nginx(tmp_path / "nginx", int(site.environment["PORT"]), site.folder) as nginx,
    ):
        yield Stack(site, nginx)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory) -> Iterator[str]:
    """The address of a PostgreSQL that holds the sample edition, in a database to be copied."""
    folder = tmp_path_factory.mktemp("postgres")
    with temporary_postgres(folder / "server") as url:
        environment = environment_for(folder / "site") | {"DATABASE_URL": url}
        manage(environment, "migrate", "--verbosity", "0")
        manage(environment, "load_sample_edition")
        yield url


@pytest.fixture
def database(postgres: str) -> str:
    """The address of a database of one's own that holds the sample edition."""
    server, _, template = postgres.rpartition("/")
    name = f"paper_{secrets.token_hex(6)}"
    create_database(f"{server}/postgres", name, template)
    return f"{server}/{name}"
