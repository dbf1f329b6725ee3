"""Articles imported a second, searchable at once, beside bare inserts of the same text.

The bare inserts write one row an article and its FTS5 entry, in transactions of 500, with the
site's own settings of SQLite: no article can be had for less. Memory is the most that the import held.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from bench.generate import write
from bench.table import Row
from make.temporary_site import ROOT, environment_for, manage

COUNTS = (1_000, 4_000, 16_000, 64_000)
#: Budget: so many articles a second.
LEAST_A_SECOND = 1_000
A_TRANSACTION = 500
LOOK_AFTER = 0.05
COLUMNS = "headline, dek, summary, key_points, body, risks, tickers"


def measure(folder: Path) -> list[Row]:
    rows = []
    for count in COUNTS:
        lines = folder / f"{count}.jsonl"
        write(lines, count)
        rows += [bare(folder / f"bare-{count}.sqlite3", lines, count), imported(folder / f"var-{count}", lines, count)]
    return rows


def imported(folder: Path, lines: Path, count: int) -> Row:
    folder.mkdir()
    environment = environment_for(folder)
    manage(environment, "migrate", "--verbosity", "0")
    command = [sys.executable, "manage.py", "import_articles", str(lines), "--publish"]
    began = time.monotonic()
    with (folder / "import.log").open("w") as said:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
        status, usage, memory = waited(process.pid)
    seconds = time.monotonic() - began
    if status:
        raise RuntimeError(f"The import failed:\n{(folder / 'import.log').read_text()[-2000:]}")
    return {
        "way": "import_articles --publish",
        "articles": count,
        "a second": round(count / seconds),
        "at least": LEAST_A_SECOND,
        "ms CPU each": round((usage.ru_utime + usage.ru_stime) / count * 1000, 2),
        "MB at most": round(memory / 1024),
    }


def waited(pid: int) -> tuple[int, resource.struct_rusage, int]:
    """A process to its end: its status, what it and its second process used, and the most KB they held of their own.

    The pages of the database's file that the system shows them (`mmap_size`) are not their own; a page
    that they have in common counts once.
    """
    most = 0
    while True:
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            return status, usage, most
        most = max(most, held(pid) + sum(map(held, children(pid))))
        time.sleep(LOOK_AFTER)


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def held(pid: int) -> int:
    """KB of memory that is no file's; 0 for a process that has ended."""
    try:
        found = re.search(r"Pss_Anon:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def bare(file: Path, lines: Path, count: int) -> Row:
    database = sqlite3.connect(file, isolation_level=None)
    database.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        f"CREATE TABLE document(id INTEGER PRIMARY KEY, {COLUMNS});"
        f"CREATE VIRTUAL TABLE found USING fts5({COLUMNS}, content='document', content_rowid='id',"
        " tokenize='porter unicode61 remove_diacritics 2');"
    )
    began, cpu = time.monotonic(), time.process_time()
    database.execute("BEGIN IMMEDIATE")
    with lines.open(encoding="utf-8") as source:
        for number, line in enumerate(source, 1):
            values = (number, *texts(json.loads(line)))
            database.execute(f"INSERT INTO document(id, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
            database.execute(f"INSERT INTO found(rowid, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
            if number % A_TRANSACTION == 0:
                database.execute("COMMIT")
                database.execute("BEGIN IMMEDIATE")
    database.execute("COMMIT")
    seconds, cpu = time.monotonic() - began, time.process_time() - cpu
    database.close()
    return {
        "way": "bare inserts and index",
        "articles": count,
        "a second": round(count / seconds),
        "at least": "",
        "ms CPU each": round(cpu / count * 1000, 2),
        "MB at most": "",
    }


def texts(article: dict) -> tuple[str, ...]:
    return (
        article["headline"],
        article["dek"],
        article["summary"],
        "\n".join(article["key_points"]),
        article["body_text"],
        "\n".join(article["risks"]),
        " ".join(ticker["ticker"] for ticker in article["tickers"]),
    )
