"""What a worker counts as it answers, and how it stands. Imported only where figures are wanted."""

from __future__ import annotations

import os
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from newssite.observing import KEPT

#: Not the library's own, which would tell of this process alone.
ours = CollectorRegistry()
#: Seconds; a page from the database takes 10 to 50 ms on a machine with nothing else to do.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

REQUESTS = Counter(
    "opening_print_requests", "Requests answered, by kind of view, class of status, and what the page store did.",
    ["view", "status", "store"], registry=ours,
)  # fmt: skip
MAKING = Histogram(
    "opening_print_making_seconds", "Time to answer, of requests that the page store had no copy for.",
    ["view"], buckets=BUCKETS, registry=ours,
)  # fmt: skip
MEMORY = Gauge(
    "opening_print_worker_memory_bytes", "Memory of a worker: resident, and its own of that.",
    ["kind"], multiprocess_mode="liveall", registry=ours,
)  # fmt: skip
KEPT_PAGES = Gauge(
    "opening_print_store_pages", "Pages in a worker's page store.", multiprocess_mode="liveall", registry=ours
)
KEPT_BYTES = Gauge(
    "opening_print_store_bytes", "Bytes in a worker's page store.", multiprocess_mode="liveall", registry=ours
)

_requests: dict[tuple[str, int, str], Counter] = {}
_making: dict[str, Histogram] = {}


def count(view: str, status: int, outcome: str, seconds: float) -> None:
    """One request. What its labels lead to is remembered, since looking it up takes longer than counting."""
    key = view, status // 100, outcome
    counter = _requests.get(key)
    if counter is None:
        counter = _requests[key] = REQUESTS.labels(view, f"{status // 100}xx", outcome)
    counter.inc()
    if outcome not in KEPT and view != "static":
        histogram = _making.get(view)
        if histogram is None:
            histogram = _making[view] = MAKING.labels(view)
        histogram.observe(seconds)


def note_own(pages: int, size: int) -> None:
    """How this worker stands now: what its page store holds, and its memory where the system tells it (Linux)."""
    KEPT_PAGES.set(pages)
    KEPT_BYTES.set(size)
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return
    said = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    for kind, name in (("resident", "VmRSS"), ("own", "RssAnon")):
        if name in said:
            MEMORY.labels(kind).set(int(said[name].split()[0]) * 1024)


def forget_the_dead(folder: Path) -> None:
    """How workers stood that are gone; what they counted stays."""
    for file in folder.glob("gauge_live*_*.db"):
        if not _is_of_us(int(file.stem.rpartition("_")[2])):
            file.unlink(missing_ok=True)


def _is_of_us(pid: int) -> bool:
    """A process of the same server. Its number may have gone to somebody else by now."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return pid == os.getpid() or not Path("/proc/self/stat").exists()
    return int(stat.rpartition(")")[2].split()[1]) == os.getppid()
