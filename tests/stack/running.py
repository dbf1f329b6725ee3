"""The programs of `reading` and `editing`, started beside the test, and what they say in the end."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from make.temporary_site import ROOT


class Readers:
    """`doors` is what each door's readers saw, and `seconds` for how long they read, once the block has ended."""

    doors: dict[str, Any]
    seconds: float

    def failed(self, *, but: tuple[str, ...] = ()) -> list[str]:
        """What went wrong, with its door; statuses in `but` are no wrong."""
        return [
            f"{name}: {count} of {status}; {seen['wrong'][:3]}"
            for name, seen in self.doors.items()
            for status, count in seen["statuses"].items()
            if status not in ("200", *but)
        ]

    def answers(self) -> int:
        return sum(sum(seen["statuses"].values()) for seen in self.doors.values())


@contextlib.contextmanager
def readers(doors: list[dict[str, Any]], pages: list[str], *, each: int, every: float) -> Iterator[Readers]:
    """`each` readers before each door ask for one of the pages every so many seconds, until the block ends."""
    with program("tests.stack.reading") as process:
        process.stdin.write(json.dumps({"doors": doors, "pages": pages, "readers": each, "every": every}) + "\n")
        process.stdin.flush()
        found = Readers()
        yield found
        said, _ = process.communicate(timeout=60)
        for name, value in json.loads(said).items():
            setattr(found, name, value)


@contextlib.contextmanager
def program(module: str, *arguments: str, environment: dict[str, str] | None = None) -> Iterator[Any]:
    command = [sys.executable, "-m", module, *arguments]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()
