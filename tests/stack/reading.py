"""Readers, as a program of their own: `python -m tests.stack.reading`, told on its input what to read.

A line of JSON says the doors, the pages ("DAY" in one is a day, another each time), how many readers stand before each
door and how often each asks. When the input ends they stop, and a line of JSON says for how many seconds they read, and
what they saw: answers by door and status, the slowest, what went wrong, and of each version of a page (a text that
holds "Version 12 of") when it was last asked for with that as the answer.
"""

from __future__ import annotations

import contextlib
import json
import random
import re
import socket
import ssl
import sys
import threading
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

VERSION = re.compile(rb"Version (\d+) of")
#: What went wrong is told so often; the rest is counted.
MOST_TOLD = 20
FIRST = date(1970, 1, 1).toordinal()


class Refused(Exception):
    """No whole answer came."""


class Connection:
    """One that is kept, as browsers do; opened again where the server closed it between two requests."""

    def __init__(self, door: dict[str, Any], whence: str) -> None:
        self.door, self.whence = door, whence
        self.trusting = ssl.create_default_context(cafile=door["trusting"]) if door.get("trusting") else None
        self.socket: socket.socket | None = None
        self.left = b""

    def ask(self, path: str) -> tuple[int, bytes]:
        """Status and the whole answer, headers and all."""
        is_old = self.socket is not None
        request = f"GET {path} HTTP/1.1\r\nHost: {self.door['host']}\r\nX-Forwarded-Proto: https\r\n\r\n".encode()
        try:
            return self._answer(request)
        except Refused:
            # As a browser does where the connection that was kept is closed before a word came back.
            if is_old and not self.left:
                self.close()
                return self._answer(request)
            raise

    def _answer(self, request: bytes) -> tuple[int, bytes]:
        self.left = b""
        try:
            if self.socket is None:
                plain = socket.create_connection(("127.0.0.1", self.door["port"]), 30, (self.whence, 0))
                plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                name = self.door["host"]
                self.socket = self.trusting.wrap_socket(plain, server_hostname=name) if self.trusting else plain
            self.socket.sendall(request)
            while (end := self.left.find(b"\r\n\r\n")) < 0:
                self._read()
            head = self.left[:end].lower()
            length = re.search(rb"\r\ncontent-length: (\d+)", head)
            if length:
                while len(self.left) < end + 4 + int(length[1]):
                    self._read()
            else:
                while not self.left.endswith(b"0\r\n\r\n"):
                    self._read()
            status, answer = int(head[9:12]), self.left
            if self.door.get("each_anew") or b"\r\nconnection: close" in head:
                self.close()
            return status, answer
        except OSError as error:
            raise Refused(f"{type(error).__name__}: {error}") from error

    def _read(self) -> None:
        assert self.socket is not None
        read = self.socket.recv(262_144)
        if not read:
            raise Refused("The connection was closed before the answer was whole.")
        self.left += read

    def close(self) -> None:
        if self.socket is not None:
            with contextlib.suppress(OSError):
                self.socket.close()
            self.socket = None


class Seen:
    """What all readers of one door saw."""

    def __init__(self) -> None:
        self.statuses: Counter[str] = Counter()
        self.slowest: dict[str, float] = {}
        self.last: dict[str, float] = {}
        self.wrong: list[str] = []


def read(door: dict[str, Any], whence: str, pages: list[str], every: float, seen: Seen, over: threading.Event) -> None:
    connection = Connection(door, whence)
    number, due, chance = 0, time.monotonic(), random.Random(whence)
    while not over.is_set():
        path, number = pages[number % len(pages)], number + 1
        path = path.replace(
            "DAY", f"20{chance.randrange(10, 27)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 28)}"
        )
        asked, began = time.time(), time.monotonic()
        try:
            status, answer = connection.ask(path)
            what = str(status)
        except Refused as error:
            connection.close()
            what, answer = "refused", str(error).encode()
        took = time.monotonic() - began
        seen.statuses[what] += 1
        seen.slowest[what] = max(took, seen.slowest.get(what, 0.0))
        if what != "200" and len(seen.wrong) < MOST_TOLD:
            seen.wrong.append(f"{asked:.2f} {path} {what} after {took:.2f} s: {answer[:300]!r}")
        version = VERSION.search(answer)
        if version:
            mark = f"{path} {int(version[1])}"
            seen.last[mark] = max(asked, seen.last.get(mark, 0.0))
        # In step with a clock, so that what is slow is not asked for less; but no storm afterwards.
        due = max(due + every, time.monotonic() - every)
        time.sleep(max(0.0, due - time.monotonic()))
    connection.close()


def main() -> None:
    told = json.loads(sys.stdin.readline())
    over = threading.Event()
    doors = {door["name"]: Seen() for door in told["doors"]}
    readers = []
    for door in told["doors"]:
        for number in range(told["readers"]):
            # Each from an address of its own, as readers have.
            whence = f"127.0.{len(readers) // 250 + 1}.{len(readers) % 250 + 1}"
            pages = told["pages"][number % len(told["pages"]) :] + told["pages"][: number % len(told["pages"])]
            arguments = (door, whence, pages, told["every"], doors[door["name"]], over)
            readers.append(threading.Thread(target=read, args=arguments, daemon=True))
    for reader in readers:
        reader.start()
    began = time.monotonic()
    sys.stdin.read()
    seconds = time.monotonic() - began
    over.set()
    for reader in readers:
        reader.join(35)
    print(json.dumps({"seconds": seconds, "doors": {name: vars(seen) for name, seen in doors.items()}}))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    main()
