"""A Redis of one's own: on a private port, from a temporary folder, gone when the block ends."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from make.listening import end, wait_until_listening
from make.ports import free_port


class NoRedis(Exception):
    """There is no Redis on this machine; the text says what to do."""


@dataclass
class Redis:
    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        program = shutil.which("redis-server")
        if program is None:
            raise NoRedis("No Redis was found. Install it (on Debian: sudo apt-get install redis-server).")
        self.folder.mkdir(parents=True, exist_ok=True)
        log = self.folder / "redis.log"
        # Nothing on disk: what is in it can be made again.
        command = [program, "--port", self.port, "--bind", "127.0.0.1", "--dir", self.folder, "--save", ""]
        with log.open("ab") as output:
            self.process = subprocess.Popen(list(map(str, command)), stdout=output, stderr=output)
        wait_until_listening(self.port, self.process, log.read_text)

    def stop(self) -> None:
        if self.process is not None:
            end(self.process)
            self.process = None


@contextlib.contextmanager
def temporary_redis(folder: Path) -> Iterator[Redis]:
    redis = Redis(folder)
    try:
        redis.start()
        yield redis
    finally:
        redis.stop()
