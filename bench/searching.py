"""Searches in archives of 10,000, 100,000 and 1,000,000 articles: the whole page, beside the bare engine.

The database's files are read once, as a server that is asked all day has them in memory. Each kind of
query is asked with many different words, each once, after a few to warm up. "ms" is the
page from address to HTML, with ranking, marked passages and filters with counts; "bare" is the
engine's own top 20 of the same words over the same index, with bm25 or ts_rank, and nothing else.
`SEARCH_SIZES=10000,100000` narrows the sizes; a million articles take twenty to forty minutes a database to make.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.table import Row
from make.temporary_site import ROOT, environment_for, manage

SIZES = (10_000, 100_000, 1_000_000)
#: Budget: 19 of 20 searches answer within so many milliseconds, at a million articles.
MOST_MS = 100
PIECE = 1 << 24


def measure(folder: Path) -> list[Row]:
    sizes = [int(size) for size in os.environ.get("SEARCH_SIZES", "").split(",") if size] or SIZES
    rows: list[Row] = []
    for size in sizes:
        rows += of(folder / f"sqlite-{size}", size, "SQLite")
    try:
        from make.postgres import NoPostgres, temporary_postgres
    except ImportError:
        return rows
    try:
        for size in sizes:
            server = folder / f"postgres-{size}"
            with temporary_postgres(server) as url:
                rows += of(folder / f"postgres-{size}-site", size, "PostgreSQL", url, server)
    except NoPostgres as missing:
        rows.append({"database": str(missing)})
    return rows


def of(folder: Path, size: int, database: str, url: str = "", server: Path | None = None) -> list[Row]:
    folder.mkdir(parents=True, exist_ok=True)
    environment = environment_for(folder) | ({"DATABASE_URL": url} if url else {})
    manage(environment, "migrate", "--verbosity", "0")
    run(environment, "bench.archive", str(size))
    read_once(server or folder)
    timed = json.loads(run(environment, "bench.asking"))
    return [{"database": database, "articles": size, **row, "at most": MOST_MS} for row in timed]


def read_once(folder: Path) -> None:
    """The files of a database into the system's memory, where a server that is asked all day has them."""
    for file in folder.rglob("*"):
        if file.is_file():
            with file.open("rb", buffering=0) as opened:
                while opened.read(PIECE):
                    pass


def run(environment: dict[str, str], module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout
