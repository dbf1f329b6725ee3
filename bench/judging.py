"""What readers would search for, and whether the right stories come first: nDCG@10 and MRR by kind of query.

The site's search, with each of its engines, beside bare FTS5 and bm25; 1 is perfect. Queries, rules and
formulas are in `bench.judged`, and every search has the same stories.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.judged.grades import Query, graded
from bench.judged.measures import mean, ndcg, reciprocal_rank, serves
from bench.judged.plain import PlainSearch
from bench.judged.queries import KINDS, QUERIES
from bench.judged.stories import Story, read
from bench.table import Row
from make.temporary_site import ROOT, environment_for, manage

#: So many answers are asked for: nDCG looks at the first ten of them, MRR at all.
ANSWERS = 50
PLAIN, SQLITE, POSTGRES = "plain bm25", "SQLite", "PostgreSQL"
Answers = Sequence[Sequence[str]]


def measure(folder: Path) -> list[Row]:
    try:
        stories = list(read())
    except FileNotFoundError as missing:
        return [{"kind of query": str(missing)}]
    lines = folder / "stories.jsonl"
    lines.write_text("".join(f"{json.dumps(story.record())}\n" for story in stories), encoding="utf-8")
    answers: dict[str, Answers | str] = {
        PLAIN: from_plain(stories),
        SQLITE: from_site(folder / "sqlite", lines),
        POSTGRES: from_postgres(folder / "postgres", lines),
    }
    return rows(stories, answers)


def from_plain(stories: Iterable[Story]) -> Answers:
    with contextlib.closing(PlainSearch(stories)) as search:
        return [search.find(query.text, ANSWERS) for query in QUERIES]


def from_site(folder: Path, lines: Path, database: str = "") -> Answers:
    """What a new site answers that has only these stories."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = environment_for(folder) | ({"DATABASE_URL": database} if database else {})
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "import_articles", str(lines), "--publish")
    asked = json.dumps({"queries": [query.text for query in QUERIES], "limit": ANSWERS})
    command = [sys.executable, "-m", "bench.judged.ask"]
    done = subprocess.run(command, cwd=ROOT, env=environment, input=asked, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"The site's search failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def from_postgres(folder: Path, lines: Path) -> Answers | str:
    """The answers, or a few words on why there are none."""
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        try:
            from make.postgres import temporary_postgres

            database = stack.enter_context(temporary_postgres(folder / "server"))
        except (ImportError, OSError, RuntimeError):
            return "not installed"
        return from_site(folder / "site", lines, database)


def rows(stories: Sequence[Story], answers: dict[str, Answers | str]) -> list[Row]:
    """One for all queries, then one for each kind; a search in two columns, or the reason it gave none."""
    scores = {name: scored(stories, given) for name, given in answers.items() if not isinstance(given, str)}
    result: list[Row] = []
    for kind in ("all", *KINDS):
        places = [place for place, query in enumerate(QUERIES) if kind in ("all", query.kind)]
        row: Row = {"kind of query": kind, "queries": len(places)}
        for name, given in answers.items():
            if isinstance(given, str):
                row |= {f"{name} nDCG@10": given, f"{name} MRR": given}
                continue
            row[f"{name} nDCG@10"] = round(mean([scores[name][place][0] for place in places]), 3)
            row[f"{name} MRR"] = round(mean([scores[name][place][1] for place in places]), 3)
        result.append(row)
    return result


def scored(stories: Sequence[Story], answers: Answers, queries: Sequence[Query] = QUERIES) -> list[tuple[float, float]]:
    """nDCG@10 and reciprocal rank of the answers to each query."""
    scores = []
    for query, found in zip(queries, answers, strict=True):
        grades = graded(query, stories)
        scores.append((ndcg(found, grades), reciprocal_rank(found, grades, serves(query))))
    return scores
