"""Whole sites for these tests, each with a folder and a database of its own."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path

from make.temporary_site import ROOT, environment_for


def new_site(folder: Path, *, on_sqlite: bool = False) -> dict[str, str]:
    """The environment of an empty site; on SQLite where asked for, else on the database of this run."""
    environment = environment_for(folder)
    if on_sqlite:
        environment["DATABASE_URL"] = f"sqlite:///{folder / 'db.sqlite3'}"
    return environment


def manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600)


def python(environment: dict[str, str], code: str) -> str:
    done = manage(environment, "shell", "--no-imports", "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout


def backup(environment: dict[str, str], path: Path) -> Path:
    done = manage(environment, "backup", str(path))
    assert done.returncode == 0, done.stderr
    return path


def restore(environment: dict[str, str], path: Path) -> str:
    done = manage(environment, "restore", str(path))
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def rows(path: Path) -> dict[str, list[bytes]]:
    """Every row in the file, by table; and by name the hash of every upload."""
    found: dict[str, list[bytes]] = {}
    with tarfile.open(path) as tar:
        for member in tar:
            data = tar.extractfile(member).read()
            folder, _, rest = member.name.partition("/")
            if folder == "tables":
                found.setdefault(rest.partition("/")[0], []).extend(gzip.decompress(data).splitlines())
            elif folder == "uploads":
                found[rest] = [hashlib.sha256(data).hexdigest().encode()]
            elif folder == "counts.json":
                found[folder] = data.splitlines()
    return found


def altered(path: Path, target: Path, change) -> Path:
    """A copy whose members `change(name, data)` gives anew, with a list that is right again; None leaves one out."""
    sums = b""
    with tarfile.open(path) as old, tarfile.open(target, "w") as new:
        for member in old:
            name, data = member.name, old.extractfile(member).read()
            data = sums if name == "SHA256SUMS" else change(name, data)
            if data is None:
                continue
            member.size = len(data)
            new.addfile(member, io.BytesIO(data))
            sums += f"{hashlib.sha256(data).hexdigest()}  {name}\n".encode()
    return target


HOLDS = """
from articles.models import Revision
from newssite.management.commands.load_sample_edition import first_content
print(first_content(), Revision.objects.count())
"""


def is_untouched(environment: dict[str, str]) -> bool:
    """Whether the site is as `migrate` left it, or not even that."""
    folder = Path(environment["VAR_DIR"])
    uploads = [path for path in (folder / "uploads").rglob("*") if path.is_file()]
    said = manage(environment, "shell", "--no-imports", "-c", HOLDS)
    return not uploads and (said.returncode != 0 or said.stdout.split() == ["0"])


def refusal(site: dict[str, str], path: Path) -> str:
    """The one sentence with which a restore is refused; nothing of the site was touched."""
    done = manage(site, "restore", str(path))
    assert done.returncode == 1, done.stdout
    assert done.stderr.startswith("CommandError: "), done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert is_untouched(site)
    return done.stderr.removeprefix("CommandError: ").rstrip("\n")


KILLS = int(os.environ.get("KILLS") or 6)
