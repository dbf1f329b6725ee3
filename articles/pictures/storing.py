"""Files are written whole or not at all: a name stands for its content for good."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.files.storage import default_storage
from django.utils.crypto import get_random_string


def write(name: str, data: bytes) -> None:
    """Stores the bytes under this name; what stands there already is the same, and is only made young again."""
    path = Path(default_storage.path(name))
    if path.exists():
        path.touch()  # see `articles.unused_pictures`
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{get_random_string(8)}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def read(name: str) -> bytes:
    """Raises `OSError` where there is no such file."""
    return Path(default_storage.path(name)).read_bytes()
