"""What a server's processes cost, from /proc."""

from __future__ import annotations

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """The process, its children and theirs."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(fields(status)[1])
        except OSError:
            continue  # it ended while we looked
    found = [pid]
    for parent in found:
        found += [child for child, its in parents.items() if its == parent]
    return found


def fields(status: Path) -> list[str]:
    """What stands after the program's name, which may itself hold blanks and brackets."""
    return status.read_text().rpartition(")")[2].split()


def cpu_seconds(pid: int) -> float:
    """User and system time of the family so far."""
    spent = 0
    for member in family(pid):
        user, system = fields(Path(f"/proc/{member}/stat"))[11:13]
        spent += int(user) + int(system)
    return spent / TICKS
