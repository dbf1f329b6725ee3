"""The processes of a site that was started by `make.temporary_site`."""

from __future__ import annotations

import subprocess


def workers_of(server: int) -> list[int]:
    """Those that answer."""
    return [pid for pid, parent, command in _all() if parent == server and "newssite.companions" not in command]


def beside(server: int, word: str) -> list[int]:
    """Those that run beside it and whose command has the word."""
    companions = {pid for pid, parent, command in _all() if parent == server and "newssite.companions" in command}
    return [pid for pid, parent, command in _all() if parent in companions and word in command]


def _all() -> list[tuple[int, int, str]]:
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    return [(int(pid), int(parent), command) for pid, parent, command in rows]
