"""What this machine gives to a process: files, memory, processors."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from newssite.findings import Finding, fine, warning

#: Each connection is a file; the shipped units ask for 65536.
FILES = 4096
#: Bytes that a worker takes beside its page store; one in which much was read has so many.
WORKER, REST = 150_000_000, 300_000_000


def open_files() -> Iterator[Finding]:
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if allowed != resource.RLIM_INFINITY and allowed < FILES:
        yield warning(
            "files",
            f"A process may open {allowed} files, and each connection is one.",
            f"Set LimitNOFILE=65536 in the unit, or first run `ulimit -n {min(most, 65536) if most > 0 else 65536}`.",
        )
    else:
        yield fine("files")


def memory() -> Iterator[Finding]:
    """What all workers may come to, beside what there is."""
    available = _memory()
    # Pages are held as each encoding that was asked for: the store counts them all, Python's rest does not.
    wanted = settings.WEB_WORKERS * (WORKER + settings.PAGE_STORE_MB * 1_000_000) + REST
    if available and wanted > available:
        yield warning(
            "memory",
            f"{settings.WEB_WORKERS} workers with {settings.PAGE_STORE_MB} MB of pages each, and what runs beside, "
            f"may come to {wanted / 1e9:.1f} GB; there are {available / 1e9:.1f}.",
            "Lower PAGE_STORE_MB or WEB_WORKERS: what is out of memory is killed.",
        )
    else:
        yield fine("memory")


def _memory() -> int:
    """Bytes that this machine, or this container, has; 0 where it cannot be known."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        limit = Path("/sys/fs/cgroup/memory.max").read_text().strip()
    except OSError:
        return total
    return min(total, int(limit)) if limit.isdecimal() else total


def processors() -> Iterator[Finding]:
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    workers = settings.WEB_WORKERS
    if workers > 2 * available:
        yield warning(
            "processors",
            f"WEB_WORKERS is {workers} on {available} processors: each makes its own pages, and waits for others.",
            f"Set WEB_WORKERS={available}.",
        )
    else:
        yield fine("processors")
