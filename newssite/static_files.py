"""Collects static files when, and only when, they changed.

`collectstatic` hashes and compresses every file, which takes seconds. A list of the sources,
with sizes and times, costs milliseconds and says whether there is anything to do.
"""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

#: A file that no page names any more may still be named by a page in somebody's cache.
KEPT_FOR = 7 * 24 * 3600


def collect_if_changed(record: Path) -> bool:
    """True where files were collected. `record` remembers what they were made from."""
    now = fingerprint()
    if record.exists() and record.read_text(encoding="utf-8") == now and manifest().exists():
        return False
    record.unlink(missing_ok=True)  # an interrupted collection is begun again
    remove_plain()
    call_command("collectstatic", interactive=False, verbosity=0)
    remove_stale(time.time() - KEPT_FOR)
    record.write_text(now, encoding="utf-8")
    return True


def manifest() -> Path:
    return Path(settings.STATIC_ROOT) / "staticfiles.json"


def fingerprint() -> str:
    """Every source file's place, size and time, and the versions that made the result."""
    digest = hashlib.sha256()
    for maker in ("requirements.txt", "newssite/settings.py", "newssite/storage.py"):
        digest.update((settings.ROOT / maker).read_bytes())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            file = Path(storage.path(name)).stat()
            digest.update(f"{name} {file.st_size} {file.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collected_names() -> dict[str, str]:
    """Plain name -> name with the hash."""
    return json.loads(manifest().read_text(encoding="utf-8"))["paths"] if manifest().exists() else {}


def remove_plain() -> None:
    """Removes the files under their plain names, which no page uses.

    `collectstatic` passes over a file whose copy is younger than its source; but a copy may have
    been worked on since, and a source may go back to an older one.
    """
    for name in collected_names():
        (Path(settings.STATIC_ROOT) / name).unlink(missing_ok=True)


def remove_stale(before: float) -> None:
    """Removes what belongs to no current file and is older than `before`."""
    root = Path(settings.STATIC_ROOT)
    names = collected_names()
    current = {manifest().name, *names, *names.values()}
    for file in root.rglob("*"):
        name = file.relative_to(root).as_posix()
        plain = name.removesuffix(".gz").removesuffix(".br")
        if file.is_file() and not current & {name, plain} and file.stat().st_mtime < before:
            file.unlink()
