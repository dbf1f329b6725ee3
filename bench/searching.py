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
from make.postgres import NoPostgres, data_folder, temporary_postgres
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
        for size in sizes:
            server = folder / f"postgres-{size}"
            with temporary_postgres(server, shared_buffers=f"{quarter_of_memory()}MB") as url:
                rows += of(folder / f"postgres-{size}-site", size, "PostgreSQL", url)
    except NoPostgres as missing:
        rows.append({"database": str(missing)})
    return rows


def of(folder: Path, size: int, database: str, url: str = "") -> list[Row]:
    folder.mkdir(parents=True, exist_ok=True)
    environment = environment_for(folder) | ({"DATABASE_URL": url} if url else {})
    manage(environment, "migrate", "--verbosity", "0")
    run(environment, "bench.archive", str(size))
    read_once(data_folder(url) if url else folder)
    timed = json.loads(run(environment, "bench.asking"))
    return [{"database": database, "articles": size, **row, "at most": MOST_MS} for row in timed]


def quarter_of_memory() -> int:
    """MB of the memory that PostgreSQL's documentation advises to give it."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 4 // (1 << 20)


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
