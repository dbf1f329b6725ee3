"""Load at seven tenths of capacity while the site is restarted: no request fails.

It lasts as long as the restart takes, or LOAD_SECONDS. Capacity is what readers who never pause are given just before,
on this machine, with all that runs on it.
"""

from __future__ import annotations

import os
import signal
import time
from contextlib import ExitStack
from typing import Any

from make.nginx import temporary_nginx
from make.ports import free_port
from make.temporary_site import copy_of
from tests.stack.conftest import served_at_its_name
from tests.stack.doors import plain, secure
from tests.stack.processes import workers_of
from tests.stack.running import readers

SECONDS = float(os.environ.get("LOAD_SECONDS") or 0)
OF_CAPACITY = 0.7
EACH = 16
#: Some that are kept, and one that is another each time, so that it has to be made.
PAGES = ["/", "/articles/", "/tickers/", "/markets/", "/about/", "/articles/?since=DAY"]


def pause(doors: list[dict[str, Any]]) -> float:
    """Between two requests of a reader, so that all together ask for seven tenths of what could be answered."""
    with readers(doors, PAGES, each=EACH, every=0.0) as eager:
        time.sleep(3)
    assert not eager.failed(but=("429",))  # nginx holds up who asks so much
    return len(doors) * EACH * eager.seconds / (eager.answers() * OF_CAPACITY)


def test_workers_that_are_replaced_one_by_one_lose_no_request(edition, database, tmp_path):
    with ExitStack() as stack:
        folder = copy_of(edition, tmp_path / "site")
        site = stack.enter_context(served_at_its_name(folder, DATABASE_URL=database, WEB_WORKERS="2"))
        own = int(site.environment["PORT"])
        nginx = stack.enter_context(temporary_nginx(tmp_path / "nginx", own, site.folder))
        doors = [plain("site", own), plain("site, each anew", own) | {"each_anew": True}, secure("nginx", nginx)]
        ends = time.monotonic() + SECONDS
        with readers(doors, PAGES, each=EACH, every=max(0.03, pause(doors))) as seen:
            while True:
                before = set(workers_of(site.process.pid))
                site.process.send_signal(signal.SIGHUP)
                until_replaced(site, before)
                time.sleep(1)
                if time.monotonic() > ends:
                    break
    print(f"{seen.answers()} answers in {seen.seconds:.0f} s", {n: door["slowest"] for n, door in seen.doors.items()})
    assert not seen.failed()


def until_replaced(site: Any, before: set[int]) -> None:
    deadline = time.monotonic() + 120
    while len(now := set(workers_of(site.process.pid))) != 2 or now & before:
        assert site.process.poll() is None
        assert time.monotonic() < deadline, "The workers were not replaced."
        time.sleep(0.2)


def test_machines_that_are_restarted_in_turn_lose_no_request(edition, database, tmp_path):
    """As after an upgrade: each is stopped, and started anew, while nginx asks the other."""
    ports = [free_port(), free_port()]
    folders = [copy_of(edition, tmp_path / f"site-{number}") for number in range(2)]
    key = "of-no-use-but-for-this-test-where-two-machines-sign-alike-k7q2"

    def machine(number: int) -> Any:
        return served_at_its_name(folders[number], ports[number], DATABASE_URL=database, SECRET_KEY=key)

    with ExitStack() as stack:
        stacks = [stack.enter_context(ExitStack()) for _ in ports]
        for number in range(2):
            stacks[number].enter_context(machine(number))
        nginx = stack.enter_context(temporary_nginx(tmp_path / "nginx", ports[0], folders[0], ports[1]))
        doors = [secure("nginx", nginx)]
        ends = time.monotonic() + SECONDS
        with readers(doors, PAGES, each=EACH, every=max(0.03, pause(doors))) as seen:
            while True:
                for number in range(2):
                    stacks[number].close()
                    stacks[number].enter_context(machine(number))
                    time.sleep(4)  # nginx tries it again after two
                if time.monotonic() > ends:
                    break
    print(f"{seen.answers()} answers in {seen.seconds:.0f} s", {n: door["slowest"] for n, door in seen.doors.items()})
    assert not seen.failed()
