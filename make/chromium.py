"""Where Chromium is: for the browser tests, for `make shots` and for the benchmarks.

As a program it prints the path, or says in a sentence that there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
MISSING = (
    "There is no Chromium here. `make test` installs one where it can; else install it "
    "(on Debian: sudo apt-get install chromium) or name it with CHROMIUM=/path/to/chromium."
)
#: The page under test is all that a browser may talk to, and a root account has no sandbox.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


def path() -> str | None:
    """The one that CHROMIUM names; else an installed one; else Playwright's own, if it is there."""
    named = os.environ.get("CHROMIUM", "").strip()
    if named:
        return shutil.which(named)
    installed = next(filter(None, map(shutil.which, (*NAMES, *APPLICATIONS))), None)
    return installed or _playwrights()


def _playwrights() -> str | None:
    # Asked in a process of its own: inside a test, Playwright may be running already.
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    own = Path(answer.stdout.strip())
    return str(own) if own.is_file() else None


def launch_options() -> dict[str, object]:
    found = path()
    if not found:
        raise RuntimeError(MISSING)
    return {"executable_path": found, "args": ARGUMENTS}


if __name__ == "__main__":
    sys.exit(print(found) if (found := path()) else MISSING)
