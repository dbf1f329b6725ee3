"""A PostgreSQL of `make.postgres` taken away and given back, for tests of what the site does meanwhile."""

from __future__ import annotations

import contextlib
import os
import pwd
import shlex
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

from make.postgres import ACCOUNT, data_folder, programs


@contextlib.contextmanager
def stopped(url: str) -> Iterator[None]:
    """Ended at once, as by a machine that loses its power; started again when the block ends."""
    data = data_folder(url)
    # The program and its arguments, as it was started; the data's folder is said to pg_ctl itself.
    _, _, _, *options = shlex.split((data / "postmaster.opts").read_text())
    _pg_ctl(data, "stop", "-m", "immediate")
    try:
        yield
    finally:
        _pg_ctl(data, "start", "-o", shlex.join(options), "-l", str(data.parent / "server.log"))


@contextlib.contextmanager
def silent(url: str) -> Iterator[None]:
    """There, and answering nothing: every process of it is halted until the block ends."""
    main = int((data_folder(url) / "postmaster.pid").read_text().split()[0])
    halted = [main]
    os.kill(main, signal.SIGSTOP)  # first: it starts no other then
    for child in Path(f"/proc/{main}/task/{main}/children").read_text().split():
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(child), signal.SIGSTOP)
            halted.append(int(child))
    try:
        yield
    finally:
        for process in reversed(halted):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)


def _pg_ctl(data: Path, *what: str) -> None:
    account = pwd.getpwnam(ACCOUNT) if os.getuid() == 0 else None
    subprocess.run(
        [programs() / "pg_ctl", "-D", data, "-w", "-t", "60", *what],
        check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=data.parent,
        user=account and account.pw_uid, group=account and account.pw_gid, extra_groups=[] if account else None,
    )  # fmt: skip
