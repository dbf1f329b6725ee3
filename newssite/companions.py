"""What runs beside the server on this machine, and ends with it: commands of manage.py that never end.

`serve` starts this module as a process of its own and then becomes the server. It starts the
commands, starts one again that ended, and ends them all as soon as the server is gone, however it
went. It needs no Django itself, so that it costs next to nothing.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Each a command of manage.py with its arguments.
COMMANDS: tuple[tuple[str, ...], ...] = (("tick", "--every", "5"), ("db_worker", "--verbosity", "0"))
#: Seconds: the server answers first; how soon its end is noticed; before a command that ended starts again.
FIRST_AFTER, NOTICED_AFTER, AGAIN_AFTER = 1.0, 0.25, 10.0
#: The worker finishes the job that it is at; what has not ended after so many seconds is ended.
PATIENCE = 10.0
#: Background work gives way to readers by so much (`nice`).
NICENESS = 10
#: The variable that names the folder in which workers count (`newssite/figures`), and how that begins: it is there for
#: as long as the server runs.
FIGURES_FOLDER, FIGURES = "PROMETHEUS_MULTIPROC_DIR", "opening-print-figures-"


def start(*, alone: bool = False) -> None:
    """Starts the companions of this process, which becomes the server next; `alone`, none that work."""
    command = [sys.executable, "-m", "newssite.companions", str(os.getpid()), *(["alone"] if alone else [])]
    subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL)  # noqa: S603 (our own command)


def keep(server: int, commands: Sequence[Sequence[str]]) -> None:
    """Runs the commands until the process that started this one, `server`, is gone."""
    running: dict[Sequence[str], subprocess.Popen[bytes]] = {}
    due = dict.fromkeys(commands, time.monotonic() + FIRST_AFTER)
    try:
        while os.getppid() == server:
            for command in commands:
                if command in running and running[command].poll() is not None:
                    del running[command]
                    due[command] = time.monotonic() + AGAIN_AFTER
                if command not in running and time.monotonic() >= due[command]:
                    arguments = [sys.executable, "manage.py", *command]
                    running[command] = subprocess.Popen(  # noqa: S603 (as above)
                        arguments, cwd=ROOT, stdin=subprocess.DEVNULL, preexec_fn=end_with_parent
                    )
            time.sleep(NOTICED_AFTER)
    finally:
        end(list(running.values()))


def end_with_parent(how: signal.Signals = signal.SIGTERM) -> None:
    """Run in a process as it begins: Linux ends it if the one that started it is killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, how)  # PR_SET_PDEATHSIG


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in processes:
        try:
            process.wait(max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main() -> None:
    # Ctrl-C and a terminal that closes reach the whole group, companions too: they wait for the server.
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    os.nice(NICENESS)
    try:
        keep(int(sys.argv[1]), () if "alone" in sys.argv else COMMANDS)
    finally:
        folder = Path(os.environ.get(FIGURES_FOLDER, ""))
        if folder.name.startswith(FIGURES):  # made for this server alone
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
