"""`make check-html`: every kind of page, as served, through the Nu HTML checker.

Any message, warnings too, fails.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from make.pages import SERVER_ERROR, all_kinds, fetch
from make.temporary_site import ROOT, temporary_site

CHECKER = ROOT / "var/tools/node_modules/vnu-jar/build/dist/vnu.jar"


def save_pages(folder: Path) -> dict[Path, str]:
    """Fetches one page of every kind; file -> kind and path."""
    with temporary_site(folder / "site") as site:
        paths = all_kinds(site)
        pages = {kind: fetch(site.url, path) for kind, path in paths.items()}
        pages["server-error"] = site.manage("shell", "--no-imports", "-c", SERVER_ERROR)
    saved = {}
    for kind, page in pages.items():
        file = folder / f"{kind}.html"
        file.write_text(page, encoding="utf-8")
        saved[file] = f"{kind} ({paths.get(kind, 'no address')})"
    return saved


def check(files: dict[Path, str]) -> str:
    """The checker's messages, with pages in the place of files."""
    command = ["java", "-jar", str(CHECKER), "--Werror", "--format", "gnu", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True)
    said = (done.stdout + done.stderr).strip()
    if done.returncode and not said:
        said = f"The checker ended with {done.returncode} and said nothing."
    for file, page in files.items():
        said = said.replace(f'"file:{file}"', page)
    return said


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        files = save_pages(Path(folder))
        said = check(files)
    if said:
        print(said)
        print(f"The HTML checker objects: {len(said.splitlines())} messages on {len(files)} kinds of page.")
        return 1
    print(f"The HTML checker has nothing to say about {len(files)} kinds of page.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
