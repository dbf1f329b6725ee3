"""Waiting for a server that was just started."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import time
from collections.abc import Callable

STARTING_TAKES_AT_MOST = 20


def wait_until_listening(port: int, process: subprocess.Popen[bytes], said: Callable[[], str]) -> None:
    """Returns once the port is open; raises with what the server `said` where it ends, or never listens."""
    deadline = time.monotonic() + STARTING_TAKES_AT_MOST
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args} did not start:\n{said()}")
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        time.sleep(0.02)
    raise RuntimeError(f"{process.args} does not listen:\n{said()}")


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
