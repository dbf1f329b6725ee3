"""Files stay small enough to be read at a sitting, and none is a drawer for what has no place."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("newssite", "edge", "backups", "staff", "articles", "markets", "readers", "tests", "bench", "make", "sample")


def lines(file: Path) -> int:
    return len(file.read_text().splitlines())


@pytest.mark.parametrize(
    ("folders", "pattern", "most"),
    [
        (OURS, "*.py", 300),
        (("templates", "articles", "markets", "readers"), "*.html", 120),
        (("static",), "*.css", 200),
    ],
)
def test_files_are_small(folders, pattern, most):
    files = [file for folder in folders for file in (ROOT / folder).rglob(pattern) if "migrations" not in file.parts]
    assert files
    assert {str(file.relative_to(ROOT)): lines(file) for file in files if lines(file) > most} == {}


def test_every_module_is_named_after_what_it_does():
    names = {"utils.py", "util.py", "helpers.py", "helper.py", "misc.py", "common.py"}
    assert [str(file) for folder in OURS for file in (ROOT / folder).rglob("*.py") if file.name in names] == []
