"""The port where Prometheus asks. Every worker listens on it, and the system gives each question to one of them: so
it is there while workers are replaced one by one."""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import util
from pathlib import Path
from socketserver import TCPServer
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from edge.shelf import Shelf
from newssite import companions
from newssite.figures import counted
from newssite.figures.asked import OfTheDatabase

log = logging.getLogger("newssite.figures")

#: Seconds between two looks at how this worker stands.
LOOK_EVERY = 5.0


class Server(ThreadingHTTPServer):
    allow_reuse_port = True
    daemon_threads = False  # so that an end waits for them

    def __init__(self, host: str, port: int, folder: Path, shelf: Shelf | None) -> None:
        self.folder, self.shelf, self.looked = folder, shelf, float("-inf")
        self.database = OfTheDatabase()
        if ":" in host:
            self.address_family = socket.AF_INET6
        super().__init__((host, port), Handler)
        self.service_actions()

    def server_bind(self) -> None:
        """Without asking the network for this machine's name, as http.server does."""
        TCPServer.server_bind(self)

    def service_actions(self) -> None:
        """Called twice a second."""
        if (now := time.monotonic()) > self.looked + LOOK_EVERY:
            self.looked = now
            counted.note_own(len(self.shelf.copies) if self.shelf else 0, self.shelf.bytes if self.shelf else 0)

    def figures(self) -> bytes:
        counted.forget_the_dead(self.folder)
        registry = CollectorRegistry()
        MultiProcessCollector(registry, str(self.folder))  # type: ignore[no-untyped-call]
        registry.register(self.database)
        return generate_latest(registry)

    def end(self) -> None:
        """As the worker ends: who has asked is answered, who asks from now on is answered by another."""
        self.shutdown()
        self.socket.settimeout(0)
        with contextlib.suppress(OSError):
            while True:
                self.process_request(*self.get_request())
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        log.warning("Figures could not be given.", exc_info=True)


class Handler(BaseHTTPRequestHandler):
    server: Server
    #: Who asks and does not read is not waited for.
    timeout = 5
    server_version, sys_version = "opening-print", ""

    def do_GET(self) -> None:
        if self.path.partition("?")[0] != "/metrics":
            self.send_error(404, "The figures are at /metrics")
            return
        said = self.server.figures()
        self.send_response(200)
        self.send_header("Content-Type", CONTENT_TYPE_LATEST)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: Any) -> None:
        """Prometheus asks every few seconds: that is no news."""


def start(host: str, port: int, shelf: Shelf | None) -> None:
    """Answers from now on, in a thread of this worker."""
    try:
        server = Server(host, port, Path(os.environ[companions.FIGURES_FOLDER]), shelf)
    except OSError as error:
        log.error("There are no figures: METRICS_PORT %s of %s cannot be had (%s).", port, host, error)
        return
    threading.Thread(target=server.serve_forever, name="figures", daemon=True).start()
    # A worker ends without what `atexit` holds.
    util.Finalize(None, server.end, exitpriority=0)
