"""What a server's processes cost, from /proc."""

from __future__ import annotations

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def family(pid: int, but: str = "") -> list[int]:
    """The process, its children and theirs; without those whose command holds `but`, and what these began."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(fields(status)[1])
        except OSError:
            continue  # it ended while we looked
    found = [pid]
    for parent in found:
        found += [child for child, its in parents.items() if its == parent and not (but and but in command(child))]
    return found


def fields(status: Path) -> list[str]:
    """What stands after the program's name, which may itself hold blanks and brackets."""
    return status.read_text().rpartition(")")[2].split()


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def resident_bytes(pid: int) -> int:
    """What a process holds in memory now."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def own_bytes(pid: int) -> int:
    """Of that, what is the process's alone; SQLite's file, which each thread maps, is counted once a thread above."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:"))


def shared_out_bytes(pid: int) -> int:
    """Of that, what nobody else holds, and its part of what others hold too (PSS): what the process costs."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def cpu_seconds(pid: int, but: str = "") -> float:
    """User and system time of the family so far."""
    spent = 0
    for member in family(pid, but):
        user, system = fields(Path(f"/proc/{member}/stat"))[11:13]
        spent += int(user) + int(system)
    return spent / TICKS


def on_cpu_seconds(pid: int, but: str = "") -> float:
    """The same to the billionth, for what lives throughout: threads that ended in between are not counted."""
    spent = 0
    for member in family(pid, but):
        for task in Path(f"/proc/{member}/task").glob("*/schedstat"):
            spent += int(task.read_text().split()[0])
    return spent / 1e9
